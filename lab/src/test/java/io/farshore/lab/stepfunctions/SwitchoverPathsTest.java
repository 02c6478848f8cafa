package io.farshore.lab.stepfunctions;

import static io.farshore.lab.stepfunctions.FailoverMachine.changed;
import static io.farshore.lab.stepfunctions.FailoverMachine.drain;
import static io.farshore.lab.stepfunctions.FailoverMachine.path;
import static io.farshore.lab.stepfunctions.FailoverMachine.planJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The state machine's paths of a switchover and a resync:")
class SwitchoverPathsTest {

  private final FailoverMachine machine = new FailoverMachine();

  private double secondsTaken() {
    return machine.execution.get("stopDate").asDouble()
        - machine.execution.get("startDate").asDouble();
  }

  @Test
  @DisplayName("switchover: prepare, drain, fence, and on as from the wait")
  void switchover() {
    machine
        .plan("Drain", "switchover", "")
        .on("CheckDrain", drain("Draining", false), drain("Drained", true));
    machine.assertOutcome(machine.run(), "SwitchedOver");
    assertThat(machine.visited())
        .containsExactly(
            path(
                "Plan",
                "PrepareSwitchover",
                "CheckDrain",
                "WaitForDrain",
                "CheckDrain",
                "FenceDrained"));
    JsonNode fence = machine.inputs("dynamodb:UpdateItem").get(0);
    assertThat(fence.at("/ExpressionAttributeValues/:drained/BOOL").asBoolean()).isTrue();
    assertThat(fence.get("ConditionExpression").asText())
        .isEqualTo("phase = :draining AND deadline > :soon");
  }

  @Test
  void aSwitchoverWaitsForLateRequestsBeforeItStopsAnybody() {
    String later = machine.states.loop.wallTime().plusSeconds(100).toString();
    machine.plan(
        "Drain", "switchover", "'waitOut':{'leaseSeconds':5,'lateRequestsUntil':'" + later + "'}");
    machine.assertOutcome(machine.run(), "SwitchedOver");
    assertThat(machine.visited()).startsWith("Plan", "WaitOutLateRequests", "PrepareSwitchover");
    assertThat(secondsTaken()).isBetween(105.0, 107.0);
  }

  @Test
  void aSwitchoverThatIsRefused() {
    machine
        .plan("Drain", "switchover", "")
        .on(
            "PrepareSwitchover",
            "{'status':'Refused','refusal':{'reason':'LagOverLimit','message':'behind'}}");
    JsonNode output = machine.run();
    machine.assertOutcome(output, "Refused");
    assertThat(output.get("reason").asText()).isEqualTo("LagOverLimit");
  }

  @Test
  void aSwitchoverThatLosesTheRaceIsPlannedAnew() {
    machine
        .on(
            "PlanFailover",
            planJson("Drain", "switchover", ""),
            planJson("AwaitDrain", "switchover", ""))
        .on("PrepareSwitchover", "{'status':'LostRace','refusal':null}");
    machine.assertOutcome(machine.run(), "SwitchedOver");
    assertThat(machine.visited())
        .startsWith("Plan", "PrepareSwitchover", "Plan", "CheckDrain", "FenceDrained");
  }

  @Test
  void pastItsDeadlineASwitchoverIsAbandoned() {
    machine
        .plan("Drain", "switchover", "")
        .on("CheckDrain", drain("Draining", false), drain("PastDeadline", false));
    JsonNode output = machine.run();
    machine.assertOutcome(output, "Abandoned");
    assertThat(output.get("reason").asText()).isEqualTo("Deadline");
    assertThat(machine.visited())
        .containsSubsequence("CheckDrain", "Abandon", "Report", "Publish", "Done");
  }

  @Test
  void aDrainThatCannotBeSeenIsAbandoned() {
    machine.plan("Drain", "switchover", "").on("CheckDrain", "!Broken");
    JsonNode output = machine.run();
    machine.assertOutcome(output, "Abandoned");
    assertThat(output.get("reason").asText()).isEqualTo("DrainUnknown");
  }

  @Test
  void anAbandonByHand() {
    machine.plan("Abandon", "abandon", "");
    JsonNode output = machine.run();
    machine.assertOutcome(output, "Abandoned");
    assertThat(output.get("reason").asText()).isEqualTo("Asked");
    assertThat(machine.visited()).containsExactly("Plan", "Abandon", "Report", "Publish", "Done");
  }

  @Test
  void aSwitchoverThatIsAbandonedMeanwhileEndsSo() {
    machine
        .plan("Drain", "switchover", "")
        .on("CheckDrain", changed(drain("Moved", false), "'phase':'ABANDONED'"));
    machine.assertOutcome(machine.run(), "Abandoned");
    assertThat(machine.inputs("dynamodb:UpdateItem")).isEmpty();
  }

  @Test
  void aDrainThatAFailoverTookOverIsGoneOnWith() {
    machine
        .on(
            "PlanFailover",
            planJson("Drain", "switchover", ""),
            planJson("Resume", "switchover", ""))
        .on("CheckDrain", changed(drain("Moved", false), "'phase':'FENCING'"));
    machine.assertOutcome(machine.run(), "SwitchedOver");
  }

  @Test
  void aFenceThatComesTooNearTheDeadlineIsLookedAtAgain() {
    machine
        .plan("Drain", "switchover", "")
        .on("dynamodb:UpdateItem", "!ConditionalCheckFailedException", "{}")
        .on("CheckDrain", drain("Drained", true), drain("PastDeadline", false));
    machine.assertOutcome(machine.run(), "Abandoned");
    assertThat(machine.visited())
        .containsSubsequence("FenceDrained", "CheckDrain", "Abandon", "Report");
  }

  @Test
  void aDrainThatIsSuperseded() {
    machine
        .plan("Drain", "switchover", "")
        .on("CheckDrain", changed(drain("Superseded", false), "'by':{'number':3}"));
    machine.assertOutcome(machine.run(), "Superseded");
  }

  @Test
  void aResyncDrainsAndEndsAsResynced() {
    machine.plan("Drain", "resync", "");
    machine.assertOutcome(machine.run(), "Resynced");
    assertThat(machine.inputs("CheckDrain").get(0).get("mode").asText()).isEqualTo("resync");
  }

  @Test
  void aResyncWhoseDrainWasNotCompleteWaitsForLateRequests() {
    String later = machine.states.loop.wallTime().plusSeconds(100).toString();
    machine
        .plan("Drain", "resync", "")
        .on("CheckDrain", changed(drain("Drained", false), "'lateRequestsUntil':'" + later + "'"));
    machine.assertOutcome(machine.run(), "Resynced");
    assertThat(secondsTaken()).isBetween(100.0, 102.0);
  }
}
