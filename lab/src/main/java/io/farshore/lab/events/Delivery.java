package io.farshore.lab.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.faults.RegionState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to targets. What a target does not take for a reason that may pass is tried again,
 * with growing pauses; the Region of the rule being lost, it waits. Thread-safe.
 */
final class Delivery {

  /** Of the operation by which a bus takes an event from a bus of another Region. */
  static final String FORWARD = "ForwardEvent";

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final int LONGEST_PAUSE_SECONDS = 60;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final AwsApi api;
  private final RegionState regions;
  private final EventLoop loop;
  private final Supplier<String> ids;
  private final Consumer<DeadLetter> deadLetters;

  Delivery(
      AwsApi api,
      RegionState regions,
      EventLoop loop,
      Supplier<String> ids,
      Consumer<DeadLetter> deadLetters) {
    this.api = api;
    this.regions = regions;
    this.loop = loop;
    this.ids = ids;
    this.deadLetters = deadLetters;
  }

  /** Brings an event to a target of the rule that it matched. */
  void deliver(ObjectNode event, Rule rule, Target target) {
    String input;
    try {
      input = target.input().of(event, rule);
    } catch (IllegalArgumentException e) {
      giveUp(rule, target, "", e.getMessage());
      return;
    }
    ApiCall call = call(event, rule, target, input);
    attempt(call, rule, target, input, 0, loop.monotonicNanos());
  }

  private void attempt(
      ApiCall call, Rule rule, Target target, String input, int retries, long since) {
    regions
        .whenBack(rule.key().region())
        .thenCompose(there -> api.call(call))
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                Throwable cause =
                    failure instanceof CompletionException ? failure.getCause() : failure;
                failed(call, rule, target, input, retries, since, cause);
              }
            });
  }

  private void failed(
      ApiCall call,
      Rule rule,
      Target target,
      String input,
      int retries,
      long since,
      Throwable failure) {
    Duration pause =
        Duration.ofSeconds(Math.min(1L << Math.min(retries, 6), LONGEST_PAUSE_SECONDS));
    Duration age = Duration.ofNanos(loop.monotonicNanos() - since).plus(pause);
    if (!mayPass(failure)
        || retries >= target.maximumRetryAttempts()
        || age.compareTo(target.maximumEventAge()) > 0) {
      giveUp(rule, target, input, failure.toString());
      return;
    }
    LOG.info("{} did not take an event, it is tried again: {}", target.arn(), failure.toString());
    loop.after(pause, () -> attempt(call, rule, target, input, retries + 1, since));
  }

  private static boolean mayPass(Throwable failure) {
    if (failure instanceof AwsError error) {
      return error.status() >= SERVER_ERROR
          || error.status() == TOO_MANY
          || error.code().contains("Throttl");
    }
    return failure instanceof AwsApi.Unreachable;
  }

  private void giveUp(Rule rule, Target target, String input, String reason) {
    LOG.warn("{} did not take an event of {}: {}", target.arn(), rule.arn(), reason);
    deadLetters.accept(new DeadLetter(target.arn(), rule.arn(), input, reason));
  }

  /** Made once an event: a repeated start of an execution carries the same name. */
  private ApiCall call(ObjectNode event, Rule rule, Target target, String text) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    String operation =
        switch (target.service()) {
          case "lambda" -> {
            input.put("FunctionName", target.arn()).put("InvocationType", "Event");
            input.put("Payload", text.getBytes(StandardCharsets.UTF_8));
            yield "Invoke";
          }
          case "states" -> {
            String name = event.path("id").asText() + "_" + ids.get();
            input.put("stateMachineArn", target.arn()).put("name", name).put("input", text);
            yield "StartExecution";
          }
          case "sns" -> {
            input.put("TopicArn", target.arn()).put("Message", text);
            yield "Publish";
          }
          default -> {
            input.put("EventBusName", target.arn()).set("Event", event);
            yield FORWARD;
          }
        };
    return new ApiCall(
        Caller.in(rule.key().region(), rule.arn()),
        target.region(),
        target.service(),
        operation,
        input,
        ids.get());
  }
}
