package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes of alarms as the history shows them. */
final class AlarmHistory {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AlarmHistory() {}

  static ObjectNode item(AlarmChange change, boolean composite) {
    ObjectNode data = JSON.createObjectNode().put("version", "1.0");
    data.set("oldState", state(change.before()));
    data.set("newState", state(change.after()));
    return JSON.createObjectNode()
        .put("AlarmName", change.alarmName())
        .put("AlarmType", composite ? "CompositeAlarm" : "MetricAlarm")
        .put("Timestamp", change.after().since().toEpochMilli() / 1000.0)
        .put("HistoryItemType", "StateUpdate")
        .put(
            "HistorySummary",
            "Alarm updated from " + change.before().value() + " to " + change.after().value())
        .put("HistoryData", data.toString());
  }

  private static ObjectNode state(AlarmState state) {
    ObjectNode node = JSON.createObjectNode().put("stateValue", state.value().name());
    node.put("stateReason", state.reason());
    if (!state.reasonData().isEmpty()) {
      try {
        node.set("stateReasonData", JSON.readTree(state.reasonData()));
      } catch (JsonProcessingException e) {
        node.put("stateReasonData", state.reasonData());
      }
    }
    return node;
  }
}
