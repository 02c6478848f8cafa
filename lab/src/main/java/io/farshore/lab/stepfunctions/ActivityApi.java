package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Create, describe, list and delete activities, and hand their tasks to workers. */
final class ActivityApi {

  private static final Duration LONGEST_POLL = Duration.ofSeconds(60);
  private static final int MOST_LISTED = 1_000;

  private final EventLoop loop;

  ActivityApi(EventLoop loop) {
    this.loop = loop;
  }

  ObjectNode create(Request request, RegionalStates states) {
    String name = request.name("name");
    String arn = Arns.activity(request.region(), name);
    Settings.check(request.call().input());
    Activity activity =
        states
            .activities()
            .computeIfAbsent(
                arn, key -> new Activity(arn, name, loop.wallTime(), encryption(request)));
    activity.tags().putAll(Tags.read(request));
    return Answers.object()
        .put("activityArn", arn)
        .put("creationDate", Answers.time(activity.createdAt()));
  }

  private static ObjectNode encryption(Request request) {
    JsonNode given = request.member("encryptionConfiguration");
    return given instanceof ObjectNode object
        ? object.deepCopy()
        : Answers.object().put("type", "AWS_OWNED_KEY");
  }

  ObjectNode describe(Request request, RegionalStates states) {
    Activity activity = states.activity(request.text("activityArn"));
    ObjectNode answer = listed(activity);
    answer.set("encryptionConfiguration", activity.encryption());
    return answer;
  }

  private static ObjectNode listed(Activity activity) {
    return Answers.object()
        .put("activityArn", activity.arn())
        .put("name", activity.name())
        .put("creationDate", Answers.time(activity.createdAt()));
  }

  ObjectNode list(Request request, RegionalStates states) {
    return request.page(
        "activities", List.copyOf(states.activities().values()), MOST_LISTED, ActivityApi::listed);
  }

  ObjectNode delete(Request request, RegionalStates states) {
    states.activities().remove(Arns.require(request.text("activityArn"), "activity"));
    return Answers.object();
  }

  /** Ends with a task, or without one after a minute. */
  CompletableFuture<ObjectNode> task(Request request, RegionalStates states) {
    Activity activity = states.activity(request.text("activityArn"));
    Activity.Poll poll =
        new Activity.Poll(request.optional("workerName"), new CompletableFuture<>());
    EventLoop.Timer timer = loop.after(LONGEST_POLL, () -> activity.giveUp(poll));
    activity.poll(poll);
    return poll.answer().whenComplete((answer, failure) -> timer.cancel());
  }
}
