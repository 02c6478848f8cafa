package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An alarm on the states of other alarms of its Region. */
final class CompositeAlarm implements Alarm {

  private static final Set<String> MEMBERS =
      Set.of(
          "AlarmName",
          "AlarmDescription",
          "ActionsEnabled",
          "OKActions",
          "AlarmActions",
          "InsufficientDataActions",
          "AlarmRule",
          "Tags");

  private final ObjectNode definition;
  private final AlarmRule rule;

  /** Reads the input of PutCompositeAlarm; what the lab can't do is refused. */
  CompositeAlarm(ObjectNode definition) {
    definition
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw AwsError.validation("The lab's composite alarms have no " + name);
              }
            });
    this.definition = definition;
    this.rule = AlarmRule.parse(definition.path("AlarmRule").asText());
  }

  @Override
  public ObjectNode definition() {
    return definition;
  }

  @Override
  public int judgedEachSeconds() {
    return 1;
  }

  @Override
  public Optional<AlarmState> judge(
      MetricStore store, Function<String, Optional<AlarmState.Value>> states, Instant now) {
    AlarmState.Value value = rule.holds(states) ? AlarmState.Value.ALARM : AlarmState.Value.OK;
    String reason =
        definition.path("AlarmRule").asText()
            + (value == AlarmState.Value.ALARM ? " holds" : " does not hold");
    return Optional.of(new AlarmState(value, reason, "", now));
  }

  @Override
  public ObjectNode eventConfiguration() {
    ObjectNode configuration = JsonNodeFactory.instance.objectNode();
    configuration.set("alarmRule", definition.path("AlarmRule"));
    return configuration;
  }

  @Override
  public boolean isComposite() {
    return true;
  }
}
