package io.farshore.lab.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.AwsError;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rule of an event bus. Guarded by its service's lock. */
final class Rule {

  /** Names a rule. */
  record Key(String region, String bus, String name) {
    Bus.Name busName() {
      return new Bus.Name(region, bus);
    }
  }

  private final Key key;
  private final ObjectNode definition;
  private final Optional<EventPattern> pattern;
  private final Optional<Recurrence> schedule;
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private boolean enabled;

  /** Reads a rule of the input of PutRule; a wrong pattern or schedule is refused. */
  Rule(Key key, ObjectNode definition) {
    this.key = key;
    this.definition = definition;
    this.pattern =
        definition.hasNonNull("EventPattern")
            ? Optional.of(EventPattern.of(definition.get("EventPattern").asText()))
            : Optional.empty();
    this.schedule =
        // An empty one is none, as EventBridge takes it.
        !definition.path("ScheduleExpression").asText("").isEmpty()
            ? Optional.of(schedule(definition.get("ScheduleExpression").asText()))
            : Optional.empty();
    if (pattern.isEmpty() && schedule.isEmpty()) {
      throw AwsError.validation(
          "Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    Tags.put(tags, definition.path("Tags"));
    if (schedule.isPresent() && !key.bus().equals("default")) {
      throw AwsError.validation("ScheduleExpression is supported only on the default event bus.");
    }
    this.enabled = !definition.path("State").asText("ENABLED").equals("DISABLED");
  }

  Key key() {
    return key;
  }

  ObjectNode definition() {
    return definition;
  }

  String arn() {
    String bus = key.bus().equals("default") ? "" : key.bus() + "/";
    return "arn:aws:events:" + key.region() + ":" + Account.ID + ":rule/" + bus + key.name();
  }

  boolean matches(String event) {
    return enabled && pattern.isPresent() && pattern.get().matches(event);
  }

  private static Recurrence schedule(String expression) {
    return Recurrence.of(expression, ZoneOffset.UTC)
        .filter(recurrence -> !(recurrence instanceof Recurrence.At))
        .orElseThrow(() -> AwsError.validation("Parameter ScheduleExpression is not valid."));
  }

  Optional<Recurrence> schedule() {
    return schedule;
  }

  boolean enabled() {
    return enabled;
  }

  void enable(boolean on) {
    enabled = on;
  }

  Map<String, String> tags() {
    return tags;
  }

  List<Target> targets() {
    return new ArrayList<>(targets.values());
  }

  void put(Target target) {
    targets.put(target.id(), target);
  }

  boolean remove(String targetId) {
    return targets.remove(targetId) != null;
  }
}
