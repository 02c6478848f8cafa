package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.AwsError;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Dashboards, which are kept and given back, and drawn nowhere. Thread-safe. */
final class Dashboards {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_FOUND = 404;

  private final Clock clock;
  private final Map<String, Dashboard> all = new TreeMap<>();

  private record Dashboard(String name, String body, Instant modifiedAt) {
    String arn() {
      return "arn:aws:cloudwatch::" + Account.ID + ":dashboard/" + name;
    }
  }

  Dashboards(Clock clock) {
    this.clock = clock;
  }

  synchronized ObjectNode put(JsonNode input) {
    String name = input.path("DashboardName").asText();
    if (!name.matches("[A-Za-z0-9_-]{1,255}")) {
      throw MetricApi.value(
          "The value for field DashboardName contains invalid characters. It can only contain"
              + " alphanumerics, dash (-) and underscore (_).\n");
    }
    String body = input.path("DashboardBody").asText();
    try {
      JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AwsError(
          "DashboardInvalidInputError", 400, "The field DashboardBody must be a valid JSON object");
    }
    all.put(name, new Dashboard(name, body, clock.instant()));
    ObjectNode output = JSON.createObjectNode();
    output.putArray("DashboardValidationMessages");
    return output;
  }

  synchronized ObjectNode get(JsonNode input) {
    Dashboard found = find(input.path("DashboardName").asText());
    return JSON.createObjectNode()
        .put("DashboardArn", found.arn())
        .put("DashboardBody", found.body())
        .put("DashboardName", found.name());
  }

  synchronized ObjectNode list(JsonNode input) {
    String prefix = input.path("DashboardNamePrefix").asText();
    List<ObjectNode> entries = new ArrayList<>();
    for (Dashboard each : all.values()) {
      if (each.name().startsWith(prefix)) {
        entries.add(
            JSON.createObjectNode()
                .put("DashboardName", each.name())
                .put("DashboardArn", each.arn())
                .put("LastModified", each.modifiedAt().toEpochMilli() / 1000.0)
                .put("Size", each.body().getBytes(StandardCharsets.UTF_8).length));
      }
    }
    return MetricApi.page(input, "DashboardEntries", entries, 1000);
  }

  synchronized ObjectNode delete(JsonNode input) {
    List<String> names = new ArrayList<>();
    input.path("DashboardNames").forEach(name -> names.add(name.asText()));
    names.forEach(this::find);
    names.forEach(all::remove);
    return JSON.createObjectNode();
  }

  private Dashboard find(String name) {
    return Optional.ofNullable(all.get(name))
        .orElseThrow(
            () ->
                new AwsError(
                    "DashboardNotFoundError", NOT_FOUND, "Dashboard " + name + " does not exist"));
  }
}
