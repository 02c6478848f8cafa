package io.farshore.lab.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Lists of groups and of streams, in pages of fifty. */
final class Listings {

  /** The days for which lines can be kept. */
  static final List<Integer> RETENTIONS =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private static final int PAGE = 50;

  private Listings() {}

  static ObjectNode groups(ApiCall call, Map<String, LogGroup> groups) {
    JsonNode input = call.input();
    String prefix = input.path("logGroupNamePrefix").asText();
    String pattern = input.path("logGroupNamePattern").asText();
    if (!prefix.isEmpty() && !pattern.isEmpty()) {
      throw LogsErrors.invalid(
          "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    }
    List<ObjectNode> all = new ArrayList<>();
    groups.forEach(
        (name, group) -> {
          if (name.startsWith(prefix) && name.contains(pattern)) {
            all.add(group(LogsService.arn(call.region(), name), name, group));
          }
        });
    return page(input, "logGroups", all);
  }

  private static ObjectNode group(String arn, String name, LogGroup group) {
    ObjectNode node = object().put("logGroupName", name);
    node.put("creationTime", group.createdAt().toEpochMilli());
    group.retention().ifPresent(time -> node.put("retentionInDays", time.toDays()));
    long bytes = group.events().stream().mapToLong(event -> event.message().length()).sum();
    return node.put("metricFilterCount", 0)
        .put("arn", arn + ":*")
        .put("storedBytes", bytes)
        .put("logGroupClass", "STANDARD")
        .put("logGroupArn", arn)
        .put("deletionProtectionEnabled", false);
  }

  static ObjectNode streams(ApiCall call, String groupArn, LogGroup group) {
    JsonNode input = call.input();
    String prefix = input.path("logStreamNamePrefix").asText();
    boolean byTime = input.path("orderBy").asText().equals("LastEventTime");
    if (byTime && !prefix.isEmpty()) {
      throw LogsErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    List<Map.Entry<String, LogStream>> found = new ArrayList<>(group.streams().entrySet());
    found.removeIf(stream -> !stream.getKey().startsWith(prefix));
    if (byTime) {
      found.sort(
          Comparator.comparing(
              stream -> stream.getValue().last().orElse(stream.getValue().createdAt())));
    }
    if (input.path("descending").asBoolean()) {
      Collections.reverse(found);
    }
    List<ObjectNode> all = new ArrayList<>();
    found.forEach(stream -> all.add(stream(groupArn, stream.getKey(), stream.getValue())));
    return page(input, "logStreams", all);
  }

  private static ObjectNode stream(String groupArn, String name, LogStream stream) {
    ObjectNode node = object().put("logStreamName", name);
    node.put("creationTime", stream.createdAt().toEpochMilli());
    stream.first().map(Instant::toEpochMilli).ifPresent(t -> node.put("firstEventTimestamp", t));
    stream.last().map(Instant::toEpochMilli).ifPresent(t -> node.put("lastEventTimestamp", t));
    stream.ingested().map(Instant::toEpochMilli).ifPresent(t -> node.put("lastIngestionTime", t));
    stream
        .ingested()
        .ifPresent(t -> node.put("uploadSequenceToken", String.format("%056d", t.toEpochMilli())));
    return node.put("arn", groupArn + ":log-stream:" + name).put("storedBytes", 0);
  }

  private static ObjectNode page(JsonNode input, String member, List<ObjectNode> all) {
    String token = input.path("nextToken").asText();
    if (!token.matches("\\d{0,9}")) {
      throw LogsErrors.token();
    }
    int from = token.isEmpty() ? 0 : Math.min(Integer.parseInt(token), all.size());
    int to = Math.min(from + input.path("limit").asInt(PAGE), all.size());
    ObjectNode output = object();
    output.putArray(member).addAll(all.subList(from, to));
    return to < all.size() ? output.put("nextToken", String.valueOf(to)) : output;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
