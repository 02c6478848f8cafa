package io.farshore.lab.stepfunctions;

import static io.farshore.lab.stepfunctions.FailoverMachine.AUTOMATIC;
import static io.farshore.lab.stepfunctions.FailoverMachine.HEALTHY;
import static io.farshore.lab.stepfunctions.FailoverMachine.IMPAIRED;
import static io.farshore.lab.stepfunctions.FailoverMachine.path;
import static io.farshore.lab.stepfunctions.FailoverMachine.planJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The state machine's paths:")
class FailoverPathsTest {

  private final FailoverMachine machine = new FailoverMachine();

  @Test
  @DisplayName("by hand: plan, fence, wait, read, open, redirect, verify, report")
  void byHand() {
    machine.assertOutcome(machine.run(), "Activated");
    assertThat(machine.visited()).containsExactly(path("Plan", "Fence"));
    JsonNode item = machine.inputs("dynamodb:PutItem").get(0).get("Item");
    assertThat(item.at("/entry/S").asText()).isEqualTo("epoch#0000000002#us-east-2");
    assertThat(item.at("/epoch/N").asText()).isEqualTo("2");
    assertThat(item.at("/phase/S").asText()).isEqualTo("FENCING");
    assertThat(item.at("/reason/S").asText()).isEqualTo("a test");
    assertThat(item.at("/startedBy/S").asText())
        .isEqualTo(machine.execution.get("executionArn").asText());
    assertThat(machine.inputs("CheckpointReader").get(0).get("below").asLong()).isEqualTo(2);
    assertThat(machine.inputs("OpenEpoch").get(0).at("/resumeFrom/p1/position").isNull()).isTrue();
    JsonNode event = machine.inputs("events:PutEvents").get(0).at("/Entries/0");
    assertThat(event.get("Source").asText()).isEqualTo("farshore");
  }

  @Test
  void anAutomaticStartIsConfirmedThreeTimesInARow() {
    machine.plan("Fence", "failover", AUTOMATIC).on("HealthProbe", IMPAIRED, HEALTHY, IMPAIRED);
    machine.assertOutcome(machine.run(), "Activated");
    assertThat(machine.inputs("HealthProbe")).hasSize(5);
    assertThat(machine.inputs("HealthProbe").get(0).get("region").asText()).isEqualTo("us-east-1");
  }

  @Test
  void aHealthyRegionEndsItAsNotImpairedAndNothingIsWritten() {
    machine.plan("Fence", "failover", AUTOMATIC).on("HealthProbe", HEALTHY);
    machine.assertOutcome(machine.run(), "NotImpaired");
    assertThat(machine.visited())
        .containsExactly(
            "Plan",
            "Confirm",
            "WaitBeforeProbe",
            "Confirm",
            "WaitBeforeProbe",
            "Confirm",
            "Report",
            "Publish",
            "Done");
    assertThat(machine.inputs("dynamodb:PutItem")).isEmpty();
  }

  @Test
  void looksThatChangeTheirMindEndWithTheirNumber() {
    machine
        .plan("Fence", "failover", AUTOMATIC)
        .on("HealthProbe", IMPAIRED, IMPAIRED, HEALTHY, IMPAIRED, HEALTHY, IMPAIRED);
    machine.assertOutcome(machine.run(), "NotImpaired");
    assertThat(machine.inputs("HealthProbe")).hasSize(5);
  }

  @Test
  void aLookThatFailsIsNoEvidence() {
    machine.plan("Fence", "failover", AUTOMATIC).on("HealthProbe", "!Broken");
    machine.assertOutcome(machine.run(), "NotImpaired");
  }

  @Test
  void aRefusalChangesNothingAndIsReported() {
    machine.plan(
        "Refuse", "failover", "'refusal':{'reason':'Paused','message':'paused'},'epoch':null");
    JsonNode output = machine.run();
    machine.assertOutcome(output, "Refused");
    assertThat(output.get("reason").asText()).isEqualTo("Paused");
    assertThat(machine.visited()).containsExactly("Plan", "Report", "Publish", "Done");
  }

  @Test
  void alreadyActive() {
    machine.plan("AlreadyActive", "failover", "");
    machine.assertOutcome(machine.run(), "AlreadyActive");
    assertThat(machine.visited()).containsExactly("Plan", "Report", "Publish", "Done");
  }

  @Test
  void anExecutionThatDiedIsGoneOnWithAtTheWait() {
    machine.plan("Resume", "failover", "'automatic':true");
    machine.assertOutcome(machine.run(), "Activated");
    assertThat(machine.visited()).containsExactly(path("Plan"));
  }

  @Test
  void aDryRunPlansLooksAndReadsAndWritesNothing() {
    machine.plan("Fence", "failover", "'dryRun':true");
    machine.assertOutcome(machine.run(), "DryRun");
    assertThat(machine.visited())
        .containsExactly("Plan", "DryRunProbe", "DryRunReadCheckpoint", "Report", "Done");
    assertThat(machine.inputs("dynamodb:PutItem")).isEmpty();
    assertThat(machine.inputs("sns:Publish")).isEmpty();
    assertThat(machine.inputs("events:PutEvents")).isEmpty();
  }

  @Test
  void aDryRunThatWouldBeRefusedSaysWhy() {
    machine.plan(
        "Refuse",
        "failover",
        "'dryRun':true,'refusal':{'reason':'Cooldown','message':'soon'},'epoch':null");
    JsonNode output = machine.run();
    machine.assertOutcome(output, "DryRun");
    assertThat(output.get("reason").asText()).isEqualTo("Cooldown");
  }

  @Test
  @DisplayName("two executions at once: the slower one's fence is refused, and it plans anew")
  void aLostRaceIsPlannedAnew() {
    machine
        .on("dynamodb:PutItem", "!ConditionalCheckFailedException")
        .on("PlanFailover", planJson("Fence", "failover", ""), planJson("Resume", "failover", ""));
    machine.assertOutcome(machine.run(), "Activated");
    assertThat(machine.visited()).containsExactly(path("Plan", "Fence", "Plan"));
  }

  @Test
  void aRaceThatIsLostAgainAndAgainEndsBeforeTheFence() {
    machine.on("dynamodb:PutItem", "!ConditionalCheckFailedException");
    machine.run();
    assertThat(machine.status()).isEqualTo("FAILED");
    assertThat(machine.execution.get("error").asText()).isEqualTo("NothingChanged");
    assertThat(machine.inputs("PlanFailover")).hasSize(6);
  }

  @Test
  void aConfirmedPlanIsNotConfirmedAgain() {
    machine
        .on("dynamodb:PutItem", "!ConditionalCheckFailedException", "{}")
        .plan("Fence", "failover", AUTOMATIC);
    machine.assertOutcome(machine.run(), "Activated");
    assertThat(machine.inputs("HealthProbe")).hasSize(3);
  }

  @Test
  void aDrainThatTheFailoverFindsIsTakenIntoForce() {
    machine.plan("RaiseDraining", "failover", "");
    machine.assertOutcome(machine.run(), "Activated");
    assertThat(machine.visited()).containsExactly(path("Plan", "RaiseDraining"));
    assertThat(machine.inputs("dynamodb:UpdateItem").get(0).get("ConditionExpression").asText())
        .isEqualTo("phase = :draining");
  }

  @Test
  void lateRequestsAreWaitedOutAfterTheFenceOfAFailover() {
    String later = machine.states.loop.wallTime().plusSeconds(100).toString();
    machine.plan(
        "Fence", "failover", "'waitOut':{'leaseSeconds':5,'lateRequestsUntil':'" + later + "'}");
    machine.assertOutcome(machine.run(), "Activated");
    assertThat(secondsTaken()).isBetween(100.0, 102.0);
  }

  private double secondsTaken() {
    return machine.execution.get("stopDate").asDouble()
        - machine.execution.get("startDate").asDouble();
  }

  @Test
  void stepsAfterTheFenceAreTriedForLongAndThenLeaveItFencing() {
    machine.on("OpenEpoch", "!io.farshore.core.checkpoint.ReplicaUnavailable");
    machine.run();
    assertThat(machine.status()).isEqualTo("FAILED");
    assertThat(machine.execution.get("error").asText()).isEqualTo("FencingUnfinished");
    assertThat(machine.execution.get("cause").asText()).contains("Epoch 2");
    assertThat(machine.inputs("OpenEpoch")).hasSize(21);
  }

  @Test
  void aStepAfterTheFenceThatFailsNowAndThenDoesNotEndIt() {
    machine.on(
        "CheckpointReader",
        "!Lambda.TooManyRequestsException",
        "!io.farshore.core.checkpoint.ReplicaUnavailable",
        "{'resumeFrom':{},'exposure':{'seconds':0}}");
    machine.assertOutcome(machine.run(), "Activated");
  }

  @Test
  void supersededAtTheOpening() {
    machine.on("OpenEpoch", "{'status':'Superseded','by':{'number':3}}");
    JsonNode output = machine.run();
    machine.assertOutcome(output, "Superseded");
    assertThat(output.at("/by/number").asLong()).isEqualTo(3);
    assertThat(machine.visited()).doesNotContain("Redirect", "Verify");
  }

  @Test
  void supersededAtTheVerification() {
    machine.on("VerifyActivation", "{'status':'Superseded','by':{'number':3}}");
    machine.assertOutcome(machine.run(), "Superseded");
  }

  @Test
  void whatIsBestEffortHoldsNothingUp() {
    machine.on("RedirectTraffic", "!Broken").on("sns:Publish", "!AuthorizationErrorException");
    machine.on("events:PutEvents", "!InternalException");
    machine.assertOutcome(machine.run(), "Activated");
  }

  @Test
  void withoutProducersItEndsSoAtItsDeadline() {
    machine.on("VerifyActivation", "{'status':'Waiting','missing':'no producer','by':null}");
    JsonNode output = machine.run();
    machine.assertOutcome(output, "ActivatedWithoutProducers");
    assertThat(output.get("message").asText()).isEqualTo("no producer");
    assertThat(secondsTaken()).isBetween(15.0, 17.0);
  }

  @Test
  void aReportThatCannotBeWrittenStillEndsWithTheOutcome() {
    machine.on("ReportOutcome", "!io.farshore.core.checkpoint.ReplicaUnavailable");
    JsonNode output = machine.run();
    machine.assertOutcome(output, "Activated");
    assertThat(output.get("notRecorded").asText()).endsWith("ReplicaUnavailable");
  }

  @Test
  void aPlanThatCannotBeMadeChangesNothing() {
    machine.on("PlanFailover", "!io.farshore.core.checkpoint.ReplicaUnavailable");
    machine.run();
    assertThat(machine.execution.get("error").asText()).isEqualTo("NothingChanged");
  }
}
