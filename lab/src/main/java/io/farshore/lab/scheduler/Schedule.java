package io.farshore.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.events.Recurrence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A schedule. Immutable: another object takes its place when it is changed.
 *
 * @param key names it
 * @param definition as it was put
 * @param recurrence when it is due
 * @param target what it calls
 */
record Schedule(
    Key key,
    ObjectNode definition,
    Recurrence recurrence,
    ScheduleTarget target,
    Instant createdAt,
    Instant modifiedAt) {

  /** Names a schedule. */
  record Key(String region, String group, String name) {
    String arn() {
      return "arn:aws:scheduler:" + region + ":" + Account.ID + ":schedule/" + group + "/" + name;
    }
  }

  /** Reads a schedule; what the lab can't do is refused. */
  static Schedule of(Key key, ObjectNode definition, Instant createdAt, Instant now) {
    String expression = required(definition, "ScheduleExpression").asText();
    String zone = definition.path("ScheduleExpressionTimezone").asText("UTC");
    Recurrence recurrence =
        Recurrence.of(expression, zone(zone))
            .orElseThrow(
                () -> AwsError.validation("Invalid Schedule Expression " + expression + "."));
    if (definition.hasNonNull("KmsKeyArn")) {
      throw AwsError.validation("The lab's schedules have no KmsKeyArn.");
    }
    JsonNode window = required(definition, "FlexibleTimeWindow");
    boolean flexible = window.path("Mode").asText().equals("FLEXIBLE");
    if (flexible != window.hasNonNull("MaximumWindowInMinutes")) {
      throw AwsError.validation(
          flexible
              ? "MaximumWindowInMinutes must be provided when FlexibleTimeWindow Mode is FLEXIBLE."
              : "MaximumWindowInMinutes must not be provided when FlexibleTimeWindow Mode is OFF.");
    }
    ScheduleTarget target = ScheduleTarget.of(required(definition, "Target"));
    return new Schedule(key, definition, recurrence, target, createdAt, now);
  }

  private static JsonNode required(JsonNode definition, String member) {
    if (!definition.hasNonNull(member)) {
      throw AwsError.validation(
          "1 validation error detected: Value null at '"
              + Character.toLowerCase(member.charAt(0))
              + member.substring(1)
              + "' failed to satisfy constraint: Member must not be null");
    }
    return definition.get(member);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw AwsError.validation("Invalid ScheduleExpressionTimezone " + name + ".");
    }
  }

  boolean isEnabled() {
    return !definition.path("State").asText().equals("DISABLED");
  }

  boolean isDeletedAtEnd() {
    return definition.path("ActionAfterCompletion").asText().equals("DELETE");
  }

  Duration window() {
    return Duration.ofMinutes(
        definition.path("FlexibleTimeWindow").path("MaximumWindowInMinutes").asInt(0));
  }

  /** When it is due next; empty when it is due no more. */
  Optional<Instant> next(Optional<Instant> last, Instant now) {
    boolean once = recurrence instanceof Recurrence.At;
    Instant from = date("StartDate").filter(start -> !once && start.isAfter(now)).orElse(now);
    return recurrence
        .next(last, from)
        .filter(due -> once || date("EndDate").filter(due::isAfter).isEmpty());
  }

  private Optional<Instant> date(String member) {
    JsonNode date = definition.path(member);
    if (date.isNumber()) {
      return Optional.of(Instant.ofEpochMilli(date.decimalValue().movePointRight(3).longValue()));
    }
    return date.isTextual() ? Optional.of(Instant.parse(date.asText())) : Optional.empty();
  }
}
