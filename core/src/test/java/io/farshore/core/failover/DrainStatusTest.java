package io.farshore.core.failover;

import static io.farshore.core.failover.Given.P1;
import static io.farshore.core.failover.Given.P2;
import static io.farshore.core.failover.Given.SHARD;
import static io.farshore.core.failover.Given.T0;
import static io.farshore.core.failover.Given.X;
import static io.farshore.core.failover.Given.Y;
import static io.farshore.core.failover.Given.active;
import static io.farshore.core.failover.Given.at;
import static io.farshore.core.failover.Given.checkpoint;
import static io.farshore.core.failover.Given.draining;
import static io.farshore.core.failover.Given.fencing;
import static io.farshore.core.failover.Given.id;
import static io.farshore.core.failover.Given.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Drain:")
class DrainStatusTest {

  private static final Instant NOW = at(20);
  private static final Watermark END = Watermark.at(at(9), "end");

  private final List<Epoch> epochs =
      new ArrayList<>(List.of(active(1, X, T0), draining(2, Y, at(60))));
  private final List<ProducerReport> reports = new ArrayList<>();
  private final List<ShardCheckpoint> items = new ArrayList<>();
  private boolean copied = true;
  private boolean producersReport = true;

  private DrainStatus status() {
    return status(NOW);
  }

  private DrainStatus status(Instant now) {
    return DrainStatus.of(
        id(2, Y),
        Epochs.of(epochs),
        new LatestReports(reports),
        items.isEmpty() ? Map.of() : Map.of(SHARD, items.get(0)),
        new DrainStatus.Rules(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofSeconds(2),
            copied,
            producersReport),
        now);
  }

  private void copiedTo(Watermark watermark) {
    items.add(checkpoint(SHARD, 1, Map.of(P1, new TakenWatermark(watermark, NOW)), NOW));
  }

  private void reported(ProducerPhase phase) {
    reports.add(report(P1, id(1, X), phase, END, NOW));
  }

  @Test
  void itIsDrainedWhenEveryLiveProducerIsAndAllIsCopied() {
    reported(ProducerPhase.DRAINED);
    copiedTo(END);
    assertThat(status()).isEqualTo(new DrainStatus.Drained(true));
  }

  @Test
  void aProducerThatStillFlushesIsWaitedFor() {
    reported(ProducerPhase.FLUSHING);
    copiedTo(END);
    assertThat(status()).isInstanceOf(DrainStatus.Draining.class);
    assertThat(((DrainStatus.Draining) status()).waitingFor().get(0)).contains("p1 is FLUSHING");
  }

  @Test
  @DisplayName("what a producer said before the drain began is of an earlier one, and counts not")
  void aReportOfAnAbandonedDrainDoesNotCount() {
    Instant before = epochs.get(1).createdAt().minusMillis(1);
    reports.add(report(P1, id(1, X), ProducerPhase.DRAINED, END, before));
    copiedTo(END);
    assertThat(status(before.plusSeconds(1))).isInstanceOf(DrainStatus.Draining.class);
  }

  @Test
  void aLastHeartbeatThatIsNotCopiedIsWaitedFor() {
    reported(ProducerPhase.DRAINED);
    copiedTo(Watermark.at(at(8), "before"));
    assertThat(status()).isInstanceOf(DrainStatus.Draining.class);
    copied = false;
    assertThat(status()).isInstanceOf(DrainStatus.Drained.class);
  }

  @Test
  void aProducerInAnotherEpochIsWaitedFor() {
    reports.add(report(P1, id(3, X), ProducerPhase.DRAINED, END, NOW));
    copiedTo(END);
    assertThat(status()).isInstanceOf(DrainStatus.Draining.class);
  }

  @Test
  void aSilentProducerIsNotWaitedForButItsRequestsMayBeOnTheirWay() {
    reported(ProducerPhase.DRAINED);
    copiedTo(END);
    reports.add(report(P2, id(1, X), ProducerPhase.WRITING, END, NOW.minusSeconds(6)));
    assertThat(status()).isEqualTo(new DrainStatus.Drained(false));
  }

  @Test
  void oneThatWasSilentForLongerThanARequestCanLiveLeavesTheDrainComplete() {
    reports.add(report(P2, id(1, X), ProducerPhase.WRITING, END, NOW.minusSeconds(305)));
    assertThat(status()).isEqualTo(new DrainStatus.Drained(true));
  }

  @Test
  void aProducerThatHasEndedIsNotWaitedFor() {
    reports.add(report(P2, id(1, X), ProducerPhase.STOPPED, END, NOW));
    assertThat(status()).isEqualTo(new DrainStatus.Drained(true));
  }

  @Test
  void aRequestWithoutAnAnswerMayBeAppliedLateAlthoughItWasSentAgain() {
    reports.add(doubtful(NOW.minusSeconds(299)));
    copiedTo(END);
    assertThat(status()).isEqualTo(new DrainStatus.Drained(false));
    reports.set(reports.size() - 1, doubtful(NOW.minusSeconds(300)));
    assertThat(status()).isEqualTo(new DrainStatus.Drained(true));
  }

  private static ProducerReport doubtful(Instant unansweredAt) {
    ProducerReport sure = report(P1, id(1, X), ProducerPhase.DRAINED, END, NOW);
    return new ProducerReport(
        sure.producer(),
        sure.epoch(),
        sure.phase(),
        sure.lowWatermark(),
        sure.start(),
        sure.reportedAt(),
        sure.reaches(),
        sure.acknowledged(),
        sure.acknowledgedAt(),
        Optional.of(unansweredAt),
        Optional.empty());
  }

  @Test
  void foreignProducersNeverDrainCompletely() {
    producersReport = false;
    assertThat(status()).isEqualTo(new DrainStatus.Drained(false));
  }

  @Test
  @DisplayName("near the deadline nothing counts as drained: producers go by their own clocks")
  void theDeadlineEndsIt() {
    reported(ProducerPhase.DRAINED);
    copiedTo(END);
    assertThat(status(at(58))).isEqualTo(new DrainStatus.PastDeadline());
  }

  @Test
  void whoeverMovesTheEpochEndsIt() {
    epochs.set(1, fencing(2, Y, NOW));
    assertThat(status()).isEqualTo(new DrainStatus.Moved(Phase.FENCING));
    epochs.set(1, Given.epoch(2, Y, Phase.ABANDONED, NOW, false));
    assertThat(status()).isEqualTo(new DrainStatus.Moved(Phase.ABANDONED));
  }

  @Test
  void aLaterEpochInForceSupersedesIt() {
    epochs.add(fencing(3, X, NOW));
    assertThat(status()).isEqualTo(new DrainStatus.Superseded(id(3, X)));
  }
}
