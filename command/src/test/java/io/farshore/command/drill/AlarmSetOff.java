package io.farshore.command.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The standby's alarm, set off as a person may. */
final class AlarmSetOff {

  private static final String ALARMS = "aws.cloudwatch";

  private AlarmSetOff() {}

  /** Sets it off, and waits for the execution that it starts. */
  static Started in(World world, String region) {
    Set<String> before = new HashSet<>();
    world.executions().in(region).forEach(execution -> before.add(execution.executionArn()));
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("AlarmName", world.lab().stack(region).outputs().get("StandbyViewAlarmName"));
    input.put("StateReason", "scenario");
    // On a busy machine it may be on already.
    world.call(region, "monitoring", "SetAlarmState", input.put("StateValue", "OK"));
    world.call(region, "monitoring", "SetAlarmState", input.put("StateValue", "ALARM"));
    world.timeline().say(region, "the alarm is set off");
    List<String> started = new ArrayList<>();
    world.await(
        "the rule to start the state machine",
        () ->
            world.executions().in(region).stream()
                .filter(execution -> !before.contains(execution.executionArn()))
                .filter(execution -> execution.input().path("source").asText().equals(ALARMS))
                .peek(execution -> started.add(execution.executionArn()))
                .findAny()
                .isPresent());
    return new Started(world, region, started.get(0));
  }
}
