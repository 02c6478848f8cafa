package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.cloudwatch.AlarmState.Value;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The operations on alarms. */
final class AlarmApi {

  private static final int PAGE = 50;
  private static final String[] ACTIONS = {"OKActions", "AlarmActions", "InsufficientDataActions"};

  private final Alarms alarms;
  private final Clock clock;

  AlarmApi(Alarms alarms, Clock clock) {
    this.alarms = alarms;
    this.clock = clock;
  }

  ObjectNode put(ApiCall call, boolean composite) {
    ObjectNode definition = call.input().deepCopy();
    if (definition.path("AlarmName").asText().isEmpty()) {
      throw AwsError.validation(
          "1 validation error detected: Value null at 'alarmName' failed to satisfy constraint:"
              + " Member must not be null");
    }
    for (String member : ACTIONS) {
      for (JsonNode action : definition.path(member)) {
        if (!action.asText().matches("arn:aws:(sns|lambda):.*")) {
          throw AwsError.validation(
              "The lab's alarms act on topics and functions, not on " + action.asText());
        }
      }
    }
    alarms.put(
        call.region(),
        composite ? new CompositeAlarm(call.region(), definition) : new MetricAlarm(definition));
    return object();
  }

  ObjectNode describe(ApiCall call) {
    JsonNode input = call.input();
    Set<String> names = texts(input.path("AlarmNames"));
    Set<String> types = texts(input.path("AlarmTypes"));
    String prefix = input.path("AlarmNamePrefix").asText();
    String state = input.path("StateValue").asText();
    String action = input.path("ActionPrefix").asText();
    List<ObjectNode> all = new ArrayList<>();
    for (Watched watched : alarms.all(call.region())) {
      String name = watched.alarm().definition().path("AlarmName").asText();
      boolean composite = watched.alarm().isComposite();
      boolean wanted =
          (names.isEmpty() || names.contains(name))
              && name.startsWith(prefix)
              && (state.isEmpty() || state.equals(watched.state().value().name()))
              && (action.isEmpty() || acts(watched, action))
              && (composite
                  ? types.contains("CompositeAlarm")
                  : types.isEmpty() || types.contains("MetricAlarm"));
      if (wanted) {
        all.add(described(call.region(), watched));
      }
    }
    ObjectNode page = MetricApi.page(input, "Alarms", all, input.path("MaxRecords").asInt(PAGE));
    ObjectNode output = object();
    ArrayNode composites = output.putArray("CompositeAlarms");
    ArrayNode metrics = output.putArray("MetricAlarms");
    page.get("Alarms").forEach(alarm -> (alarm.has("AlarmRule") ? composites : metrics).add(alarm));
    return page.has("NextToken") ? output.set("NextToken", page.get("NextToken")) : output;
  }

  private static boolean acts(Watched watched, String prefix) {
    for (String member : ACTIONS) {
      for (JsonNode action : watched.alarm().definition().path(member)) {
        if (action.asText().startsWith(prefix)) {
          return true;
        }
      }
    }
    return false;
  }

  ObjectNode describeForMetric(ApiCall call) {
    MetricKey wanted = MetricKey.of(call.input());
    ObjectNode output = object();
    ArrayNode list = output.putArray("MetricAlarms");
    for (Watched watched : alarms.all(call.region())) {
      JsonNode definition = watched.alarm().definition();
      boolean same = !watched.alarm().isComposite() && MetricKey.of(definition).equals(wanted);
      for (String member : new String[] {"Statistic", "ExtendedStatistic", "Period", "Unit"}) {
        same &=
            !call.input().hasNonNull(member)
                || call.input().get(member).asText().equals(definition.path(member).asText());
      }
      if (same) {
        list.add(described(call.region(), watched));
      }
    }
    return output;
  }

  private static ObjectNode described(String region, Watched watched) {
    AlarmState state = watched.state();
    ObjectNode node = watched.alarm().definition().deepCopy();
    node.remove("Tags");
    for (String member : ACTIONS) {
      node.withArray(member);
    }
    if (!watched.alarm().isComposite()) {
      node.withArray("Dimensions");
      node.put("Threshold", node.path("Threshold").asDouble());
    }
    double since = seconds(state.since());
    node.put("AlarmArn", AlarmEvents.arn(region, node.path("AlarmName").asText()))
        .put("ActionsEnabled", watched.actionsEnabled())
        .put("AlarmConfigurationUpdatedTimestamp", seconds(watched.configuredAt()))
        .put("StateValue", state.value().name())
        .put("StateReason", state.reason())
        .put("StateUpdatedTimestamp", since)
        .put("StateTransitionedTimestamp", since);
    if (!state.reasonData().isEmpty()) {
      node.put("StateReasonData", state.reasonData());
    }
    watched
        .suppression()
        .flatMap(Suppression::by)
        .ifPresent(
            by ->
                node.put("ActionsSuppressedBy", by.text())
                    .put("ActionsSuppressedReason", "Actions suppressed by " + by.text()));
    return node;
  }

  ObjectNode history(ApiCall call) {
    JsonNode input = call.input();
    String type = input.path("HistoryItemType").asText("StateUpdate");
    if (!type.equals("StateUpdate")) {
      throw AwsError.validation("The lab keeps the StateUpdate history of alarms, not " + type);
    }
    String name = input.path("AlarmName").asText();
    List<ObjectNode> all = new ArrayList<>();
    for (Watched watched : alarms.all(call.region())) {
      for (AlarmChange change : watched.history()) {
        Instant at = change.after().since();
        boolean wanted =
            (name.isEmpty() || name.equals(change.alarmName()))
                && (!input.hasNonNull("StartDate")
                    || !at.isBefore(MetricApi.time(input.get("StartDate"))))
                && (!input.hasNonNull("EndDate")
                    || !at.isAfter(MetricApi.time(input.get("EndDate"))));
        if (wanted) {
          all.add(AlarmHistory.item(change, watched.alarm().isComposite()));
        }
      }
    }
    boolean ascending = input.path("ScanBy").asText().equals("TimestampAscending");
    all.sort(
        (one, other) ->
            (ascending ? 1 : -1)
                * Double.compare(
                    one.get("Timestamp").asDouble(), other.get("Timestamp").asDouble()));
    return MetricApi.page(input, "AlarmHistoryItems", all, input.path("MaxRecords").asInt(100));
  }

  ObjectNode delete(ApiCall call) {
    alarms.delete(call.region(), List.copyOf(texts(call.input().path("AlarmNames"))));
    return object();
  }

  ObjectNode enableActions(ApiCall call, boolean on) {
    Set<String> names = texts(call.input().path("AlarmNames"));
    for (Watched watched : alarms.all(call.region())) {
      if (names.contains(watched.alarm().definition().path("AlarmName").asText())) {
        watched.enableActions(on);
      }
    }
    return object();
  }

  ObjectNode setState(ApiCall call) {
    JsonNode input = call.input();
    Value value;
    try {
      value = Value.valueOf(input.path("StateValue").asText());
    } catch (IllegalArgumentException e) {
      throw AwsError.validation(
          "1 validation error detected: Value '"
              + input.path("StateValue").asText()
              + "' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value"
              + " set: [INSUFFICIENT_DATA, ALARM, OK]");
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

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
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
