package io.farshore.core.replication;

import static io.farshore.core.replication.TwoRegions.SHARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The repair of a gap:")
class GapTest {

  private final TwoRegions regions = new TwoRegions(1);

  @Test
  void a_new_epoch_in_the_same_region_mends_a_gap_although_it_first_reads_what_it_skips() {
    regions.openEpoch(1);
    regions.change("a", "2026-01-01T00:00:00Z");
    SourceBatch old = regions.batch(SHARD);
    regions.loop.advance(Duration.ofHours(21));
    Epoch epoch = regions.openEpoch(2);
    regions.change("b", "2026-01-01T00:00:01Z");
    var marker = ((NamedShard.Open) epoch.shards().get(SHARD)).marker();

    assertThat(regions.copied(old).counts().copied()).isZero();
    assertThat(regions.copied(regions.batchAfter(SHARD, marker)).counts().copied()).isEqualTo(1);
  }
}
