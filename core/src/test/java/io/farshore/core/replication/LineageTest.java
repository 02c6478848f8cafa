package io.farshore.core.replication;

import static io.farshore.core.replication.TwoRegions.PRODUCER;
import static io.farshore.core.replication.TwoRegions.SHARD;
import static io.farshore.core.replication.TwoRegions.STREAM;
import static io.farshore.core.replication.TwoRegions.X;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.checkpoint.LowWatermark;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.testing.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Splits and merges: the watermark never forgets a shard that was not seen (D)")
class LineageTest {

  private static final Watermark W1 = Watermark.at(Instant.parse("2026-01-01T00:00:01Z"), "1");
  private static final Watermark W2 = Watermark.at(Instant.parse("2026-01-01T00:00:02Z"), "2");

  private final TwoRegions regions = new TwoRegions(1);
  private final Epoch epoch = regions.openEpoch(1);

  private Watermark lowWatermark() {
    return new LowWatermark(epoch, regions.checkpointsY.now(STREAM, X))
        .of(PRODUCER, Watermark.START);
  }

  private void fill(String shardId) {
    int before = regions.source.records(shardId).size();
    for (int i = 0; regions.source.records(shardId).size() == before; i++) {
      regions.change("fill" + i, "2026-01-01T00:00:00Z");
    }
  }

  @Test
  void a_childs_first_batch_enters_all_children_with_the_parents_watermark_and_retires_it() {
    regions.heartbeat(1, SHARD, W1);
    regions.copied(regions.batch(SHARD));
    List<String> children = regions.source.split(SHARD);
    regions.heartbeat(1, children.get(0), W2);

    Outcome.Copied copied = regions.copied(regions.batch(children.get(0)));

    assertThat(copied.parentsDrained()).contains(ParentsDrained.YES);
    assertThat(regions.checkpoint(SHARD).retired()).isTrue();
    assertThat(regions.checkpoint(SHARD).children()).containsExactlyElementsOf(children);
    ShardCheckpoint sibling = regions.checkpoint(children.get(1));
    assertThat(sibling.sequenceNumber()).isEmpty();
    assertThat(sibling.watermarks().get(PRODUCER).watermark()).isEqualTo(W1);
    assertThat(lowWatermark()).as("the sibling has not been seen").isEqualTo(W1);
  }

  @Test
  void it_is_not_done_again_once_the_shard_has_a_checkpoint_of_its_own() {
    regions.copied(regions.batch(SHARD));
    String child = regions.source.split(SHARD).get(0);
    fill(child);
    regions.copied(regions.batch(child));
    int listings = regions.source.faults().calls("shards");

    assertThat(regions.copied(regions.batch(child)).parentsDrained()).isEmpty();

    assertThat(listings).isEqualTo(1);
    assertThat(regions.source.faults().calls("shards")).isEqualTo(1);
  }

  @Test
  void it_is_done_again_when_an_invocation_died_between_the_children_and_the_parents() {
    regions.copied(regions.batch(SHARD));
    List<String> children = regions.source.split(SHARD);
    fill(children.get(0));
    regions
        .checkpointsY
        .faults()
        .by(call -> call.equals("retire") ? Fault.UNREACHABLE : Fault.NONE);
    assertThatThrownBy(() -> regions.replicate(regions.batch(children.get(0))))
        .isInstanceOf(ReplicaUnavailable.class);
    assertThat(regions.checkpoint(SHARD).retired()).isFalse();
    assertThat(regions.checkpoint(children.get(0))).isNotNull();
    assertThat(regions.target.faults().calls("put")).isZero();

    regions.checkpointsY.faults().all(Fault.NONE);
    regions.copied(regions.batch(children.get(0)));

    assertThat(regions.checkpoint(SHARD).retired()).isTrue();
  }

  @Test
  void no_parent_is_retired_before_every_child_is_entered() {
    regions.copied(regions.batch(SHARD));
    List<String> children = regions.source.split(SHARD);
    fill(children.get(0));
    regions
        .checkpointsY
        .faults()
        .by(call -> call.equals("enterChild") ? Fault.UNREACHABLE : Fault.NONE);

    assertThatThrownBy(() -> regions.replicate(regions.batch(children.get(0))))
        .isInstanceOf(ReplicaUnavailable.class);

    assertThat(regions.checkpointsY.faults().calls("retire")).isZero();
  }

  @Test
  void a_child_that_closed_empty_is_retired_by_its_own_child() {
    regions.heartbeat(1, SHARD, W1);
    regions.copied(regions.batch(SHARD));
    List<String> halves = regions.source.split(SHARD);
    String merged = regions.source.merge(halves.get(0), halves.get(1));
    regions.heartbeat(1, merged, W2);

    regions.copied(regions.batch(merged));

    assertThat(regions.checkpointsY.now(STREAM, X).values())
        .filteredOn(ShardCheckpoint::retired)
        .extracting(ShardCheckpoint::shardId)
        .containsExactlyInAnyOrder(SHARD, halves.get(0), halves.get(1));
    assertThat(regions.checkpoint(halves.get(0)).children()).containsExactly(merged);
    assertThat(lowWatermark()).isEqualTo(W2);
  }

  @Test
  void a_parent_without_an_item_is_entered_retired() {
    List<String> children = regions.source.split(SHARD);
    fill(children.get(0));

    regions.copied(regions.batch(children.get(0)));

    assertThat(regions.checkpoint(SHARD).retired()).isTrue();
    assertThat(regions.checkpoint(SHARD).sequenceNumber()).isEmpty();
  }

  @Test
  void watermarks_of_an_earlier_epoch_are_not_handed_down() {
    regions.heartbeat(1, SHARD, W2);
    regions.copied(regions.batch(SHARD));
    Epoch third = regions.openEpoch(3);
    List<String> children = regions.source.split(SHARD);
    fill(children.get(0));

    regions.copied(regions.batch(children.get(0)));

    assertThat(regions.checkpoint(children.get(1)).watermarks()).isEmpty();
    assertThat(regions.checkpoint(children.get(1)).epoch()).isEqualTo(third.number());
  }

  @Test
  void a_child_that_comes_before_its_parents_records_were_copied_is_reported() {
    regions.copied(regions.batch(SHARD));
    regions.change("left behind", "2026-01-01T00:00:00Z");
    String child = regions.source.split(SHARD).get(0);
    fill(child);

    assertThat(regions.copied(regions.batch(child)).parentsDrained()).contains(ParentsDrained.NO);
  }

  @Test
  void a_parent_that_can_not_be_read_is_reported_as_unknown() {
    regions.copied(regions.batch(SHARD));
    String child = regions.source.split(SHARD).get(0);
    fill(child);
    regions.source.faults().by(call -> call.equals("readAfter") ? Fault.UNREACHABLE : Fault.NONE);

    assertThat(regions.copied(regions.batch(child)).parentsDrained())
        .contains(ParentsDrained.UNKNOWN);
  }

  @Test
  void ancestors_above_those_that_the_epoch_names_are_left_alone() {
    List<String> old = regions.source.split(SHARD);
    Epoch third = regions.openEpoch(3);
    String young = regions.source.split(old.get(0)).get(0);
    fill(young);

    regions.copied(regions.batch(young));

    assertThat(third.shards()).containsKey(SHARD);
    assertThat(regions.checkpoint(SHARD)).isNull();
    assertThat(regions.checkpoint(old.get(0)).retired()).isTrue();
    assertThat(regions.checkpoint(old.get(1))).isNull();
  }

  @Test
  void a_child_that_has_left_the_listing_stays_named_so_that_its_own_children_count() {
    regions.heartbeat(1, SHARD, W1);
    regions.copied(regions.batch(SHARD));
    List<String> halves = regions.source.split(SHARD);
    fill(halves.get(0));
    fill(halves.get(1));
    regions.copied(regions.batch(halves.get(0)));
    regions.copied(regions.batch(halves.get(1)));
    List<String> quarters = regions.source.split(halves.get(0));
    fill(quarters.get(0));
    regions.copied(regions.batch(quarters.get(0)));
    regions.source.forget(SHARD);
    regions.source.forget(halves.get(0));
    List<String> others = regions.source.split(halves.get(1));
    regions.heartbeat(1, others.get(0), W2);
    regions.heartbeat(1, others.get(1), W2);

    regions.copied(regions.batch(others.get(0)));
    regions.copied(regions.batch(others.get(1)));

    assertThat(new LowWatermark(epoch, regions.checkpointsY.now(STREAM, X)).countingShards())
        .containsExactlyInAnyOrder(quarters.get(0), quarters.get(1), others.get(0), others.get(1));
    assertThat(lowWatermark()).as("the quarters have no later heartbeat").isEqualTo(W1);
  }

  @Test
  void a_shard_that_the_listing_does_not_have_yet_fails_the_batch() {
    regions.copied(regions.batch(SHARD));
    String child = regions.source.split(SHARD).get(0);
    fill(child);
    SourceBatch batch = regions.batch(child);
    regions.source.forget(child);

    assertThatThrownBy(() -> regions.replicate(batch)).isInstanceOf(ShardNotListed.class);

    assertThat(regions.checkpointsY.now(STREAM, X)).doesNotContainKey(child);
    assertThat(regions.target.faults().calls("put")).isZero();
  }

  @Test
  void a_merge_of_a_named_and_an_unnamed_parent_retires_both_and_what_is_between() {
    TwoRegions two = new TwoRegions(2);
    Epoch opened = two.openEpoch(1);
    String named = two.source.shardsNow().get(1).id();
    two.heartbeat(1, SHARD, W1);
    two.heartbeat(1, named, W1);
    two.copied(two.batch(SHARD));
    two.copied(two.batch(named));
    List<String> halves = two.source.split(SHARD);
    String merged = two.source.merge(halves.get(1), named);
    two.heartbeat(1, merged, W2);
    two.copied(two.batch(merged));

    LowWatermark low = new LowWatermark(opened, two.checkpointsY.now(STREAM, X));

    assertThat(low.countingShards()).containsExactlyInAnyOrder(halves.get(0), merged);
    assertThat(low.of(PRODUCER, Watermark.START)).isEqualTo(W1);
  }

  @Test
  void a_childs_first_batch_without_a_heartbeat_keeps_the_watermark_that_it_inherits() {
    regions.heartbeat(1, SHARD, W1);
    regions.copied(regions.batch(SHARD));
    String child = regions.source.split(SHARD).get(0);
    fill(child);

    regions.copied(regions.batch(child));

    assertThat(regions.checkpoint(child).watermarks().get(PRODUCER).watermark()).isEqualTo(W1);
    assertThat(lowWatermark()).isEqualTo(W1);
  }

  @Test
  void a_child_is_not_copied_when_records_of_its_parent_may_be_gone() {
    regions.heartbeat(1, SHARD, W1);
    regions.copied(regions.batch(SHARD));
    String child = regions.source.split(SHARD).get(0);
    regions.loop.advance(Duration.ofHours(21));
    fill(child);

    assertThatThrownBy(() -> regions.replicate(regions.batch(child)))
        .hasMessageContaining(child + " of " + X + " comes from " + SHARD + ", which was copied up")
        .satisfies(gap -> isInAncestor(gap, Gap.Known.COPIED));

    assertThat(regions.checkpoint(SHARD).retired()).as("it still counts").isFalse();
    assertThat(lowWatermark()).isEqualTo(W1);
  }

  @Test
  void a_child_is_not_copied_when_it_was_entered_late_and_its_own_first_records_may_be_gone() {
    regions.heartbeat(1, SHARD, W1);
    regions.copied(regions.batch(SHARD));
    List<String> children = regions.source.split(SHARD);
    regions.loop.advance(Duration.ofHours(12));
    fill(children.get(0));
    regions.copied(regions.batch(children.get(0)));
    regions.loop.advance(Duration.ofHours(12));
    fill(children.get(1));

    assertThatThrownBy(() -> regions.replicate(regions.batch(children.get(1))))
        .hasMessageContaining(children.get(1) + " of " + X + " was entered, and its parent copied")
        .isInstanceOfSatisfying(
            Gap.class,
            gap -> {
              assertThat(gap.isInAncestor()).isFalse();
              assertThat(gap.known()).isEqualTo(Gap.Known.ENTERED);
            });
  }

  /**
   * The shard closed between the listing and its marker, so nothing of its child was ever copied.
   */
  @Test
  void a_child_of_a_shard_that_is_named_closed_is_not_copied_when_its_first_records_may_be_gone() {
    String child = regions.source.split(SHARD).get(0);
    Epoch named =
        regions.epoch(2, X, Phase.ACTIVE, Map.of(SHARD, new NamedShard.Closed(List.of())));
    regions.epochsX.put(STREAM, named);
    regions.epochsY.put(STREAM, named);
    regions.loop.advance(Duration.ofHours(21));
    fill(child);

    assertThatThrownBy(() -> regions.replicate(regions.batch(child)))
        .satisfies(gap -> isInAncestor(gap, Gap.Known.CLOSED_WHILE_OPENING));
  }

  private static void isInAncestor(Throwable thrown, Gap.Known known) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            Gap.class,
            gap -> {
              assertThat(gap.isInAncestor()).isTrue();
              assertThat(gap.known()).isEqualTo(known);
            });
  }
}
