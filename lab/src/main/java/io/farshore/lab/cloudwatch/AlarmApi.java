package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.cloudwatch.AlarmState.Value;
import io.farshore.lab.cloudwatch.Alarms.Watched;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/** The operations on alarms. */
final class AlarmApi {

  private final Alarms alarms;
  private final Clock clock;

  AlarmApi(Alarms alarms, Clock clock) {
    this.alarms = alarms;
    this.clock = clock;
  }

  ObjectNode put(ApiCall call, boolean composite) {
    ObjectNode definition = call.input().deepCopy();
    if (definition.path("AlarmName").asText().isEmpty()) {
      throw AwsError.validation("AlarmName is wanted");
    }
    for (String member : new String[] {"OKActions", "AlarmActions", "InsufficientDataActions"}) {
      for (JsonNode action : definition.path(member)) {
        if (!action.asText().matches("arn:aws:(sns|lambda):.*")) {
          throw AwsError.validation("The lab's alarms act on topics and functions, not " + action);
        }
      }
    }
    alarms.put(
        call.region(), composite ? new CompositeAlarm(definition) : new MetricAlarm(definition));
    return object();
  }

  ObjectNode describe(ApiCall call) {
    JsonNode input = call.input();
    Set<String> names = texts(input.path("AlarmNames"));
    Set<String> types = texts(input.path("AlarmTypes"));
    String prefix = input.path("AlarmNamePrefix").asText();
    String state = input.path("StateValue").asText();
    ObjectNode output = object();
    ArrayNode metric = output.putArray("MetricAlarms");
    ArrayNode composite = output.putArray("CompositeAlarms");
    for (Watched watched : alarms.all(call.region())) {
      String name = watched.alarm().definition().path("AlarmName").asText();
      boolean wanted =
          (names.isEmpty() || names.contains(name))
              && name.startsWith(prefix)
              && (state.isEmpty() || state.equals(watched.state().value().name()));
      if (wanted && watched.alarm().isComposite() && types.contains("CompositeAlarm")) {
        composite.add(described(call.region(), name, watched));
      } else if (wanted
          && !watched.alarm().isComposite()
          && (types.isEmpty() || types.contains("MetricAlarm"))) {
        metric.add(described(call.region(), name, watched));
      }
    }
    return output;
  }

  private static ObjectNode described(String region, String name, Watched watched) {
    AlarmState state = watched.state();
    ObjectNode node = watched.alarm().definition().deepCopy();
    node.remove("Tags");
    node.put("AlarmArn", AlarmEvents.arn(region, name))
        .put("StateValue", state.value().name())
        .put("StateReason", state.reason())
        .put("StateUpdatedTimestamp", state.since().toEpochMilli() / 1000.0);
    if (!state.reasonData().isEmpty()) {
      node.put("StateReasonData", state.reasonData());
    }
    return node;
  }

  ObjectNode delete(ApiCall call) {
    texts(call.input().path("AlarmNames")).forEach(name -> alarms.delete(call.region(), name));
    return object();
  }

  ObjectNode setState(ApiCall call) {
    JsonNode input = call.input();
    Value value;
    try {
      value = Value.valueOf(input.path("StateValue").asText());
    } catch (IllegalArgumentException e) {
      throw AwsError.validation("StateValue is OK, ALARM or INSUFFICIENT_DATA");
    }
    alarms.set(
        call.region(),
        input.path("AlarmName").asText(),
        new AlarmState(
            value,
            input.path("StateReason").asText(),
            input.path("StateReasonData").asText(),
            clock.instant()));
    return object();
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new HashSet<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
