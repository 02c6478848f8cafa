package io.farshore.functions.probe;

import static io.farshore.functions.testing.StackInMemory.T0;
import static io.farshore.functions.testing.StackInMemory.X;
import static io.farshore.functions.testing.StackInMemory.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.testing.Fault;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.probe.HealthCheckers.Status;
import io.farshore.functions.testing.StackInMemory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HealthProbeTest {

  private final StackInMemory stack = new StackInMemory();
  private HealthCheckers checkers =
      () -> CompletableFuture.completedFuture(List.of(new Status(16, 0)));

  private JsonNode confirm() {
    return stack.invoke(
        new HealthProbe(stack.stack(), checkers), "steps/health-probe-confirm.json");
  }

  private void scheduled() {
    stack.invoke(new HealthProbe(stack.stack(), checkers), "steps/health-probe-scheduled.json");
  }

  private void loseX() {
    stack.epochsX.faults().all(Fault.UNREACHABLE);
    stack.streamX.faults().all(Fault.UNREACHABLE);
  }

  private static String finding(JsonNode output, String point) {
    for (JsonNode each : output.get("points")) {
      if (each.get("name").asText().equals(point)) {
        return each.get("finding").asText();
      }
    }
    throw new AssertionError("There is no vantage point " + point);
  }

  @Test
  void aHealthyPeerIsSeenHealthyFromEverywhere() {
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    stack.copied(T0);
    JsonNode seen = confirm();
    assertThat(seen.get("impaired").asBoolean()).isFalse();
    assertThat(seen.get("points"))
        .extracting(p -> p.get("finding").asText())
        .containsOnly("healthy");
  }

  @Test
  void aLostPeerIsImpaired() {
    loseX();
    stack.reported(1, X, ProducerPhase.PAUSED, Y);
    checkers = () -> CompletableFuture.completedFuture(List.of(new Status(16, 9)));
    JsonNode seen = confirm();
    assertThat(seen.get("impaired").asBoolean()).isTrue();
    assertThat(seen.get("points"))
        .extracting(p -> p.get("finding").asText())
        .containsOnly("impaired");
  }

  @Test
  void whenOnlyTheLinkIsCutTheStandbysOwnViewStandsAlone() {
    loseX();
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    JsonNode seen = confirm();
    assertThat(finding(seen, "standby")).isEqualTo("impaired");
    assertThat(finding(seen, "producers")).isEqualTo("healthy");
    assertThat(seen.get("impaired").asBoolean()).isFalse();
  }

  @Test
  void vantagePointsThatAreSilentAreUnknown() {
    loseX();
    stack.reported(1, X, ProducerPhase.WRITING, Y);
    stack.loop.advance(Duration.ofSeconds(6));
    checkers = () -> CompletableFuture.failedFuture(new IllegalStateException("no answer"));
    JsonNode seen = confirm();
    assertThat(finding(seen, "producers")).isEqualTo("unknown");
    assertThat(finding(seen, "route53")).isEqualTo("unknown");
    assertThat(seen.get("impaired").asBoolean()).isFalse();
  }

  @Test
  void withoutAHealthCheckTheirPointIsUnknown() {
    checkers = () -> CompletableFuture.completedFuture(List.of());
    assertThat(finding(confirm(), "route53")).isEqualTo("unknown");
  }

  @Test
  void oneServiceThatFailsIsAnImpairedView() {
    stack.streamX.faults().all(Fault.UNREACHABLE);
    JsonNode seen = confirm();
    assertThat(finding(seen, "standby")).isEqualTo("impaired");
    assertThat(seen.at("/points/0/detail").asText())
        .isEqualTo("Kinesis of us-east-1 do not answer");
  }

  @Test
  void heartbeatsThatNoLongerArriveAreAnImpairedViewWhileProducersWrite() {
    stack.copied(T0);
    stack.loop.advance(Duration.ofSeconds(20));
    assertThat(finding(confirm(), "standby")).isEqualTo("healthy");
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    assertThat(finding(confirm(), "standby")).isEqualTo("impaired");
  }

  @Test
  void thereIsNothingToLeaveWhileThisRegionIsActive() {
    stack.active(2, Y, T0);
    loseX();
    checkers = () -> CompletableFuture.completedFuture(List.of(new Status(16, 16)));
    assertThat(confirm().get("impaired").asBoolean()).isFalse();
    runFor(3);
    assertThat(stack.metric("StandbyViewImpaired")).containsOnly(0.0);
  }

  private void runFor(int looks) {
    int[] left = {looks};
    stack.remainingMillis = () -> --left[0] <= 0 ? 0 : 60_000;
    scheduled();
  }

  @Test
  void scheduledItLooksOnceASecondUntilItsTimeIsNearlyOver() {
    stack.remainingMillis =
        () -> 10_000 - (int) Duration.between(T0, stack.loop.wallTime()).toMillis();
    stack.copied(T0);
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    scheduled();
    assertThat(stack.metric("StandbyViewImpaired")).hasSize(8).containsOnly(0.0);
    assertThat(stack.metric("WatermarkAgeSeconds").get(0)).isGreaterThan(4.0);
    assertThat(stack.metric("ReplicationLagSeconds").get(0)).isEqualTo(7.0);
    assertThat(stack.log.get(0)).contains("\"StorageResolution\":1");
    assertThat(Duration.between(T0, stack.loop.wallTime())).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void aRegionClaimsToBeActiveUntilProducersFollowALaterEpoch() {
    runFor(1);
    assertThat(stack.metric("RegionActive")).containsOnly(0.0);
    stack.log.clear();
    stack.active(2, Y, T0);
    runFor(1);
    assertThat(stack.metric("RegionActive")).containsOnly(1.0);
    stack.log.clear();
    stack.reported(3, X, ProducerPhase.WRITING, X, Y);
    runFor(1);
    assertThat(stack.metric("RegionActive")).containsOnly(0.0);
  }

  @Test
  void theMetricsOfALossAreOnes() {
    loseX();
    stack.reported(1, X, ProducerPhase.PAUSED, Y);
    runFor(2);
    assertThat(stack.metric("StandbyViewImpaired")).hasSize(2).containsOnly(1.0);
    assertThat(stack.metric("ActiveRegionImpaired")).containsOnly(1.0);
  }

  @Test
  void whatIsUnknownIsNotWrittenAsAMetric() {
    stack.epochsY.faults().all(Fault.UNREACHABLE);
    runFor(1);
    assertThat(stack.metric("StandbyViewImpaired")).isEmpty();
    assertThat(stack.metric("StandbyLatency")).hasSize(1);
  }

  @Test
  void otherModesAndRegionsAreRefused() {
    HealthProbe probe = new HealthProbe(stack.stack(), checkers);
    assertThatThrownBy(() -> stack.invokeWith(probe, "{\"mode\":\"look\"}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("mode ");
    assertThatThrownBy(
            () -> stack.invokeWith(probe, "{\"mode\":\"confirm\",\"region\":\"eu-west-1\"}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("region ");
  }
}
