package io.farshore.lab.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * CloudWatch Logs: groups and streams of lines, a bounded number a group. A filter pattern is a
 * quoted or plain text that the line must contain; other patterns are refused. Answers come in one
 * page. Thread-safe.
 */
public final class LogsService implements AwsService {

  private static final int PAGE = 10_000;

  private final Clock clock;
  private final int linesPerGroup;
  private final Map<String, Map<String, LogGroup>> regions = new TreeMap<>();

  /**
   * No groups at first.
   *
   * @param clock stamps groups and streams
   * @param linesPerGroup the bound at which a group's oldest line goes
   */
  public LogsService(Clock clock, int linesPerGroup) {
    this.clock = clock;
    this.linesPerGroup = linesPerGroup;
  }

  @Override
  public String signingName() {
    return "logs";
  }

  /** Adds a line; makes the group and the stream when they are not there, as Lambda does. */
  public synchronized void append(
      String region, String group, String stream, Instant time, String line) {
    groups(region)
        .computeIfAbsent(group, name -> new LogGroup(clock.instant(), linesPerGroup))
        .add(new LogEvent(stream, time, line));
  }

  /** The lines of a group in the order in which they came; empty when there is no such group. */
  public synchronized List<LogEvent> events(String region, String group) {
    LogGroup found = groups(region).get(group);
    return found == null ? List.of() : found.events();
  }

  /** The names of a Region's groups. */
  public synchronized List<String> groupNames(String region) {
    return List.copyOf(groups(region).keySet());
  }

  @Override
  public synchronized CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      return CompletableFuture.completedFuture(answer(call));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private JsonNode answer(ApiCall call) {
    return switch (call.operation()) {
      case "CreateLogGroup" -> createGroup(call);
      case "DeleteLogGroup" -> deleteGroup(call);
      case "PutRetentionPolicy" -> retain(call);
      case "DescribeLogGroups" -> describeGroups(call);
      case "CreateLogStream" -> createStream(call);
      case "DescribeLogStreams" -> describeStreams(call);
      case "PutLogEvents" -> put(call);
      case "GetLogEvents" -> get(call);
      case "FilterLogEvents" -> filter(call);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private ObjectNode createGroup(ApiCall call) {
    String name = text(call, "logGroupName");
    if (groups(call.region()).containsKey(name)) {
      throw exists("The specified log group already exists");
    }
    groups(call.region()).put(name, new LogGroup(clock.instant(), linesPerGroup));
    return object();
  }

  private ObjectNode deleteGroup(ApiCall call) {
    group(call);
    groups(call.region()).remove(groupName(call));
    return object();
  }

  /** Lines go by number here, not by age: a drill is shorter than any retention. */
  private ObjectNode retain(ApiCall call) {
    group(call);
    return object();
  }

  private ObjectNode describeGroups(ApiCall call) {
    String prefix = call.input().path("logGroupNamePrefix").asText();
    ObjectNode output = object();
    ArrayNode list = output.putArray("logGroups");
    groups(call.region())
        .forEach(
            (name, group) -> {
              if (name.startsWith(prefix)) {
                list.addObject()
                    .put("logGroupName", name)
                    .put("arn", arn(call.region(), name) + ":*")
                    .put("creationTime", group.createdAt().toEpochMilli());
              }
            });
    return output;
  }

  private ObjectNode createStream(ApiCall call) {
    if (!group(call).addStream(text(call, "logStreamName"), clock.instant())) {
      throw exists("The specified log stream already exists");
    }
    return object();
  }

  private ObjectNode describeStreams(ApiCall call) {
    String prefix = call.input().path("logStreamNamePrefix").asText();
    String group = arn(call.region(), groupName(call));
    ObjectNode output = object();
    ArrayNode list = output.putArray("logStreams");
    group(call)
        .streams()
        .forEach(
            (name, created) -> {
              if (name.startsWith(prefix)) {
                list.addObject()
                    .put("logStreamName", name)
                    .put("arn", group + ":log-stream:" + name)
                    .put("creationTime", created.toEpochMilli());
              }
            });
    return output;
  }

  private ObjectNode put(ApiCall call) {
    LogGroup group = group(call);
    String stream = stream(call, group);
    for (JsonNode event : call.input().path("logEvents")) {
      Instant time = Instant.ofEpochMilli(event.path("timestamp").asLong());
      group.add(new LogEvent(stream, time, event.path("message").asText()));
    }
    return object();
  }

  private ObjectNode get(ApiCall call) {
    LogGroup group = group(call);
    String stream = stream(call, group);
    ObjectNode output = object();
    ArrayNode list = output.putArray("events");
    select(call, group, event -> event.stream().equals(stream))
        .forEach(event -> describe(list.addObject(), event));
    return output;
  }

  private ObjectNode filter(ApiCall call) {
    String wanted = wanted(call.input().path("filterPattern").asText().trim());
    String prefix = call.input().path("logStreamNamePrefix").asText();
    ObjectNode output = object();
    ArrayNode list = output.putArray("events");
    select(
            call,
            group(call),
            event -> event.message().contains(wanted) && event.stream().startsWith(prefix))
        .forEach(event -> describe(list.addObject().put("logStreamName", event.stream()), event));
    return output;
  }

  private static String wanted(String pattern) {
    if (pattern.startsWith("\"") && pattern.endsWith("\"") && pattern.length() > 1) {
      return pattern.substring(1, pattern.length() - 1);
    }
    if (!pattern.matches("[A-Za-z0-9_./:-]*")) {
      throw invalid("The lab filters by one plain or quoted text, not by " + pattern);
    }
    return pattern;
  }

  private List<LogEvent> select(ApiCall call, LogGroup group, Predicate<LogEvent> condition) {
    long start = call.input().path("startTime").asLong(Long.MIN_VALUE);
    long end = call.input().path("endTime").asLong(Long.MAX_VALUE);
    return group.events().stream()
        .filter(condition)
        .filter(event -> event.time().toEpochMilli() >= start)
        .filter(event -> event.time().toEpochMilli() < end)
        .limit(call.input().path("limit").asInt(PAGE))
        .toList();
  }

  private static void describe(ObjectNode node, LogEvent event) {
    node.put("timestamp", event.time().toEpochMilli())
        .put("ingestionTime", event.time().toEpochMilli())
        .put("message", event.message());
  }

  private Map<String, LogGroup> groups(String region) {
    return regions.computeIfAbsent(region, name -> new TreeMap<>());
  }

  private LogGroup group(ApiCall call) {
    return Optional.ofNullable(groups(call.region()).get(groupName(call)))
        .orElseThrow(() -> missing("The specified log group does not exist."));
  }

  private static String groupName(ApiCall call) {
    if (!call.input().has("logGroupIdentifier")) {
      return text(call, "logGroupName");
    }
    String identifier = text(call, "logGroupIdentifier");
    return identifier.replaceFirst("^arn:.*:log-group:", "").replaceFirst(":\\*$", "");
  }

  private static String stream(ApiCall call, LogGroup group) {
    String name = text(call, "logStreamName");
    if (!group.streams().containsKey(name)) {
      throw missing("The specified log stream does not exist.");
    }
    return name;
  }

  private static String arn(String region, String group) {
    return "arn:aws:logs:" + region + ":111122223333:log-group:" + group;
  }

  private static String text(ApiCall call, String member) {
    JsonNode value = call.input().path(member);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw invalid(
          "Value at '" + member + "' failed to satisfy constraint: Member must not be null");
    }
    return value.textValue();
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", 400, message);
  }

  private static AwsError exists(String message) {
    return new AwsError("ResourceAlreadyExistsException", 400, message);
  }

  private static AwsError missing(String message) {
    return new AwsError("ResourceNotFoundException", 400, message);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
