package io.farshore.lab.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.event.ruler.Machine;

/** A rule of an event bus. Guarded by its service's lock. */
final class Rule {

  /** Names a rule. */
  record Key(String region, String bus, String name) {}

  private final Key key;
  private final ObjectNode definition;
  private final Optional<Machine> pattern;
  private final Optional<Duration> period;
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private boolean enabled;

  /** Reads a rule of the input of PutRule; a wrong pattern or schedule is refused. */
  Rule(Key key, ObjectNode definition) {
    this.key = key;
    this.definition = definition;
    this.pattern =
        definition.hasNonNull("EventPattern")
            ? Optional.of(machine(definition.get("EventPattern").asText()))
            : Optional.empty();
    this.period =
        definition.hasNonNull("ScheduleExpression")
            ? Optional.of(Rate.of(definition.get("ScheduleExpression").asText()))
            : Optional.empty();
    if (pattern.isEmpty() && period.isEmpty()) {
      throw AwsError.validation(
          "Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    if (period.isPresent() && !key.bus().equals("default")) {
      throw AwsError.validation("ScheduleExpression is supported only on the default event bus.");
    }
    this.enabled = !definition.path("State").asText("ENABLED").equals("DISABLED");
  }

  /** A compiled pattern. */
  static Machine machine(String pattern) {
    try {
      Machine machine = Machine.builder().build();
      machine.addRule("rule", pattern);
      return machine;
    } catch (IOException | RuntimeException e) {
      throw new AwsError(
          "InvalidEventPatternException", 400, "Event pattern is not valid. " + e.getMessage());
    }
  }

  static boolean matches(Machine machine, String event) {
    try {
      return !machine.rulesForJSONEvent(event).isEmpty();
    } catch (Exception e) {
      throw new IllegalArgumentException("Not an event", e);
    }
  }

  Key key() {
    return key;
  }

  ObjectNode definition() {
    return definition;
  }

  String arn() {
    String bus = key.bus().equals("default") ? "" : key.bus() + "/";
    return "arn:aws:events:" + key.region() + ":111122223333:rule/" + bus + key.name();
  }

  boolean matches(String event) {
    return enabled && pattern.isPresent() && matches(pattern.get(), event);
  }

  Optional<Duration> period() {
    return period;
  }

  boolean enabled() {
    return enabled;
  }

  void enable(boolean on) {
    enabled = on;
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
