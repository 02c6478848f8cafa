package io.farshore.functions.plan;

import static io.farshore.functions.testing.StackInMemory.T0;
import static io.farshore.functions.testing.StackInMemory.X;
import static io.farshore.functions.testing.StackInMemory.Y;
import static io.farshore.functions.testing.StackInMemory.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.testing.Fault;
import io.farshore.functions.testing.StackInMemory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFailoverTest {

  private final StackInMemory stack = new StackInMemory();

  private JsonNode plan(String start) {
    return stack.invokeWith(new PlanFailover(stack.stack()), "{\"start\":" + start + "}");
  }

  private JsonNode planOf(String eventFile) {
    return plan(event(eventFile));
  }

  @Test
  void aStartByHandFencesWithoutConfirmation() {
    JsonNode plan = planOf("start-failover.json");
    assertThat(plan.get("decision").asText()).isEqualTo("Fence");
    assertThat(plan.at("/epoch/number").asLong()).isEqualTo(2);
    assertThat(plan.at("/epoch/entry").asText()).isEqualTo("epoch#0000000002#us-east-2");
    assertThat(plan.at("/epochBefore/number").asLong()).isEqualTo(1);
    assertThat(plan.get("sourceRegion").asText()).isEqualTo("us-east-1");
    assertThat(plan.get("needsConfirmation").asBoolean()).isFalse();
    assertThat(plan.get("reason").asText()).isEqualTo("us-east-1 is gone");
    assertThat(plan.at("/waitOut/leaseSeconds").asLong()).isEqualTo(5);
    assertThat(plan.at("/waitOut/lateRequestsUntil").isNull()).isTrue();
  }

  @Test
  void aStartByHandTellsWhoseHandWhereItSaysSo() {
    assertThat(planOf("start-switchover.json").at("/trigger/kind").asText()).isEqualTo("hand");
    assertThat(planOf("start-switchover.json").at("/trigger/name").asText()).isEqualTo("Ada");
    assertThat(planOf("start-failover.json").at("/trigger/name").isNull()).isTrue();
  }

  @Test
  void theFileOfTheStepItselfIsReadToo() {
    JsonNode plan = stack.invoke(new PlanFailover(stack.stack()), "steps/plan-failover.json");
    assertThat(plan.get("decision").asText()).isEqualTo("Fence");
  }

  @ParameterizedTest
  @CsvSource({
    "alarm-state-change.json,alarm,farshore-StandbyViewAlarm,2026-01-01T00:10:00.123Z",
    "composite-alarm-state-change.json,alarm,farshore-impaired,2026-01-01T00:10:00.245Z",
    "health-event.json,health-event,AWS_KINESIS_OPERATIONAL_ISSUE,2026-01-01T00:10:07Z",
    "health-event-backup-region.json,health-event,AWS_KINESIS_OPERATIONAL_ISSUE,2026-01-01T00:10:09Z",
    "region-switch-execution.json,region-switch,orders:a1b2c3,2026-01-01T00:10:05Z",
    "failover-requested.json,request,orders-canary,2026-01-01T00:10:03Z",
    "start-fencing-watch.json,fencing-watch,FencingWatch,2026-01-01T00:10:00Z"
  })
  void eventsAreAutomaticStartsOfTheStacksOwnStream(
      String file, String kind, String name, String at) {
    JsonNode plan = planOf(file);
    assertThat(plan.get("decision").asText()).isEqualTo("Fence");
    assertThat(plan.get("automatic").asBoolean()).isTrue();
    assertThat(plan.get("needsConfirmation").asBoolean()).isTrue();
    assertThat(plan.get("stream").asText()).isEqualTo("orders");
    assertThat(plan.at("/trigger/kind").asText()).isEqualTo(kind);
    assertThat(plan.at("/trigger/name").asText()).isEqualTo(name);
    assertThat(plan.at("/trigger/at").asText()).isEqualTo(at);
  }

  @ParameterizedTest
  @CsvSource({
    "alarm-state-change.json,\"value\": \"ALARM\",\"value\": \"OK\"",
    "alarm-back-to-ok.json,-,-",
    "composite-alarm-suppressed.json,-,-",
    "composite-alarm-muted.json,-,-",
    "health-event-closed.json,-,-",
    "region-switch-step.json,-,-",
    "failover-report.json,-,-",
    "region-switch-execution.json,activating us-east-2,activating us-east-1",
    "region-switch-execution.json,activating us-east-2,deactivating us-east-2",
    "failover-requested.json,\"orders\",\"invoices\"",
    "failover-requested.json,\"targetRegion\": \"us-east-2\",\"targetRegion\": \"us-east-1\"",
    "health-event.json,\"eventTypeCategory\": \"issue\",\"eventTypeCategory\": \"scheduledChange\"",
    "health-event.json,\"eventRegion\": \"us-east-1\",\"eventRegion\": \"eu-west-1\"",
    "health-event.json,\"statusCode\": \"open\",\"statusCode\": \"closed\""
  })
  void eventsOfOtherThingsAreNotItsConcern(String file, String from, String to) {
    assertThat(event(file)).contains(from);
    JsonNode plan = plan(event(file).replace(from, to));
    assertThat(plan.at("/refusal/reason").asText()).isEqualTo("NotConcerned");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | targetRegion",
        "{'targetRegion':'us-east-2'} | mode",
        "{'targetRegion':'us-east-2','mode':'move'} | mode",
        "{'targetRegion':'somewhere','mode':'failover'} | targetRegion",
        "{'targetRegion':'us-east-2','mode':'failover','dryrun':true} | dryrun",
        "{'targetRegion':'us-east-2','mode':'failover','dryRun':'yes'} | dryRun",
        "{'targetRegion':'us-east-2','mode':'failover','stream':''} | stream",
        "{'targetRegion':'us-east-2','mode':'failover','resumeFrom':3} | resumeFrom",
        "{'targetRegion':'us-east-2','mode':'failover','resumeFrom':{'p1':{'commitTimestamp':1}}}"
            + " | commitTimestamp",
        "{'targetRegion':'us-east-2','mode':'failover','resumeFrom':{'p1':{'commitTimestamp':'x'}}}"
            + " | resumeFrom.p1.commitTimestamp",
        "{'targetRegion':'us-east-2','mode':'failover','resumeFrom':{'p1':{'position':'9'}}}"
            + " | resumeFrom.p1.commitTimestamp",
        "{'targetRegion':'us-east-2','mode':'failover','resumeFrom':{'p 1':{}}} | resumeFrom.p 1",
        "{'source':'aws.ec2'} | source",
        "[] | input",
        "null | input"
      })
  void faultyInputIsRefusedNamingTheField(String start, String field) {
    JsonNode plan = plan(start.replace('\'', '"'));
    assertThat(plan.get("decision").asText()).isEqualTo("Refuse");
    assertThat(plan.at("/refusal/reason").asText()).isEqualTo("InvalidRequest");
    assertThat(plan.at("/refusal/message").asText()).startsWith(field + " ");
  }

  @Test
  void aPauseIsReadFromThisRegionsReplica() {
    stack.loop.await(
        () ->
            stack
                .epochsY
                .set(
                    StackInMemory.ORDERS,
                    new StreamSettings(
                        true, Optional.of("eve"), Optional.of("release"), Optional.empty()))
                .thenApply(ignored -> true));
    assertThat(planOf("alarm-state-change.json").at("/refusal/reason").asText())
        .isEqualTo("Paused");
    assertThat(planOf("start-failover.json").get("decision").asText()).isEqualTo("Fence");
  }

  @Test
  void aResumePointAboveTheWatermarkIsRefusedAndOneBelowIsPassedOn() {
    stack.copied(T0);
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    JsonNode above = planOf("start-failover-resume-from.json");
    assertThat(above.at("/refusal/reason").asText()).isEqualTo("ResumePointAboveWatermark");
    JsonNode below =
        plan(
            event("start-failover-resume-from.json")
                .replace("2026-01-01T00:00:00Z", "2025-12-31T23:00:00Z"));
    assertThat(below.get("decision").asText()).isEqualTo("Fence");
    assertThat(below.at("/resumeFrom/p1/commitTimestamp").asText())
        .isEqualTo("2025-12-31T23:00:00Z");
  }

  @Test
  void anEpochThatStaysFencingIsResumedWithoutConfirmation() {
    stack.put(2, Y, Phase.FENCING, T0.minusSeconds(100));
    JsonNode plan = planOf("start-fencing-watch.json");
    assertThat(plan.get("decision").asText()).isEqualTo("Resume");
    assertThat(plan.get("needsConfirmation").asBoolean()).isFalse();
    assertThat(plan.at("/epochBefore/number").asLong()).isEqualTo(1);
  }

  @Test
  void anEpochThatCameBetweenTheTwoReadingsIsNotTakenForUnheard() {
    stack.reported(2, Y, ProducerPhase.WRITING, Y);
    whileReportsAreRead(() -> stack.active(2, Y, T0));
    JsonNode plan = planOf("start-failover.json");
    assertThat(plan.get("decision").asText()).isEqualTo("AlreadyActive");
    assertThat(plan.at("/epoch/number").asLong()).isEqualTo(2);
  }

  @Test
  void anEpochAboveTheReportedOneThatCameBetweenTheTwoReadingsIsPlannedFrom() {
    stack.reported(2, Y, ProducerPhase.WRITING, Y);
    whileReportsAreRead(() -> stack.active(3, X, T0));
    assertThat(planOf("start-failover.json").at("/epoch/number").asLong()).isEqualTo(4);
  }

  private void whileReportsAreRead(Runnable what) {
    stack
        .checkpointsY
        .faults()
        .by(
            call -> {
              if (call.equals("reports")) {
                what.run();
              }
              return Fault.NONE;
            });
  }

  @Test
  void lateRequestsOfItsOwnEarlierEpochAreToBeWaitedOut() {
    stack.active(2, Y, T0.minusSeconds(1000));
    stack.active(3, X, T0.minusSeconds(100));
    JsonNode plan = planOf("start-failover.json");
    assertThat(plan.at("/waitOut/lateRequestsUntil").asText())
        .isEqualTo(T0.minusSeconds(100).plusSeconds(304).toString());
  }

  @Test
  void theOtherModesAreDecided() {
    assertThat(planOf("start-switchover.json").get("decision").asText()).isEqualTo("Drain");
    assertThat(planOf("start-resync.json").at("/refusal/reason").asText()).isEqualTo("NotActive");
    assertThat(planOf("start-abandon.json").at("/refusal/reason").asText())
        .isEqualTo("NothingToAbandon");
    assertThat(planOf("start-dry-run.json").get("dryRun").asBoolean()).isTrue();
  }

  @Test
  void anApprovalIsAskedForWhereTheStackSaysSo() {
    stack.environment.put("APPROVAL_REQUIRED", "true");
    assertThat(planOf("start-failover.json").get("needsApproval").asBoolean()).isTrue();
    stack.active(2, Y, T0);
    assertThat(planOf("start-failover.json").get("needsApproval").asBoolean()).isFalse();
  }

  @Test
  void anUnknownStreamIsNotRegistered() {
    JsonNode plan = plan(event("start-failover.json").replace("orders", "invoices"));
    assertThat(plan.at("/refusal/reason").asText()).isEqualTo("NotRegistered");
    assertThat(plan.at("/refusal/message").asText()).contains("invoices");
  }
}
