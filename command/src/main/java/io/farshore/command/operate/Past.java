package io.farshore.command.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.epoch.EpochTable.HistoryEntry;
import io.farshore.core.stream.Region;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something that happened to a stream: an execution, or what a person set.
 *
 * @param startedAt when it started
 * @param endedAt when it ended; empty where that is not told, or it has not
 * @param region where it ran, or was set
 * @param name of the execution, or of the setting
 * @param what it was: failover, switchover, resync, abandon, dry-run, pause or resume
 * @param outcome how it ended; {@code RUNNING} while it has not
 * @param report the whole report, or what is known of it
 */
record Past(
    Instant startedAt,
    Optional<Instant> endedAt,
    Region region,
    String name,
    String what,
    String outcome,
    JsonNode report) {

  static Past of(HistoryEntry entry) {
    JsonNode report = Run.json(entry.reportJson());
    return new Past(
        entry.startedAt(),
        instant(report.at("/times/endedAt")),
        entry.region(),
        entry.execution(),
        report.path("mode").asText("failover"),
        entry.outcome(),
        report);
  }

  /** An execution that left no item: it runs, changed nothing, or did not come to its report. */
  static Past of(Run run) {
    return new Past(
        run.startedAt(),
        run.endedAt(),
        run.region(),
        run.name(),
        run.mode(),
        run.outcome(),
        run.report());
  }

  static Optional<Instant> instant(JsonNode text) {
    try {
      return text.isTextual() ? Optional.of(Instant.parse(text.asText())) : Optional.empty();
    } catch (java.time.format.DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A pause or its end. */
  boolean isSetting() {
    return what.equals("pause") || what.equals("resume");
  }

  /** The same thing as another Region's replica shows it, or as that Region was set, too. */
  Past inBothRegions(Past other) {
    if (!isSetting() || region.equals(other.region())) {
      return this;
    }
    ObjectNode both = report.deepCopy();
    both.put("targetRegion", "both Regions");
    return new Past(startedAt, endedAt, region, name, what, outcome, both);
  }

  /** A part of {@code seconds} of the report, such as {@code rto}. */
  OptionalDouble seconds(String part) {
    JsonNode value = report.path("seconds").path(part);
    return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
  }

  /** The refusal's rule, or the person's words. */
  Optional<String> reason() {
    return Optional.ofNullable(report.path("reason").textValue());
  }

  /** Who approved it, and why, in words; empty where nobody was asked, or said yes. */
  Optional<String> approved() {
    JsonNode approval = report.path("approval");
    if (!approval.isObject()) {
      return Optional.empty();
    }
    String reason = approval.path("reason").asText("");
    return Optional.of(
        "by "
            + approval.path("by").asText("somebody")
            + (reason.isEmpty() ? "" : ": " + reason)
            + instant(approval.path("at")).map(at -> ", at " + Say.instant(at)).orElse(""));
  }

  /** Who or what started it, in words. */
  String startedBy() {
    JsonNode trigger = report.path("trigger");
    String name = trigger.path("name").asText("");
    return switch (trigger.path("kind").asText("")) {
      case "alarm" -> "alarm" + (name.isEmpty() ? "" : " " + name);
      case "health-event" -> "AWS Health " + name;
      case "region-switch" -> "ARC Region switch plan " + name;
      case "request" -> "an event of " + name;
      case "fencing-watch" -> "FencingWatch";
      case "hand" -> name.isEmpty() ? "by hand" : "by " + name;
      default -> report.path("by").isTextual() ? "by " + report.path("by").asText() : "unknown";
    };
  }
}
