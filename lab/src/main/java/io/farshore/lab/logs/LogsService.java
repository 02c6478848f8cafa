package io.farshore.lab.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * CloudWatch Logs: groups and streams of lines, a bounded number a group, with retention, tags and
 * filter patterns. Queries, metric filters and subscriptions are refused. Thread-safe.
 */
public final class LogsService implements AwsService {

  private final Clock clock;
  private final int linesPerGroup;
  private final EventApi events;
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
    this.events = new EventApi(clock);
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
        .add(new LogEvent(stream, time, line), clock.instant());
  }

  /** The lines of a group in the order in which they came; empty when there is no such group. */
  public synchronized List<LogEvent> events(String region, String group) {
    return Optional.ofNullable(groups(region).get(group)).map(LogGroup::events).orElse(List.of());
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
    JsonNode input = call.input();
    return switch (call.operation()) {
      case "CreateLogGroup" -> createGroup(call);
      case "DeleteLogGroup" -> done(() -> deleteGroup(call));
      case "PutRetentionPolicy" -> done(() -> retain(call));
      case "DeleteRetentionPolicy" -> done(() -> group(call).retain(Optional.empty()));
      case "DescribeLogGroups" -> Listings.groups(call, groups(call.region()));
      case "CreateLogStream" -> createStream(call);
      case "DeleteLogStream" -> done(() -> group(call).removeStream(stream(input, group(call))));
      case "DescribeLogStreams" ->
          Listings.streams(call, arn(call.region(), groupName(call)), group(call));
      case "PutLogEvents" -> events.put(group(call), stream(input, group(call)), input);
      case "GetLogEvents" -> events.get(group(call), stream(input, group(call)), input);
      case "FilterLogEvents" -> events.filter(group(call), input);
      case "ListTagsLogGroup", "ListTagsForResource" -> listTags(call);
      case "TagLogGroup", "TagResource" -> tag(call);
      case "UntagLogGroup" -> untag(call, input.path("tags"));
      case "UntagResource" -> untag(call, input.path("tagKeys"));
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private ObjectNode createGroup(ApiCall call) {
    String name = text(call.input(), "logGroupName");
    if (name.length() > 512) {
      throw LogsErrors.invalid(
          "Invalid LogGroup or LogStream, both must have length less than or equal to 512.");
    }
    if (call.input().hasNonNull("kmsKeyId")
        || !call.input().path("logGroupClass").asText("STANDARD").equals("STANDARD")) {
      throw LogsErrors.invalid("The lab's log groups are of class STANDARD, and have no key.");
    }
    if (groups(call.region()).containsKey(name)) {
      throw LogsErrors.exists("group");
    }
    LogGroup made = new LogGroup(clock.instant(), linesPerGroup);
    tags(made, call.input().path("tags"));
    groups(call.region()).put(name, made);
    return object();
  }

  private void deleteGroup(ApiCall call) {
    group(call);
    groups(call.region()).remove(groupName(call));
  }

  private void retain(ApiCall call) {
    int days = call.input().path("retentionInDays").asInt();
    if (!Listings.RETENTIONS.contains(days)) {
      throw LogsErrors.invalid(
          "1 validation error detected: Value '"
              + days
              + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum"
              + " value set: "
              + Listings.RETENTIONS);
    }
    group(call).retain(Optional.of(Duration.ofDays(days)));
  }

  private ObjectNode createStream(ApiCall call) {
    if (!group(call).addStream(text(call.input(), "logStreamName"), clock.instant())) {
      throw LogsErrors.exists("stream");
    }
    return object();
  }

  private ObjectNode listTags(ApiCall call) {
    ObjectNode output = object();
    ObjectNode tags = output.putObject("tags");
    group(call).tags().forEach(tags::put);
    return output;
  }

  private ObjectNode tag(ApiCall call) {
    tags(group(call), call.input().path("tags"));
    return object();
  }

  private static void tags(LogGroup group, JsonNode tags) {
    tags.properties().forEach(tag -> group.tags().put(tag.getKey(), tag.getValue().asText()));
  }

  private ObjectNode untag(ApiCall call, JsonNode keys) {
    LogGroup group = group(call);
    keys.forEach(key -> group.tags().remove(key.asText()));
    return object();
  }

  private Map<String, LogGroup> groups(String region) {
    return regions.computeIfAbsent(region, name -> new TreeMap<>());
  }

  private LogGroup group(ApiCall call) {
    return Optional.ofNullable(groups(call.region()).get(groupName(call)))
        .orElseThrow(() -> LogsErrors.missing("group"));
  }

  /** The group by its name, or by its ARN in whichever member that stands. */
  private static String groupName(ApiCall call) {
    JsonNode input = call.input();
    if (input.hasNonNull("logGroupName") && input.hasNonNull("logGroupIdentifier")) {
      throw AwsError.validation(
          "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
    }
    for (String member : List.of("logGroupIdentifier", "resourceArn")) {
      if (input.hasNonNull(member)) {
        return text(input, member).replaceFirst("^arn:.*:log-group:", "").replaceFirst(":\\*$", "");
      }
    }
    return text(input, "logGroupName");
  }

  private static String stream(JsonNode input, LogGroup group) {
    String name = text(input, "logStreamName");
    if (!group.streams().containsKey(name)) {
      throw LogsErrors.missing("stream");
    }
    return name;
  }

  static String arn(String region, String group) {
    return "arn:aws:logs:" + region + ":" + Account.ID + ":log-group:" + group;
  }

  private static String text(JsonNode input, String member) {
    JsonNode value = input.path(member);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw LogsErrors.invalid(
          "1 validation error detected: Value null at '"
              + member
              + "' failed to satisfy constraint: Member must not be null");
    }
    return value.textValue();
  }

  private static ObjectNode done(Runnable work) {
    work.run();
    return object();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
