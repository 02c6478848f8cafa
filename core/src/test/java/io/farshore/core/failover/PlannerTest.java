package io.farshore.core.failover;

import static io.farshore.core.failover.Given.ORDERS;
import static io.farshore.core.failover.Given.P1;
import static io.farshore.core.failover.Given.T0;
import static io.farshore.core.failover.Given.X;
import static io.farshore.core.failover.Given.Y;
import static io.farshore.core.failover.Given.active;
import static io.farshore.core.failover.Given.at;
import static io.farshore.core.failover.Given.byAlarm;
import static io.farshore.core.failover.Given.byHand;
import static io.farshore.core.failover.Given.draining;
import static io.farshore.core.failover.Given.fencing;
import static io.farshore.core.failover.Given.id;
import static io.farshore.core.failover.Given.writing;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.failover.Refusal.Reason;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Plan:")
class PlannerTest {

  private static final Instant NOW = at(100_000);

  private final Planner planner = new Planner(Y, X, Duration.ofMinutes(15));
  private List<ProducerReport> reports = List.of();
  private StreamSettings settings = StreamSettings.NONE;
  private Map<ProducerId, Watermark> watermarks = Map.of();

  private Plan plan(FailoverRequest request, Epoch... epochs) {
    return planner.plan(
        request,
        new Planner.View(
            Epochs.of(List.of(epochs)), new LatestReports(reports), settings, watermarks, NOW));
  }

  private Reason refusal(FailoverRequest request, Epoch... epochs) {
    Plan plan = plan(request, epochs);
    assertThat(plan).isInstanceOf(Plan.Refused.class);
    Refusal refusal = ((Plan.Refused) plan).refusal();
    assertThat(refusal.message()).isNotBlank();
    return refusal.reason();
  }

  private static FailoverRequest to(Region target) {
    return new FailoverRequest(
        ORDERS, target, Mode.FAILOVER, false, Map.of(), Optional.empty(), Trigger.BY_HAND);
  }

  @Test
  void theNextEpochIsOneAboveTheOneInForce() {
    Epoch first = active(1, X, T0);
    assertThat(plan(byAlarm(), first)).isEqualTo(new Plan.Fence(id(2, Y), first));
  }

  @Test
  @DisplayName("the number is above the highest of any phase, abandoned ones included")
  void theNumberIsAboveAbandonedOnes() {
    Epoch first = active(1, X, T0);
    Epoch abandoned = Given.epoch(2, Y, Phase.ABANDONED, T0, false);
    assertThat(plan(byHand(Mode.FAILOVER), first, abandoned))
        .isEqualTo(new Plan.Fence(id(3, Y), first));
  }

  @Test
  void byHandItGoesAboveAnEpochThatOnlyProducersKnow() {
    reports = List.of(writing(P1, id(7, X), NOW));
    Epoch own = active(1, Y, T0);
    assertThat(plan(byHand(Mode.FAILOVER), own)).isEqualTo(new Plan.Fence(id(8, Y), own));
  }

  /** Its maker may be gone: else they would wait for it for ever. */
  @Test
  void byHandItGoesAboveAnEpochThatProducersOnlyHaveStoppedFor() {
    reports = List.of(Given.stoppedFor(P1, id(1, Y), id(2, X), NOW));
    Epoch own = active(1, Y, T0);
    assertThat(plan(byHand(Mode.FAILOVER), own)).isEqualTo(new Plan.Fence(id(3, Y), own));
  }

  @Test
  void anAutomaticStartRefusesAnEpochThatOnlyProducersKnow() {
    reports = List.of(writing(P1, id(2, X), NOW));
    assertThat(refusal(byAlarm(), active(1, Y, T0))).isEqualTo(Reason.EPOCH_UNKNOWN_HERE);
  }

  @Test
  void anEpochThatIsKnownOnlyAsDrainingCountsAsUnknownWhenProducersFollowIt() {
    reports = List.of(writing(P1, id(2, X), NOW));
    assertThat(refusal(byAlarm(), active(1, Y, T0), draining(2, X, at(60))))
        .isEqualTo(Reason.EPOCH_UNKNOWN_HERE);
  }

  @Test
  @DisplayName("an epoch below the one in force that only an old report names is not gone above")
  void anEarlierEpochThatWasNeverHeardMeansNothing() {
    reports = List.of(writing(P1, id(2, X), NOW));
    Epoch own = active(3, Y, T0);
    assertThat(plan(byHand(Mode.FAILOVER), active(1, Y, T0), own))
        .isEqualTo(new Plan.AlreadyActive(own.id()));
  }

  @Test
  void itsOwnActiveEpochIsSuccessWithoutDoingAnything() {
    assertThat(plan(byAlarm(), active(1, X, T0), active(2, Y, T0)))
        .isEqualTo(new Plan.AlreadyActive(id(2, Y)));
    assertThat(plan(byHand(Mode.SWITCHOVER), active(2, Y, T0)))
        .isEqualTo(new Plan.AlreadyActive(id(2, Y)));
  }

  @Test
  void itsOwnFencingEpochIsGoneOnWithEvenWhilePausedAndInTheCooldown() {
    settings = new StreamSettings(true, Optional.empty(), Optional.empty(), Optional.empty());
    Epoch first = active(1, X, T0);
    assertThat(plan(byAlarm(), first, fencing(2, Y, NOW.minusSeconds(1))))
        .isEqualTo(new Plan.Resume(id(2, Y), Optional.of(first)));
  }

  @Test
  void aPauseRefusesAutomaticStartsOnly() {
    settings =
        new StreamSettings(true, Optional.of("eve"), Optional.of("a release"), Optional.empty());
    assertThat(refusal(byAlarm(), active(1, X, T0))).isEqualTo(Reason.PAUSED);
    assertThat(plan(byHand(Mode.FAILOVER), active(1, X, T0))).isInstanceOf(Plan.Fence.class);
  }

  @Test
  void theCooldownRefusesAutomaticStartsOnly() {
    Epoch moved = active(2, X, NOW.minusSeconds(899));
    assertThat(refusal(byAlarm(), moved)).isEqualTo(Reason.COOLDOWN);
    assertThat(plan(byHand(Mode.FAILOVER), moved)).isInstanceOf(Plan.Fence.class);
    assertThat(plan(byAlarm(), active(2, X, NOW.minusSeconds(900)))).isInstanceOf(Plan.Fence.class);
  }

  @Test
  void theFirstEpochIsNoMove() {
    assertThat(plan(byAlarm(), active(1, X, NOW))).isInstanceOf(Plan.Fence.class);
  }

  @Test
  void aFailoverTakesItsOwnDrainingEpochIntoForce() {
    Epoch first = active(1, X, T0);
    assertThat(plan(byAlarm(), first, draining(2, Y, at(1))))
        .isEqualTo(new Plan.RaiseDraining(id(2, Y), first));
  }

  @Test
  void aDrainingEpochBelowOneThatProducersFollowIsNotTakenIntoForce() {
    reports = List.of(writing(P1, id(5, X), NOW));
    Epoch first = active(1, X, T0);
    assertThat(plan(byHand(Mode.FAILOVER), first, draining(2, Y, at(1))))
        .isEqualTo(new Plan.Fence(id(6, Y), first));
  }

  @Test
  void aSwitchoverDrains() {
    Epoch first = active(1, X, T0);
    assertThat(plan(byHand(Mode.SWITCHOVER), first)).isEqualTo(new Plan.Drain(id(2, Y), first));
  }

  @Test
  void aSwitchoverGoesOnWithADrainWhoseDeadlineIsAhead() {
    Epoch first = active(1, X, T0);
    assertThat(plan(byHand(Mode.SWITCHOVER), first, draining(2, Y, NOW.plusSeconds(10))))
        .isEqualTo(new Plan.AwaitDrain(id(2, Y), first));
    assertThat(plan(byHand(Mode.SWITCHOVER), first, draining(2, Y, NOW)))
        .isEqualTo(new Plan.Drain(id(3, Y), first));
  }

  @Test
  void aSwitchoverNeedsThePeerToBeActive() {
    assertThat(refusal(byHand(Mode.SWITCHOVER), fencing(2, X, NOW))).isEqualTo(Reason.NOT_ACTIVE);
  }

  @Test
  void aResyncNeedsItsOwnRegionToBeActiveAndMakesANewEpochThere() {
    assertThat(refusal(byHand(Mode.RESYNC), active(1, X, T0))).isEqualTo(Reason.NOT_ACTIVE);
    Epoch own = active(4, Y, T0);
    assertThat(plan(byHand(Mode.RESYNC), own)).isEqualTo(new Plan.Drain(id(5, Y), own));
  }

  @Test
  void anAbandonTakesBackADrainAndNothingElse() {
    assertThat(plan(byHand(Mode.ABANDON), active(1, X, T0), draining(2, Y, at(60))))
        .isEqualTo(new Plan.Abandon(id(2, Y)));
    assertThat(refusal(byHand(Mode.ABANDON), active(1, X, T0)))
        .isEqualTo(Reason.NOTHING_TO_ABANDON);
  }

  @Test
  void otherRegionsAreRefused() {
    assertThat(refusal(to(X), active(1, X, T0))).isEqualTo(Reason.WRONG_REGION);
    assertThat(refusal(to(new Region("eu-west-1")), active(1, X, T0)))
        .isEqualTo(Reason.THIRD_REGION);
    assertThat(refusal(to(Y), active(1, new Region("eu-west-1"), T0)))
        .isEqualTo(Reason.THIRD_REGION);
  }

  @Test
  void aStreamWithoutAnEpochIsNotRegistered() {
    assertThat(refusal(byAlarm())).isEqualTo(Reason.NOT_REGISTERED);
  }

  @Test
  void aResumePointByHandMayOnlyLowerTheWatermark() {
    watermarks = Map.of(P1, Watermark.at(at(50)));
    assertThat(plan(withPoint(Watermark.at(at(49))), active(1, X, T0)))
        .isInstanceOf(Plan.Fence.class);
    assertThat(plan(withPoint(Watermark.START), active(1, X, T0))).isInstanceOf(Plan.Fence.class);
    assertThat(refusal(withPoint(Watermark.at(at(51))), active(1, X, T0)))
        .isEqualTo(Reason.RESUME_POINT_ABOVE_WATERMARK);
  }

  @Test
  void aResumePointOfAProducerThatNobodyKnowsIsRefused() {
    assertThat(refusal(withPoint(Watermark.at(T0)), active(1, X, T0)))
        .isEqualTo(Reason.RESUME_POINT_ABOVE_WATERMARK);
  }

  private static FailoverRequest withPoint(Watermark point) {
    return new FailoverRequest(
        ORDERS, Y, Mode.FAILOVER, false, Map.of(P1, point), Optional.empty(), Trigger.BY_HAND);
  }
}
