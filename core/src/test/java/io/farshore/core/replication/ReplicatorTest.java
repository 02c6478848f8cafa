package io.farshore.core.replication;

import static io.farshore.core.replication.TwoRegions.PRODUCER;
import static io.farshore.core.replication.TwoRegions.ROUND_TRIP;
import static io.farshore.core.replication.TwoRegions.SHARD;
import static io.farshore.core.replication.TwoRegions.STREAM;
import static io.farshore.core.replication.TwoRegions.X;
import static io.farshore.core.replication.TwoRegions.Y;
import static io.farshore.core.replication.TwoRegions.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.lease.ControlRecordsDisagree;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.testing.Fault;
import io.farshore.core.testing.VirtualEventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicatorTest {

  private static final Instant T1 = Instant.parse("2026-01-01T00:00:01Z");
  private static final Instant T2 = Instant.parse("2026-01-01T00:00:02Z");

  private final TwoRegions regions = new TwoRegions(1);

  @Test
  void bytes_keys_and_boundaries_are_copied_unchanged() {
    Epoch epoch = regions.openEpoch(1);
    byte[] binary = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2, 0, -1};
    regions.source.append(OutgoingRecord.of("binary", ByteBuffer.wrap(binary)));
    regions.source.append(OutgoingRecord.of("empty", ByteBuffer.allocate(0)));
    regions.source.append(OutgoingRecord.of("ключ", bytes("not json")));

    Outcome.Copied copied = regions.copied(regions.batch(SHARD));

    assertThat(copied.firstNotCopied()).isEmpty();
    assertThat(copied.counts().copied()).isEqualTo(3);
    assertThat(copied.counts().skipped()).as("the marker").isEqualTo(1);
    assertThat(copied.counts().unreadableCommitTimestamps()).isEqualTo(3);
    List<StreamRecord> fromSource = regions.source.records(SHARD);
    assertThat(regions.written().stream().map(r -> r.partitionKey() + r.data()).toList())
        .containsExactlyElementsOf(
            fromSource.subList(1, 4).stream().map(r -> r.partitionKey() + r.data()).toList());
    assertThat(regions.written().get(0).data()).isEqualTo(ByteBuffer.wrap(binary));
    assertThat(epoch.shards()).hasSize(1);
  }

  @Test
  void what_is_at_or_below_the_marker_is_skipped_and_acknowledged() {
    regions.change("old", "2026-01-01T00:00:00Z");
    regions.openEpoch(3);
    regions.change("new", "2026-01-01T00:00:01Z");

    Outcome.Copied copied = regions.copied(regions.batch(SHARD));

    assertThat(regions.written()).extracting(StreamRecord::partitionKey).containsExactly("new");
    assertThat(copied.counts().skipped()).isEqualTo(2);
  }

  @Test
  void a_shard_named_closed_is_skipped_whole() {
    regions.change("old", "2026-01-01T00:00:00Z");
    regions.source.split(SHARD);
    regions.openEpoch(3);

    Outcome.Copied copied = regions.copied(regions.batch(SHARD));

    assertThat(copied.counts().skipped()).isEqualTo(1);
    assertThat(regions.written()).isEmpty();
  }

  @Test
  void records_that_came_from_the_peer_are_acknowledged_without_asking_the_peer() {
    regions.openEpoch(1);
    regions.epochsX.put(STREAM, regions.epoch(2, Y, Phase.ACTIVE, Map.of()));

    Outcome outcome = regions.replicate(regions.batch(SHARD));

    assertThat(outcome).isEqualTo(new Outcome.AcknowledgedAsPeersOwn(new EpochId(2, Y), 1));
    assertThat(regions.epochsY.faults().calls() + regions.checkpointsY.faults().calls()).isZero();
  }

  @Test
  void the_epoch_is_read_after_the_batch_was_received_never_from_a_cache() {
    regions.epochsX.put(STREAM, regions.epoch(2, Y, Phase.ACTIVE, Map.of()));
    Replicator replicator = regions.replicator();
    regions.change("a", "2026-01-01T00:00:00Z");
    SourceBatch first = regions.batch(SHARD);
    regions.loop.await(() -> replicator.replicate(first, Duration.ofMinutes(1)));
    regions.openEpoch(3);
    regions.change("b", "2026-01-01T00:00:01Z");
    SourceBatch second = regions.batch(SHARD);

    regions.loop.await(() -> replicator.replicate(second, Duration.ofMinutes(1)));

    assertThat(regions.written()).extracting(StreamRecord::partitionKey).containsExactly("b");
  }

  @Test
  void a_batch_costs_one_read_of_each_control_item_and_one_write() {
    regions.openEpoch(1);
    regions.change("a", "2026-01-01T00:00:00Z");

    regions.copied(regions.batch(SHARD));

    assertThat(regions.epochsX.faults().calls()).isEqualTo(1);
    assertThat(regions.epochsY.faults().calls()).isEqualTo(1);
    assertThat(regions.checkpointsY.faults().calls("shard")).isEqualTo(1);
    assertThat(regions.checkpointsY.faults().calls("advance")).isEqualTo(1);
    assertThat(regions.checkpointsY.faults().calls()).isEqualTo(2);
    assertThat(regions.source.faults().calls()).isZero();
  }

  @Test
  void ten_thousand_records_over_70_ms_take_under_half_a_second_of_round_trips() {
    regions.openEpoch(1);
    for (int i = 0; i < 10_000; i++) {
      regions.change("key" + i, "2026-01-01T00:00:00Z");
    }

    Outcome.Copied copied = regions.copied(regions.batch(SHARD));

    assertThat(copied.counts().copied()).isEqualTo(10_000);
    assertThat(Duration.between(VirtualEventLoop.START, regions.loop.wallTime()))
        .isLessThanOrEqualTo(ROUND_TRIP.multipliedBy(5));
  }

  @Test
  void the_checkpoint_says_how_far_and_takes_the_heartbeats_of_this_epoch_only() {
    regions.openEpoch(2);
    regions.change("a", "2026-01-01T00:00:05Z");
    regions.heartbeat(2, SHARD, Watermark.at(T1, "17"));
    regions.heartbeat(1, SHARD, Watermark.at(T2, "99"));
    regions.change("b", "2026-01-01T00:00:04Z");

    Outcome.Copied copied = regions.copied(regions.batch(SHARD));

    StreamRecord last = regions.source.records(SHARD).get(4);
    ShardCheckpoint item = regions.checkpoint(SHARD);
    assertThat(item.epoch()).isEqualTo(2);
    assertThat(item.sequenceNumber()).contains(last.sequenceNumber());
    assertThat(item.arrivedAt()).contains(last.arrivedAt());
    assertThat(item.lastReplicatedCommitTimestamp())
        .contains(Instant.parse("2026-01-01T00:00:05Z"));
    assertThat(item.watermarks().get(PRODUCER).watermark()).isEqualTo(Watermark.at(T1, "17"));
    assertThat(copied.counts().heartbeats()).isEqualTo(2);
    assertThat(regions.checkpointsX.now(STREAM, X)).as("never in the source's replica").isEmpty();
  }

  @Test
  void watermarks_of_an_earlier_epoch_are_dropped() {
    regions.openEpoch(1);
    regions.change("a", "2026-01-01T00:00:09Z");
    regions.heartbeat(1, SHARD, Watermark.at(T2, "99"));
    regions.copied(regions.batch(SHARD));
    regions.openEpoch(3);
    regions.change("b", "2026-01-01T00:00:01Z");

    regions.copied(regions.batch(SHARD));

    assertThat(regions.checkpoint(SHARD).epoch()).isEqualTo(3);
    assertThat(regions.checkpoint(SHARD).watermarks()).isEmpty();
    assertThat(regions.checkpoint(SHARD).lastReplicatedCommitTimestamp()).contains(T1);
  }

  @Test
  void watermarks_of_this_epoch_stay_when_a_batch_has_no_heartbeat() {
    regions.openEpoch(1);
    regions.heartbeat(1, SHARD, Watermark.at(T1, "1"));
    regions.copied(regions.batch(SHARD));
    var place = regions.checkpoint(SHARD).sequenceNumber().orElseThrow();
    regions.change("a", "2026-01-01T00:00:01Z");

    regions.copied(regions.batchAfter(SHARD, place));

    assertThat(regions.checkpoint(SHARD).watermarks().get(PRODUCER).watermark())
        .isEqualTo(Watermark.at(T1, "1"));
  }

  @Test
  void a_batch_that_comes_again_is_copied_again_and_the_checkpoint_stays() {
    regions.openEpoch(1);
    regions.change("a", "2026-01-01T00:00:00Z");
    SourceBatch batch = regions.batch(SHARD);
    regions.change("a", "2026-01-01T00:00:01Z");
    regions.copied(regions.batch(SHARD));
    ShardCheckpoint ahead = regions.checkpoint(SHARD);

    assertThat(regions.copied(batch).firstNotCopied()).isEmpty();

    assertThat(regions.checkpoint(SHARD)).isEqualTo(ahead);
    assertThat(regions.written()).hasSize(3);
  }

  @Test
  void in_records_mode_the_watermark_is_the_highest_commit_timestamp_less_the_lateness() {
    regions.watermarks = new WatermarkSource.Records(PRODUCER, Duration.ofSeconds(3));
    regions.openEpoch(1);
    regions.change("a", "2026-01-01T00:00:05Z");
    regions.change("b", "2026-01-01T00:00:04Z");
    regions.heartbeat(1, SHARD, Watermark.at(Instant.parse("2027-01-01T00:00:00Z")));

    regions.copied(regions.batch(SHARD));

    assertThat(regions.checkpoint(SHARD).watermarks().get(PRODUCER).watermark())
        .isEqualTo(Watermark.at(T2));
  }

  @Test
  void the_first_record_that_was_not_copied_is_reported_and_the_prefix_is_checkpointed() {
    regions.openEpoch(1);
    regions.change("a", "2026-01-01T00:00:00Z");
    var refused = regions.change("bad", "2026-01-01T00:00:01Z");
    regions.heartbeat(1, SHARD, Watermark.at(T1, "1"));
    regions.change("c", "2026-01-01T00:00:02Z");
    regions.target.refuse(
        put ->
            put.partitionKey().equals("bad") ? Optional.of("InternalFailure") : Optional.empty());

    Outcome.Copied copied = regions.copied(regions.batch(SHARD));

    assertThat(copied.firstNotCopied()).contains(refused.sequenceNumber());
    assertThat(copied.stoppedBy()).isPresent();
    assertThat(regions.checkpoint(SHARD).sequenceNumber())
        .contains(regions.source.records(SHARD).get(1).sequenceNumber());
    assertThat(regions.checkpoint(SHARD).watermarks())
        .as("the heartbeat is behind a record that is not copied")
        .isEmpty();
    assertThat(regions.written()).extracting(StreamRecord::partitionKey).containsExactly("a", "c");
  }

  @Test
  void it_stops_sending_in_time_and_says_where() {
    regions.openEpoch(1);
    for (int i = 0; i < 100; i++) {
      regions.change("same", "2026-01-01T00:00:00Z");
    }
    Instant start = regions.loop.wallTime();

    Outcome outcome = regions.replicate(regions.batch(SHARD), Duration.ofSeconds(4));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Copied.class,
            copied -> {
              assertThat(copied.firstNotCopied()).isPresent();
              assertThat(copied.stoppedBy()).containsInstanceOf(OutOfTime.class);
            });
    assertThat(Duration.between(start, regions.loop.wallTime())).isLessThan(Duration.ofSeconds(4));
    assertThat(regions.written().size()).isBetween(10, 30);
  }

  @Test
  void without_time_to_send_nothing_is_sent() {
    regions.openEpoch(1);
    SourceBatch batch = regions.batch(SHARD);

    assertThatThrownBy(() -> regions.replicate(batch, Duration.ofSeconds(1)))
        .isInstanceOf(OutOfTime.class);
    assertThat(regions.target.faults().calls()).isZero();
  }

  @Test
  void the_lease_is_renewed_while_the_batch_takes_longer() {
    regions.lease = Duration.ofSeconds(2);
    regions.openEpoch(1);
    for (int i = 0; i < 100; i++) {
      regions.change("same", "2026-01-01T00:00:00Z");
    }

    Outcome.Copied copied = regions.copied(regions.batch(SHARD));

    assertThat(copied.firstNotCopied()).isEmpty();
    assertThat(copied.counts().copied()).isEqualTo(100);
    assertThat(regions.epochsY.faults().calls()).isBetween(7, 9);
  }

  @Test
  void a_later_epoch_in_the_middle_of_a_batch_stops_the_writing_within_the_lease() {
    regions.lease = Duration.ofSeconds(2);
    regions.openEpoch(1);
    for (int i = 0; i < 100; i++) {
      regions.change("same", "2026-01-01T00:00:00Z");
    }
    Instant fencedAt = regions.loop.wallTime().plusSeconds(3);
    regions.loop.after(
        Duration.ofSeconds(3),
        () -> regions.epochsY.put(STREAM, regions.epoch(2, Y, Phase.FENCING, Map.of())));

    Outcome.Copied copied = regions.copied(regions.batch(SHARD));

    assertThat(copied.stoppedBy()).containsInstanceOf(io.farshore.core.lease.Fenced.class);
    assertThat(regions.written())
        .allMatch(record -> record.arrivedAt().isBefore(fencedAt.plusSeconds(2)));
  }

  @Test
  void a_checkpoint_of_this_epoch_older_than_the_retention_is_a_gap() {
    regions.openEpoch(1);
    regions.change("a", "2026-01-01T00:00:00Z");
    regions.copied(regions.batch(SHARD));
    ShardCheckpoint before = regions.checkpoint(SHARD);
    regions.loop.advance(Duration.ofHours(20).plusMinutes(1));
    regions.change("b", "2026-01-01T00:00:01Z");
    SourceBatch replay = regions.batch(SHARD);
    SourceBatch behind = regions.batchAfter(SHARD, before.sequenceNumber().orElseThrow());

    assertThatThrownBy(() -> regions.replicate(behind)).isInstanceOf(Gap.class);
    assertThat(regions.checkpoint(SHARD)).isEqualTo(before);
    assertThat(regions.copied(replay).firstNotCopied())
        .as("a batch that reaches back to the checkpoint leaves no gap")
        .isEmpty();
  }

  @Test
  void an_epoch_opened_too_long_ago_whose_marker_was_never_read_is_a_gap() {
    Epoch epoch = regions.openEpoch(1);
    regions.loop.advance(Duration.ofHours(21));
    regions.change("a", "2026-01-01T00:00:00Z");
    var marker = ((NamedShard.Open) epoch.shards().get(SHARD)).marker();
    SourceBatch behind = regions.batchAfter(SHARD, marker);

    assertThatThrownBy(() -> regions.replicate(behind)).isInstanceOf(Gap.class);
    assertThat(regions.copied(regions.batch(SHARD)).firstNotCopied()).isEmpty();
  }

  @Test
  void a_batch_of_skipped_records_alone_moves_the_checkpoint_and_takes_no_heartbeat() {
    TwoRegions regions = new TwoRegions(1);
    regions.openEpoch(1);
    regions.heartbeat(1, SHARD, Watermark.at(Instant.parse("2026-01-01T00:00:09Z")));
    regions.heartbeat(3, SHARD, Watermark.at(Instant.parse("2026-01-01T00:00:09Z")));
    SourceBatch old = regions.batch(SHARD);
    regions.openEpoch(3);

    Outcome.Copied copied = regions.copied(old);

    assertThat(copied.firstNotCopied()).isEmpty();
    assertThat(regions.written()).isEmpty();
    assertThat(regions.checkpoint(SHARD).epoch()).isEqualTo(3);
    assertThat(regions.checkpoint(SHARD).sequenceNumber())
        .contains(old.records().get(2).sequenceNumber());
    assertThat(regions.checkpoint(SHARD).watermarks()).isEmpty();
  }

  @Test
  void a_late_copy_of_the_epoch_in_the_target_fails_batches_until_it_arrives() {
    TwoRegions regions = new TwoRegions(1);
    var first = regions.openEpoch(1);
    var third = regions.openEpoch(3);
    regions.change("a", "2026-01-01T00:00:01Z");
    regions.epochsY.remove(TwoRegions.STREAM, third.id());
    assertThat(regions.epochsY.now(TwoRegions.STREAM).inForce()).contains(first);
    assertThatThrownBy(() -> regions.replicate(regions.batch(SHARD)))
        .isInstanceOf(ControlRecordsDisagree.class);
    assertThat(regions.written()).isEmpty();

    regions.epochsY.put(TwoRegions.STREAM, third);

    assertThat(regions.copied(regions.batch(SHARD)).firstNotCopied()).isEmpty();
    assertThat(regions.written()).hasSize(1);
  }

  @Test
  void a_renewal_without_an_answer_is_asked_again_while_the_old_lease_lasts() {
    TwoRegions regions = new TwoRegions(1);
    regions.openEpoch(1);
    for (int i = 0; i < 200; i++) {
      regions.change("same key", "2026-01-01T00:00:01Z");
    }
    regions.loop.after(
        Duration.ofSeconds(4), () -> regions.epochsY.faults().all(Fault.UNREACHABLE));
    regions.loop.after(Duration.ofSeconds(7), () -> regions.epochsY.faults().all(Fault.NONE));

    assertThat(regions.copied(regions.batch(SHARD)).firstNotCopied()).isEmpty();
  }
}
