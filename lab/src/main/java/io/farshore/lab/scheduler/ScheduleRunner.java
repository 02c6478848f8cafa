package io.farshore.lab.scheduler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.events.Attempts;
import io.farshore.lab.events.DeadLetterQueue;
import io.farshore.lab.events.WallTimer;
import io.farshore.lab.faults.RegionState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Calls the targets of schedules when they are due. Thread-safe. */
final class ScheduleRunner {

  private final RegionState regions;
  private final EventLoop loop;
  private final WallTimer timer;
  private final Supplier<String> ids;
  private final RandomGenerator random;
  private final Attempts attempts;
  private final DeadLetterQueue deadLetters;
  private final Consumer<Schedule.Key> completed;
  private final Map<Schedule.Key, Schedule> running = new HashMap<>();

  /**
   * Runs nothing at first.
   *
   * @param completed hears of schedules that are due no more and to be deleted then
   */
  ScheduleRunner(
      AwsApi api,
      RegionState regions,
      EventLoop loop,
      Supplier<String> ids,
      RandomGenerator random,
      Consumer<Schedule.Key> completed) {
    this.regions = regions;
    this.loop = loop;
    this.timer = new WallTimer(loop);
    this.ids = ids;
    this.random = random;
    this.attempts = new Attempts(api, regions, loop);
    this.deadLetters = new DeadLetterQueue(attempts, ids);
    this.completed = completed;
  }

  /** Starts a schedule in the place of the one that had its name. */
  synchronized void start(Schedule schedule) {
    running.put(schedule.key(), schedule);
    if (schedule.isEnabled()) {
      await(schedule, Optional.empty());
    }
  }

  synchronized void stop(Schedule.Key key) {
    running.remove(key);
  }

  private void await(Schedule schedule, Optional<Instant> last) {
    Instant now = loop.wallTime();
    Optional<Instant> next = schedule.next(last, now);
    if (next.isEmpty() && last.isPresent() && schedule.isDeletedAtEnd()) {
      completed.accept(schedule.key());
    }
    next.ifPresent(due -> timer.at(due, () -> isCurrent(schedule), () -> tick(schedule, due)));
  }

  private void tick(Schedule schedule, Instant due) {
    if (!isCurrent(schedule)) {
      return;
    }
    String region = schedule.key().region();
    if (regions.isLost(region)) {
      regions.whenBack(region).thenRun(() -> loop.execute(() -> tick(schedule, loop.wallTime())));
      return;
    }
    loop.after(within(schedule.window()), () -> invoke(schedule, due));
    await(schedule, Optional.of(due));
  }

  private synchronized Duration within(Duration window) {
    return window.isZero() ? window : Duration.ofMillis(random.nextLong(window.toMillis()));
  }

  private synchronized boolean isCurrent(Schedule schedule) {
    return running.get(schedule.key()) == schedule;
  }

  private void invoke(Schedule schedule, Instant due) {
    ScheduleTarget target = schedule.target();
    String arn = schedule.key().arn();
    String executionId = ids.get();
    String time = due.truncatedTo(ChronoUnit.SECONDS).toString();
    String text = text(schedule, executionId, time);
    Caller caller = Caller.in(schedule.key().region(), arn);
    ApiCall call =
        new ApiCall(
            caller,
            target.region(),
            target.service(),
            target.operation(),
            target.call(executionId, text),
            ids.get());
    Map<String, String> attributes =
        Map.of(
            "SCHEDULE_ARN", arn,
            "TARGET_ARN", target.arn(),
            "EXECUTION_ID", executionId,
            "SCHEDULED_TIME", time);
    attempts.make(
        call,
        target.retryPolicy(),
        lost ->
            target
                .deadLetterArn()
                .ifPresent(queue -> deadLetters.send(caller, queue, text, attributes, lost)));
  }

  private String text(Schedule schedule, String executionId, String time) {
    String given = schedule.target().definition().path("Input").asText();
    if (!given.isEmpty()) {
      return given
          .replace("<aws.scheduler.schedule-arn>", schedule.key().arn())
          .replace("<aws.scheduler.scheduled-time>", time)
          .replace("<aws.scheduler.execution-id>", executionId);
    }
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event
        .put("version", "0")
        .put("id", executionId)
        .put("detail-type", "Scheduled Event")
        .put("source", "aws.scheduler")
        .put("account", Account.ID)
        .put("time", time)
        .put("region", schedule.key().region())
        .putArray("resources")
        .add(schedule.key().arn());
    return event.put("detail", "{}").toString();
  }
}
