package io.farshore.core.failover;

import static io.farshore.core.failover.Given.OTHER_SHARD;
import static io.farshore.core.failover.Given.P1;
import static io.farshore.core.failover.Given.P2;
import static io.farshore.core.failover.Given.SHARD;
import static io.farshore.core.failover.Given.T0;
import static io.farshore.core.failover.Given.X;
import static io.farshore.core.failover.Given.active;
import static io.farshore.core.failover.Given.at;
import static io.farshore.core.failover.Given.checkpoint;
import static io.farshore.core.failover.Given.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.stream.SequenceNumber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Read the checkpoint:")
class CheckpointReadingTest {

  private static final Epoch OVER =
      new Epoch(
          id(1, X),
          Phase.ACTIVE,
          Map.of(
              SHARD, new NamedShard.Open(SequenceNumber.of("1"), List.of()),
              OTHER_SHARD, new NamedShard.Open(SequenceNumber.of("1"), List.of())),
          Map.of(P2, Watermark.at(at(3))),
          "a test",
          Optional.empty(),
          T0,
          Optional.of(T0),
          Optional.of(T0),
          Optional.empty(),
          false);

  private static TakenWatermark taken(long timestamp, long sentAt) {
    return new TakenWatermark(Watermark.at(at(timestamp), "pos" + timestamp), at(sentAt));
  }

  private static Standing standing(List<ProducerReport> reports, ShardCheckpoint... items) {
    return CheckpointReading.standing(
        Optional.of(OVER),
        List.of(items).stream()
            .collect(java.util.stream.Collectors.toMap(ShardCheckpoint::shardId, item -> item)),
        new LatestReports(reports),
        at(100));
  }

  private static ProducerReport acknowledged(long count, long lastAt) {
    return Given.report(
        P1, id(1, X), ProducerPhase.WRITING, Watermark.at(at(90), "pos90"), at(lastAt));
  }

  @Test
  void theWatermarkIsTheLowestOverTheShards() {
    Standing standing =
        standing(
            List.of(),
            checkpoint(SHARD, 1, Map.of(P1, taken(40, 60)), at(95)),
            checkpoint(OTHER_SHARD, 1, Map.of(P1, taken(50, 61)), at(96)));
    assertThat(standing.watermarks())
        .containsEntry(P1, Watermark.at(at(40), "pos40"))
        .containsEntry(P2, Watermark.at(at(3)));
  }

  @Test
  void aProducerIsKnownByItsReportAloneAndStartsWhereItsLogBegan() {
    assertThat(standing(List.of(acknowledged(100, 90))).watermarks())
        .containsEntry(P1, Watermark.START);
  }

  @Test
  void withoutAnOpeningHeardEveryKnownProducerStartsAtItsBeginning() {
    Standing standing =
        CheckpointReading.standing(
            Optional.empty(), Map.of(), new LatestReports(List.of(acknowledged(1, 1))), at(1));
    assertThat(standing.resumeFrom(Map.of())).isEqualTo(Map.of(P1, Watermark.START));
  }

  @Test
  void aPointByHandLowersAndNeverRaises() {
    Standing standing =
        standing(
            List.of(),
            checkpoint(SHARD, 1, Map.of(P1, taken(40, 60)), at(95)),
            checkpoint(OTHER_SHARD, 1, Map.of(P1, taken(40, 61)), at(96)));
    assertThat(standing.resumeFrom(Map.of(P1, Watermark.at(at(39)))))
        .containsEntry(P1, Watermark.at(at(39)));
    assertThat(standing.resumeFrom(Map.of(P1, Watermark.at(at(41)))))
        .containsEntry(P1, Watermark.at(at(40), "pos40"));
  }

  @Test
  @DisplayName("exposure: from the oldest heartbeat copied to the last acknowledgement")
  void exposureIsTime() {
    Standing standing =
        standing(
            List.of(acknowledged(100, 90)),
            checkpoint(SHARD, 1, Map.of(P1, taken(40, 60)), at(95)),
            checkpoint(OTHER_SHARD, 1, Map.of(P1, taken(50, 61)), at(96)));
    ProducerStanding p1 = standing.producers().get(P1);
    assertThat(p1.exposure()).contains(Duration.ofSeconds(30));
    assertThat(p1.exposedChanges(Optional.of(OVER))).hasValue(34);
  }

  @Test
  void nothingIsExposedWhereTheWatermarkIsAllThatWasAcknowledged() {
    Standing standing =
        standing(
            List.of(acknowledged(100, 99)),
            checkpoint(SHARD, 1, Map.of(P1, taken(90, 60)), at(95)),
            checkpoint(OTHER_SHARD, 1, Map.of(P1, taken(90, 61)), at(96)));
    assertThat(standing.producers().get(P1).exposure()).contains(Duration.ZERO);
    assertThat(standing.producers().get(P1).exposedChanges(Optional.of(OVER))).hasValue(0);
  }

  @Test
  void exposureIsUnknownWhereAProducerIsAheadAndDoesNotSaySinceWhen() {
    ProducerReport restarted =
        new ProducerReport(
            P1,
            id(1, X),
            ProducerPhase.PAUSED,
            Watermark.at(at(90), "pos90"),
            Watermark.START,
            at(99),
            java.util.Set.of(),
            0,
            Optional.empty());
    Standing behind =
        standing(
            List.of(restarted),
            checkpoint(SHARD, 1, Map.of(P1, taken(40, 60)), at(95)),
            checkpoint(OTHER_SHARD, 1, Map.of(P1, taken(50, 61)), at(96)));
    assertThat(behind.producers().get(P1).exposure()).isEmpty();
  }

  @Test
  void exposureIsUnknownWhereAShardHasTakenNoHeartbeatInThisEpoch() {
    Standing standing =
        standing(
            List.of(acknowledged(100, 90)),
            checkpoint(SHARD, 1, Map.of(P1, taken(40, 60)), at(95)),
            checkpoint(OTHER_SHARD, 0, Map.of(P1, taken(50, 61)), at(96)));
    assertThat(standing.producers().get(P1).exposure()).isEmpty();
    assertThat(standing.exposure()).isEmpty();
  }

  @Test
  void lagIsTheAgeOfTheLastRecordCopiedAndUnknownWhereNoneWas() {
    ShardCheckpoint copied = checkpoint(SHARD, 1, Map.of(), at(95));
    assertThat(standing(List.of(), copied).maxLag()).isEmpty();
    assertThat(standing(List.of(), copied, checkpoint(OTHER_SHARD, 1, Map.of(), at(97))).maxLag())
        .contains(Duration.ofSeconds(5));
  }

  @Test
  void theLastOpenedEpochBelowTheNewOneCountsWhoeverOwnedIt() {
    Epochs epochs =
        Epochs.of(List.of(active(1, X, T0), active(2, Given.Y, T0), Given.fencing(3, X, T0)));
    assertThat(CheckpointReading.lastOpened(epochs, Optional.of(3L)).orElseThrow().id())
        .isEqualTo(id(2, Given.Y));
    assertThat(CheckpointReading.lastOpened(epochs, Optional.of(2L)).orElseThrow().id())
        .isEqualTo(id(1, X));
  }

  @Test
  void theWatermarksAgeIsThatOfLiveProducersOnly() {
    ShardCheckpoint[] items = {
      checkpoint(SHARD, 1, Map.of(P1, taken(40, 60)), at(95)),
      checkpoint(OTHER_SHARD, 1, Map.of(P1, taken(50, 61)), at(96))
    };
    assertThat(standing(List.of(acknowledged(1, 98)), items).watermarkAge(Duration.ofSeconds(5)))
        .contains(Duration.ofSeconds(40));
    assertThat(standing(List.of(acknowledged(1, 90)), items).watermarkAge(Duration.ofSeconds(5)))
        .isEmpty();
  }

  @Test
  void aPointByHandOfAProducerThatNobodyKnowsIsTheStartOfItsLog() {
    Standing standing =
        CheckpointReading.standing(Optional.empty(), Map.of(), new LatestReports(List.of()), T0);
    assertThat(standing.resumeFrom(Map.of(P1, Watermark.at(at(7)))))
        .isEqualTo(Map.of(P1, Watermark.START));
  }

  @Test
  @DisplayName("an epoch whose opening was not heard is passed over (2)")
  void anEpochThatIsOnlyFencingIsPassedOver() {
    Epochs epochs = Epochs.of(List.of(Given.active(1, X, T0), Given.fencing(2, Given.Y, at(5))));
    assertThat(CheckpointReading.lastOpened(epochs, Optional.of(3L)).orElseThrow().number())
        .isEqualTo(1);
    assertThat(CheckpointReading.lastOpened(epochs, Optional.empty()).orElseThrow().number())
        .isEqualTo(1);
  }
}
