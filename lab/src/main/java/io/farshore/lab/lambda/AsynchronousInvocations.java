package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.lambda.Deliveries.BusEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asynchronous invocations: a function that fails is tried again as often as its configuration
 * says, one that is throttled until its event is too old, and none is invoked while its Region is
 * lost. AWS waits a minute before the first retry; the lab waits a second. Thread-safe.
 */
final class AsynchronousInvocations {

  private static final Logger LOG = LoggerFactory.getLogger(AsynchronousInvocations.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String RESULT = "Lambda Function Invocation Result - ";
  private static final String OK = "200";

  private final Functions functions;
  private final LambdaRuntimeSettings settings;
  private final RegionState regions;
  private final Deliveries deliveries;

  AsynchronousInvocations(
      Functions functions,
      LambdaRuntimeSettings settings,
      RegionState regions,
      Deliveries deliveries) {
    this.functions = functions;
    this.settings = settings;
    this.regions = regions;
    this.deliveries = deliveries;
  }

  /** Takes an event; its function is invoked in the background. */
  void invoke(AsynchronousEvent event) {
    attempt(event, 1);
  }

  private void attempt(AsynchronousEvent event, int attempt) {
    regions
        .whenBack(event.region())
        .thenCompose(
            back ->
                functions.invoke(
                    event.region(), event.name(), event.requestId(), event.payload(), false))
        .whenComplete((result, failure) -> ended(event, attempt, result, failure));
  }

  private void ended(
      AsynchronousEvent event, int attempt, InvocationResult result, Throwable failure) {
    InvokeConfig config =
        functions
            .find(event.region(), event.name().name())
            .flatMap(function -> function.invokeConfig(event.name().qualifier()))
            .orElseGet(InvokeConfig::usual);
    Optional<InvocationResult> last = Optional.ofNullable(result);
    if (failure == null && result.succeeded()) {
      String document = event.document("Success", attempt, last, now());
      config.onSuccess().ifPresent(arn -> deliver(event, arn, document, "Success"));
      return;
    }
    Instant retryAt = now().plus(PAUSE);
    if (retryAt.isAfter(event.arrived().plus(config.age()))) {
      giveUp(event, config, "EventAgeExceeded", attempt, last);
    } else if (failure == null && attempt >= config.attempts()) {
      giveUp(event, config, "RetriesExhausted", attempt, last);
    } else if (failure != null && functions.find(event.region(), event.name().name()).isEmpty()) {
      LOG.warn("{} in {} is gone: its event is dropped", event.name().name(), event.region());
    } else {
      int next = failure == null ? attempt + 1 : attempt;
      settings
          .timers()
          .schedule(() -> attempt(event, next), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void giveUp(
      AsynchronousEvent event,
      InvokeConfig config,
      String condition,
      int attempts,
      Optional<InvocationResult> last) {
    LOG.warn(
        "{} in {} failed {} times: the event is dropped",
        event.name().name(),
        event.region(),
        attempts);
    String document = event.document(condition, attempts, last, now());
    config.onFailure().ifPresent(arn -> deliver(event, arn, document, "Failure"));
    functions
        .find(event.region(), event.name().name())
        .flatMap(function -> function.find(event.name().qualifier()))
        .map(version -> version.configuration().settings().path("DeadLetterConfig"))
        .filter(letters -> letters.hasNonNull("TargetArn"))
        .ifPresent(letters -> bury(event, letters.get("TargetArn").asText(), last));
  }

  private void deliver(AsynchronousEvent event, String arn, String document, String outcome) {
    deliveries
        .deliver(
            role(event),
            arn,
            document,
            Map.of(),
            new BusEvent(RESULT + outcome, event.name().qualifiedArn(event.region())))
        .exceptionally(e -> unreachable(arn));
  }

  /** The event itself goes to the dead letters, and as attributes what became of it. */
  private void bury(AsynchronousEvent event, String arn, Optional<InvocationResult> last) {
    String body = new String(event.payload(), StandardCharsets.UTF_8);
    String message = last.map(result -> errorMessage(result.payload())).orElse("Throttled");
    Map<String, String> attributes =
        Map.of("RequestID", event.requestId(), "ErrorCode", OK, "ErrorMessage", message);
    deliveries
        .deliver(role(event), arn, body, attributes, new BusEvent("", ""))
        .exceptionally(e -> unreachable(arn));
  }

  /** What Lambda sends by: the role of the function. */
  private Caller role(AsynchronousEvent event) {
    String role =
        functions
            .find(event.region(), event.name().name())
            .flatMap(function -> function.find(event.name().qualifier()))
            .map(version -> version.configuration().settings().path("Role").asText())
            .orElse("lambda.amazonaws.com");
    return Caller.in(event.region(), role);
  }

  private static String errorMessage(byte[] payload) {
    try {
      return new ObjectMapper().readTree(payload).path("errorMessage").asText("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static Boolean unreachable(String arn) {
    LOG.warn("{} does not answer: it does not hear of an event", arn);
    return false;
  }

  private Instant now() {
    return settings.wallClock().instant();
  }
}
