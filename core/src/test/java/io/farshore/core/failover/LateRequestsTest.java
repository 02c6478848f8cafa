package io.farshore.core.failover;

import static io.farshore.core.failover.Given.P1;
import static io.farshore.core.failover.Given.T0;
import static io.farshore.core.failover.Given.X;
import static io.farshore.core.failover.Given.Y;
import static io.farshore.core.failover.Given.active;
import static io.farshore.core.failover.Given.at;
import static io.farshore.core.failover.Given.fencing;
import static io.farshore.core.failover.Given.id;
import static io.farshore.core.failover.Given.writing;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Late requests:")
class LateRequestsTest {

  private final LateRequests late = new LateRequests(Duration.ofSeconds(4), Duration.ofMinutes(5));

  private java.util.Optional<java.time.Instant> until(
      List<ProducerReport> reports, Epoch... epochs) {
    return late.until(Epochs.of(List.of(epochs)), new LatestReports(reports), Y, 9, at(1000));
  }

  @Test
  void aRegionThatWasNeverActiveHasNone() {
    assertThat(until(List.of(), active(1, X, T0))).isEmpty();
    assertThat(until(List.of(), active(1, X, T0), fencing(2, Y, T0))).isEmpty();
  }

  @Test
  void theyEndALeaseAndTheWindowAfterTheRegionWasLeft() {
    assertThat(until(List.of(), active(1, Y, T0), active(2, X, at(500)))).contains(at(804));
  }

  @Test
  void aCompletedDrainLeavesNone() {
    Epoch drained = Given.epoch(2, X, Phase.ACTIVE, at(500), true);
    assertThat(until(List.of(), active(1, Y, T0), drained)).isEmpty();
  }

  @Test
  void aProducerThatWasSeenInTheOldEpochAfterTheFenceCounts() {
    List<ProducerReport> reports = List.of(writing(P1, id(1, Y), at(600)));
    assertThat(until(reports, active(1, Y, T0), active(2, X, at(500)))).contains(at(904));
  }

  @Test
  void anEpochThatNothingHasEndedYetIsLeftNow() {
    assertThat(until(List.of(), active(3, Y, T0))).contains(at(1304));
  }

  @Test
  void reportsOfStoppedProducersDoNotPushTheEndAwayOnceTheRegionHasFenced() {
    // They follow the old epoch, and say so, for as long as the new one is not open.
    List<ProducerReport> reports = List.of(writing(P1, id(1, Y), at(990)));
    assertThat(until(reports, active(1, Y, T0), fencing(2, Y, at(500)))).contains(at(804));
    assertThat(until(reports, active(1, Y, T0), fencing(2, X, at(400)), fencing(3, Y, at(500))))
        .contains(at(804));
  }
}
