package io.farshore.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.faults.RegionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * EventBridge Scheduler: schedules (rate, cron with time zones, at) in groups, with flexible
 * windows, retry policies and dead-letter queues. Targets are functions, state machines, queues,
 * topics, streams and event buses; universal targets are refused. What is due in a lost Region is
 * done once when it is back. Thread-safe.
 */
public final class SchedulerService implements AwsService {

  private static final int CONFLICT = 409;

  private final EventLoop loop;
  private final ScheduleGroups groups;
  private final ScheduleRunner runner;
  private final Map<Schedule.Key, Schedule> schedules = new HashMap<>();

  /**
   * No schedules at first.
   *
   * @param api the way to the targets
   * @param regions which Regions are lost
   * @param loop tells when they are due
   * @param ids makes execution ids
   * @param random picks times within flexible windows; nothing else may use it
   */
  public SchedulerService(
      AwsApi api,
      RegionState regions,
      EventLoop loop,
      Supplier<String> ids,
      RandomGenerator random) {
    this.loop = loop;
    this.groups = new ScheduleGroups(loop);
    this.runner = new ScheduleRunner(api, regions, loop, ids, random, this::remove);
  }

  @Override
  public String signingName() {
    return "scheduler";
  }

  private synchronized void remove(Schedule.Key key) {
    schedules.remove(key);
    runner.stop(key);
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
      case "CreateSchedule" -> create(call);
      case "UpdateSchedule" -> update(call);
      case "GetSchedule" -> describe(find(call));
      case "DeleteSchedule" -> delete(call);
      case "ListSchedules" -> list(call);
      case "CreateScheduleGroup" -> groups.create(call);
      case "GetScheduleGroup" -> groups.describe(call);
      case "ListScheduleGroups" -> groups.list(call);
      case "DeleteScheduleGroup" -> deleteGroup(call);
      case "ListTagsForResource" -> groups.listTags(call);
      case "TagResource" -> groups.tag(call);
      case "UntagResource" -> groups.untag(call);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private JsonNode create(ApiCall call) {
    Schedule.Key key = key(call);
    groups.require(key.region(), key.group());
    if (schedules.containsKey(key)) {
      throw new AwsError(
          "ConflictException", CONFLICT, "Schedule " + key.name() + " already exists.");
    }
    return put(call, key, loop.wallTime());
  }

  private JsonNode update(ApiCall call) {
    return put(call, key(call), find(call).createdAt());
  }

  private JsonNode put(ApiCall call, Schedule.Key key, Instant createdAt) {
    Schedule schedule = Schedule.of(key, call.input().deepCopy(), createdAt, loop.wallTime());
    schedules.put(key, schedule);
    runner.start(schedule);
    return object().put("ScheduleArn", key.arn());
  }

  private JsonNode delete(ApiCall call) {
    remove(find(call).key());
    return object();
  }

  private JsonNode deleteGroup(ApiCall call) {
    groups.delete(call);
    String name = call.input().path("Name").asText();
    List.copyOf(schedules.keySet()).stream()
        .filter(key -> key.region().equals(call.region()) && key.group().equals(name))
        .forEach(this::remove);
    return object();
  }

  private JsonNode list(ApiCall call) {
    JsonNode input = call.input();
    String group = input.path("GroupName").asText(input.path("ScheduleGroup").asText());
    String prefix = input.path("NamePrefix").asText();
    String state = input.path("State").asText();
    if (!group.isEmpty()) {
      groups.require(call.region(), group);
    }
    List<JsonNode> all = new ArrayList<>();
    schedules.values().stream()
        .filter(schedule -> schedule.key().region().equals(call.region()))
        .filter(schedule -> group.isEmpty() || schedule.key().group().equals(group))
        .filter(schedule -> schedule.key().name().startsWith(prefix))
        .filter(schedule -> state.isEmpty() || state.equals(state(schedule)))
        .sorted(Comparator.comparing(schedule -> schedule.key().name()))
        .forEach(schedule -> all.add(summary(schedule)));
    return ScheduleGroups.page(input, "Schedules", all);
  }

  private static ObjectNode summary(Schedule schedule) {
    ObjectNode node = describe(schedule);
    node.retain("Arn", "CreationDate", "GroupName", "LastModificationDate", "Name", "State");
    node.putObject("Target").put("Arn", schedule.target().arn());
    return node;
  }

  private static ObjectNode describe(Schedule schedule) {
    ObjectNode node = schedule.definition().deepCopy();
    node.remove("ClientToken");
    ObjectNode target = (ObjectNode) node.get("Target");
    ObjectNode retries = target.withObject("/RetryPolicy");
    retries.put(
        "MaximumEventAgeInSeconds", schedule.target().retryPolicy().maximumEventAge().toSeconds());
    retries.put("MaximumRetryAttempts", schedule.target().retryPolicy().maximumRetryAttempts());
    return node.put("Arn", schedule.key().arn())
        .put("GroupName", schedule.key().group())
        .put("State", state(schedule))
        .put("ScheduleExpressionTimezone", node.path("ScheduleExpressionTimezone").asText("UTC"))
        .put("ActionAfterCompletion", node.path("ActionAfterCompletion").asText("NONE"))
        .put("CreationDate", schedule.createdAt().toEpochMilli() / 1000.0)
        .put("LastModificationDate", schedule.modifiedAt().toEpochMilli() / 1000.0);
  }

  private static String state(Schedule schedule) {
    return schedule.isEnabled() ? "ENABLED" : "DISABLED";
  }

  private Schedule find(ApiCall call) {
    Schedule.Key key = key(call);
    return Optional.ofNullable(schedules.get(key))
        .orElseThrow(() -> ScheduleGroups.missing("Schedule " + key.name() + " does not exist."));
  }

  private static Schedule.Key key(ApiCall call) {
    JsonNode input = call.input();
    return new Schedule.Key(
        call.region(), input.path("GroupName").asText("default"), input.path("Name").asText());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
