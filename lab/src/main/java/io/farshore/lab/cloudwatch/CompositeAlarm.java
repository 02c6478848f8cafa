package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.cloudwatch.AlarmState.Value;
import io.farshore.lab.endpoint.AwsError;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An alarm on the states of other alarms of its Region. */
final class CompositeAlarm implements Alarm {

  private static final DateTimeFormatter WORDS =
      DateTimeFormatter.ofPattern("EEEE dd MMMM, yyyy HH:mm:ss 'UTC'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final Set<String> MEMBERS =
      Set.of(
          "AlarmName",
          "AlarmDescription",
          "ActionsEnabled",
          "OKActions",
          "AlarmActions",
          "InsufficientDataActions",
          "ActionsSuppressor",
          "ActionsSuppressorWaitPeriod",
          "ActionsSuppressorExtensionPeriod",
          "AlarmRule",
          "Tags");

  private final String region;
  private final ObjectNode definition;
  private final AlarmRule rule;
  private final List<String> named;

  /** Reads the input of PutCompositeAlarm; what the lab can't do is refused. */
  CompositeAlarm(String region, ObjectNode definition) {
    this.region = region;
    definition
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw AwsError.validation("The lab's composite alarms have no " + name);
              }
            });
    this.definition = definition;
    String text = definition.path("AlarmRule").asText();
    this.rule = AlarmRule.parse(text);
    this.named = AlarmRule.alarms(text).stream().distinct().toList();
    if (definition.hasNonNull("ActionsSuppressor")
        && !(definition.hasNonNull("ActionsSuppressorWaitPeriod")
            && definition.hasNonNull("ActionsSuppressorExtensionPeriod"))) {
      throw AwsError.validation(
          "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod must be specified when"
              + " ActionsSuppressor is specified");
    }
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
      MetricStore store, Function<String, Optional<AlarmState>> states, Instant now, int haste) {
    boolean holds = rule.holds(name -> states.apply(name).map(AlarmState::value));
    Value value = holds ? Value.ALARM : Value.OK;
    Optional<String> trigger =
        named.stream()
            .filter(name -> states.apply(name).isPresent())
            .max(Comparator.comparing(name -> states.apply(name).get().since()));
    if (trigger.isEmpty()) {
      String rule = definition.path("AlarmRule").asText();
      return Optional.of(new AlarmState(value, "The rule " + rule + " is " + holds, "", now));
    }
    AlarmState other = states.apply(trigger.get()).get();
    String alarm = trigger.get();
    String arn = alarm.startsWith("arn:") ? alarm : AlarmEvents.arn(region, alarm);
    return Optional.of(new AlarmState(value, reason(arn, other), data(arn, other), now));
  }

  private static String reason(String arn, AlarmState other) {
    return arn + " transitioned to " + other.value() + " at " + WORDS.format(other.since());
  }

  private static String data(String arn, AlarmState other) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    ArrayNode triggers = data.putArray("triggeringAlarms");
    ObjectNode trigger = triggers.addObject().put("arn", arn);
    trigger
        .putObject("state")
        .put("value", other.value().name())
        .put("timestamp", AlarmEvents.timestamp(other.since()));
    return data.toString();
  }

  @Override
  public ObjectNode eventConfiguration() {
    ObjectNode configuration = JsonNodeFactory.instance.objectNode();
    configuration.set("alarmRule", definition.path("AlarmRule"));
    for (String member :
        List.of(
            "ActionsSuppressor",
            "ActionsSuppressorWaitPeriod",
            "ActionsSuppressorExtensionPeriod")) {
      if (definition.hasNonNull(member)) {
        String name = Character.toLowerCase(member.charAt(0)) + member.substring(1);
        configuration.set(name, definition.get(member));
      }
    }
    if (definition.hasNonNull("AlarmDescription")) {
      configuration.set("description", definition.get("AlarmDescription"));
    }
    return configuration;
  }

  @Override
  public boolean isComposite() {
    return true;
  }
}
