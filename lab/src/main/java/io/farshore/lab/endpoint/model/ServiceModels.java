package io.farshore.lab.endpoint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The models of all services that the lab has, each read when it is first used. Thread-safe. */
public final class ServiceModels {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Entry> index = new ArrayList<>();
  private final Map<String, ServiceModel> models = new ConcurrentHashMap<>();

  /** Reads the index, and no model yet. */
  public ServiceModels() {
    for (JsonNode entry : read("index")) {
      index.add(
          new Entry(
              entry.path("file").asText(),
              entry.path("signingName").asText(),
              entry.path("version").asText(),
              entry.path("targetPrefix").asText()));
    }
  }

  /** The signing names of all services. */
  public List<String> signingNames() {
    return index.stream().map(Entry::signingName).distinct().toList();
  }

  /** A service by its SigV4 signing name; of two with one name the first. */
  public Optional<ServiceModel> signedFor(String signingName) {
    return find(entry -> entry.signingName().equals(signingName));
  }

  /** A service by what stands before the dot in {@code X-Amz-Target}. */
  public Optional<ServiceModel> target(String prefix) {
    return prefix.isEmpty() ? Optional.empty() : find(entry -> entry.targetPrefix().equals(prefix));
  }

  /** A service of the Query protocol by its API's version. */
  public Optional<ServiceModel> version(String date) {
    return find(entry -> entry.version().equals(date));
  }

  private Optional<ServiceModel> find(Predicate<Entry> wanted) {
    return index.stream()
        .filter(wanted)
        .findFirst()
        .map(entry -> models.computeIfAbsent(entry.file(), file -> new ServiceModel(read(file))));
  }

  private static JsonNode read(String name) {
    try (InputStream file = ServiceModels.class.getResourceAsStream(name + ".json")) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Entry(String file, String signingName, String version, String targetPrefix) {}
}
