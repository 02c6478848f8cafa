package io.farshore.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The groups of schedules, and their tags. Guarded by its service's lock. */
final class ScheduleGroups {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final EventLoop loop;
  private final Map<String, Map<String, Group>> byRegion = new TreeMap<>();

  private record Group(String arn, Instant createdAt, Map<String, String> tags) {}

  ScheduleGroups(EventLoop loop) {
    this.loop = loop;
  }

  private Map<String, Group> of(String region) {
    return byRegion.computeIfAbsent(
        region, each -> new TreeMap<>(Map.of("default", group(region, "default"))));
  }

  private Group group(String region, String name) {
    String arn = "arn:aws:scheduler:" + region + ":" + Account.ID + ":schedule-group/" + name;
    return new Group(arn, loop.wallTime(), new LinkedHashMap<>());
  }

  void require(String region, String name) {
    find(region, name);
  }

  private Group find(String region, String name) {
    return Optional.ofNullable(of(region).get(name))
        .orElseThrow(() -> missing("Schedule group " + name + " does not exist."));
  }

  ObjectNode create(ApiCall call) {
    String name = call.input().path("Name").asText();
    if (of(call.region()).containsKey(name)) {
      throw new AwsError(
          "ConflictException", CONFLICT, "Schedule group " + name + " already exists.");
    }
    Group made = group(call.region(), name);
    put(made, call.input().path("Tags"));
    of(call.region()).put(name, made);
    return object().put("ScheduleGroupArn", made.arn());
  }

  ObjectNode describe(ApiCall call) {
    String name = call.input().path("Name").asText();
    return described(name, find(call.region(), name));
  }

  private static ObjectNode described(String name, Group group) {
    double created = group.createdAt().toEpochMilli() / 1000.0;
    return object()
        .put("Arn", group.arn())
        .put("CreationDate", created)
        .put("LastModificationDate", created)
        .put("Name", name)
        .put("State", "ACTIVE");
  }

  ObjectNode list(ApiCall call) {
    String prefix = call.input().path("NamePrefix").asText();
    List<JsonNode> all = new ArrayList<>();
    of(call.region())
        .forEach(
            (name, group) -> {
              if (name.startsWith(prefix)) {
                all.add(described(name, group));
              }
            });
    return page(call.input(), "ScheduleGroups", all);
  }

  /** A page of a list: {@code MaxResults} at a time, from {@code NextToken} on. */
  static ObjectNode page(JsonNode input, String member, List<JsonNode> all) {
    String token = input.path("NextToken").asText();
    if (!token.matches("\\d{0,9}")) {
      throw AwsError.validation("Invalid NextToken.");
    }
    int from = token.isEmpty() ? 0 : Math.min(Integer.parseInt(token), all.size());
    int to = Math.min(from + input.path("MaxResults").asInt(100), all.size());
    ObjectNode output = object();
    output.putArray(member).addAll(all.subList(from, to));
    return to < all.size() ? output.put("NextToken", String.valueOf(to)) : output;
  }

  void delete(ApiCall call) {
    String name = call.input().path("Name").asText();
    if (name.equals("default")) {
      throw AwsError.validation("Cannot delete the default schedule group.");
    }
    find(call.region(), name);
    of(call.region()).remove(name);
  }

  ObjectNode listTags(ApiCall call) {
    ObjectNode output = object();
    ArrayNode list = output.putArray("Tags");
    tagged(call)
        .tags()
        .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    return output;
  }

  ObjectNode tag(ApiCall call) {
    put(tagged(call), call.input().path("Tags"));
    return object();
  }

  ObjectNode untag(ApiCall call) {
    JsonNode keys = call.input().path("TagKeys");
    Map<String, String> tags = tagged(call).tags();
    if (keys.isTextual()) {
      tags.remove(keys.asText());
    }
    keys.forEach(key -> tags.remove(key.asText()));
    return object();
  }

  private Group tagged(ApiCall call) {
    String arn = call.input().path("ResourceArn").asText();
    return of(call.region()).values().stream()
        .filter(group -> group.arn().equals(arn))
        .findFirst()
        .orElseThrow(() -> missing("Resource " + arn + " does not exist."));
  }

  private static void put(Group group, JsonNode tags) {
    tags.forEach(tag -> group.tags().put(tag.path("Key").asText(), tag.path("Value").asText()));
  }

  static AwsError missing(String message) {
    return new AwsError("ResourceNotFoundException", NOT_FOUND, message);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
