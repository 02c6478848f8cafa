package io.farshore.functions.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Puts the report of an execution together. Pure. */
final class Report {

  private final ReportOutcome.Input input;

  Report(ReportOutcome.Input input) {
    this.input = input;
  }

  ObjectNode json() {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    input.outcome().properties().forEach(e -> report.set(e.getKey(), e.getValue()));
    JsonNode plan = input.plan();
    for (String field : new String[] {"stream", "mode", "automatic", "dryRun", "trigger"}) {
      report.set(field, plan.path(field));
    }
    if (plan.path("dryRun").asBoolean(false)) {
      report.set("wouldDo", plan.path("decision"));
    }
    if (!report.has("reason")) {
      report.set("reason", plan.path("reason"));
    }
    for (String field : new String[] {"sourceRegion", "targetRegion", "epoch", "epochBefore"}) {
      report.set(field, plan.path(field));
    }
    report.set("resumeFrom", input.checkpoint().path("resumeFrom"));
    report.set("exposure", input.checkpoint().path("exposure"));
    report.set("lag", input.checkpoint().path("lag").path("maxSeconds"));
    report.set("producers", input.checkpoint().path("producers"));
    report.set("opened", input.opened());
    report.set("confirmation", input.confirmation());
    report.set("approval", input.approval());
    report.set("verification", input.verification());
    report.set("times", input.times());
    report.set("seconds", seconds());
    report.put("execution", input.execution().arn());
    removeMissing(report);
    return report;
  }

  /**
   * How long the parts took: {@code detect} from the trigger to the start, {@code confirm}, {@code
   * approve}, {@code fence}, {@code wait} for the leases, {@code activate}, {@code resume} until a
   * producer's record was there; {@code rto} from the trigger, or the start, to that record; {@code
   * rpo} is the exposure.
   */
  private ObjectNode seconds() {
    ObjectNode seconds = JsonNodeFactory.instance.objectNode();
    Optional<Instant> trigger = instant(input.plan().at("/trigger/at"));
    Optional<Instant> started = time("startedAt");
    Optional<Instant> confirmed = time("confirmedAt").or(() -> time("plannedAt"));
    Optional<Instant> approved = time("approvedAt");
    Optional<Instant> fenced = time("fencedAt");
    Optional<Instant> activated =
        instant(input.opened().path("activatedAt")).or(() -> time("activatedAt"));
    Optional<Instant> resumed = instant(input.verification().path("firstRecordAt"));
    put(seconds, "detect", trigger, started);
    put(seconds, "confirm", started, confirmed);
    put(seconds, "approve", confirmed, approved);
    put(seconds, "fence", approved.or(() -> confirmed), fenced);
    put(seconds, "activate", fenced, activated);
    put(seconds, "resume", activated, resumed);
    put(seconds, "rto", trigger.or(() -> started), resumed);
    JsonNode exposure = input.checkpoint().at("/exposure/seconds");
    if (exposure.isNumber()) {
      seconds.set("rpo", exposure);
    }
    return seconds;
  }

  private static void put(
      ObjectNode seconds, String name, Optional<Instant> from, Optional<Instant> to) {
    if (from.isPresent() && to.isPresent()) {
      long millis = Math.max(0, Duration.between(from.get(), to.get()).toMillis());
      seconds.put(name, millis / 1000.0);
    }
  }

  private Optional<Instant> time(String name) {
    return instant(input.times().path(name));
  }

  private static Optional<Instant> instant(JsonNode text) {
    try {
      return text.isTextual() ? Optional.of(Instant.parse(text.asText())) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static void removeMissing(ObjectNode report) {
    report.properties().stream()
        .filter(field -> field.getValue().isMissingNode() || field.getValue().isNull())
        .map(java.util.Map.Entry::getKey)
        .toList()
        .forEach(report::remove);
  }
}
