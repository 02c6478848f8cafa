package io.farshore.core.replication;

import static io.farshore.core.replication.TwoRegions.SHARD;
import static io.farshore.core.replication.TwoRegions.STREAM;
import static io.farshore.core.replication.TwoRegions.X;
import static io.farshore.core.replication.TwoRegions.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Phase;
import io.farshore.core.lease.ControlRecordsDisagree;
import io.farshore.core.lease.Fenced;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.testing.Fault;
import io.farshore.core.write.NotAcknowledged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Unknown is not inactive (guarantee E): no batch is acknowledged")
class UnknownIsNotAcknowledgedTest {

  private final TwoRegions regions = new TwoRegions(1);
  private SourceBatch batch;

  @BeforeEach
  void oneChange() {
    regions.change("skipped", "2026-01-01T00:00:00Z");
    regions.openEpoch(5);
    var marker = regions.source.records(SHARD).get(1).sequenceNumber();
    regions.change("a", "2026-01-01T00:00:00Z");
    batch = regions.batchAfter(SHARD, marker);
  }

  private void assertFails(Class<? extends RuntimeException> failure) {
    assertThatThrownBy(() -> regions.replicate(batch)).isInstanceOf(failure);
    assertThat(regions.checkpointsY.now(STREAM, X)).isEmpty();
  }

  private void assertNothingSent() {
    assertThat(regions.target.faults().calls("put")).isZero();
  }

  @Test
  @DisplayName("active-Region table: no answer (source)")
  void sourceEpochs() {
    regions.epochsX.faults().all(Fault.UNREACHABLE);
    assertFails(ReplicaUnavailable.class);
    assertNothingSent();
  }

  @Test
  @DisplayName("active-Region table: no answer (target)")
  void targetEpochs() {
    regions.epochsY.faults().all(Fault.UNREACHABLE);
    assertFails(ReplicaUnavailable.class);
    assertNothingSent();
  }

  @Test
  @DisplayName("checkpoint table: read has no answer (target)")
  void checkpointRead() {
    regions.checkpointsY.faults().by(call -> only("shard", call));
    assertFails(ReplicaUnavailable.class);
    assertNothingSent();
  }

  @Test
  @DisplayName("checkpoint table: write has no answer, not applied (target)")
  void checkpointWrite() {
    regions.checkpointsY.faults().by(call -> only("advance", call));
    assertFails(ReplicaUnavailable.class);
  }

  @Test
  @DisplayName("checkpoint table: write applied, answer lost (target)")
  void checkpointWriteAnswerLost() {
    regions
        .checkpointsY
        .faults()
        .by(call -> call.equals("advance") ? Fault.ANSWER_LOST : Fault.NONE);
    assertThatThrownBy(() -> regions.replicate(batch)).isInstanceOf(ReplicaUnavailable.class);
  }

  @Test
  @DisplayName("checkpoint table: no answer (source) - it is not needed")
  void sourceCheckpointsAreNotNeeded() {
    regions.checkpointsX.faults().all(Fault.UNREACHABLE);
    assertThat(regions.copied(batch).firstNotCopied()).isEmpty();
    assertThat(regions.checkpointsX.faults().calls()).isZero();
  }

  @Test
  @DisplayName("stream: no answer (target)")
  void targetStream() {
    regions.target.faults().all(Fault.UNREACHABLE);
    assertFails(NotAcknowledged.class);
  }

  @Test
  @DisplayName("stream: applied, answer lost (target)")
  void targetStreamAnswerLost() {
    regions.target.faults().all(Fault.ANSWER_LOST);
    assertFails(NotAcknowledged.class);
  }

  @Test
  @DisplayName("stream: the listing has no answer (source), for a shard born in the epoch")
  void sourceStream() {
    String child = regions.source.split(SHARD).get(0);
    regions.source.faults().all(Fault.UNREACHABLE);
    while (regions.source.records(child).isEmpty()) {
      regions.change("key" + regions.source.records().size(), "2026-01-01T00:00:00Z");
    }
    batch = regions.batch(child);
    assertFails(RegionalStream.CallFailed.class);
    assertNothingSent();
  }

  @Test
  @DisplayName("replicas disagree: the target has not heard of the epoch")
  void targetIsBehind() {
    regions.epochsY.remove(STREAM, new EpochId(5, X));
    regions.epochsY.put(STREAM, regions.epoch(4, Y, Phase.ACTIVE, Map.of()));
    assertFails(ControlRecordsDisagree.class);
    assertNothingSent();
  }

  @Test
  @DisplayName("replicas disagree: the target knows of no epoch at all")
  void targetKnowsNothing() {
    regions.epochsY.remove(STREAM, new EpochId(5, X));
    assertFails(ControlRecordsDisagree.class);
    assertNothingSent();
  }

  @Test
  @DisplayName("replicas disagree: a later epoch is in force in the target")
  void fenced() {
    regions.epochsY.put(STREAM, regions.epoch(6, Y, Phase.FENCING, Map.of()));
    assertFails(Fenced.class);
    assertNothingSent();
  }

  @Test
  @DisplayName("replicas disagree: the checkpoint is of a later epoch")
  void checkpointIsAhead() {
    regions.checkpointsY.put(
        STREAM,
        X,
        new ShardCheckpoint(
            SHARD,
            7,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            regions.loop.wallTime(),
            Optional.empty(),
            List.of(),
            false));
    assertThatThrownBy(() -> regions.replicate(batch)).isInstanceOf(CheckpointIsAhead.class);
    assertNothingSent();
  }

  @Test
  @DisplayName("no epoch is known in the source")
  void noEpoch() {
    regions.epochsX.remove(STREAM, new EpochId(5, X));
    assertFails(NoEpoch.class);
    assertNothingSent();
  }

  @Test
  @DisplayName("only an epoch that is being prepared is known in the source")
  void onlyDraining() {
    regions.epochsX.remove(STREAM, new EpochId(5, X));
    regions.epochsX.put(STREAM, regions.epoch(1, Y, Phase.DRAINING, Map.of()));
    assertFails(NoEpoch.class);
  }

  @Test
  @DisplayName("the source's own epoch is FENCING")
  void fencing() {
    regions.epochsX.put(STREAM, regions.epoch(6, X, Phase.FENCING, Map.of()));
    regions.epochsY.put(STREAM, regions.epoch(6, X, Phase.FENCING, Map.of()));
    assertFails(EpochIsFencing.class);
    assertNothingSent();
  }

  @Test
  @DisplayName("the target's lease can't be renewed while nothing is copied")
  void leaseEnds() {
    regions.lease = Duration.ofSeconds(2);
    regions.target.faults().all(Fault.UNREACHABLE);
    regions.epochsY.faults().next(Fault.NONE);
    regions.epochsY.faults().all(Fault.UNREACHABLE);
    assertFails(ReplicaUnavailable.class);
  }

  private static Fault only(String method, String call) {
    return call.equals(method) ? Fault.UNREACHABLE : Fault.NONE;
  }
}
