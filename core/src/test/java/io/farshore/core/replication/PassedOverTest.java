package io.farshore.core.replication;

import static io.farshore.core.replication.TwoRegions.SHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.stream.StreamRecord;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Behind a mapping that can give batches up")
class PassedOverTest {

  private final TwoRegions regions = new TwoRegions(1);

  PassedOverTest() {
    regions.looksBehind = true;
    regions.openEpoch(1);
    regions.change("a", "2026-01-01T00:00:00Z");
    regions.replicate(regions.batch(SHARD));
  }

  private Replay replay(boolean stood) {
    boolean before = regions.looksBehind;
    regions.looksBehind = false;
    Replicator replicator = regions.replicator();
    regions.looksBehind = before;
    return new Replay(regions.path(), replicator, stood);
  }

  private Replay.Result replayed(boolean stood, List<StreamRecord> given) {
    GivenUpBatch batch =
        new GivenUpBatch(
            SHARD, given.get(0).sequenceNumber(), given.get(given.size() - 1).sequenceNumber());
    return regions.loop.await(() -> replay(stood).replay(batch));
  }

  private List<StreamRecord> fromThird() {
    return regions.source.records(SHARD).subList(2, regions.source.records(SHARD).size());
  }

  @Test
  @DisplayName("a shard stands when a record was passed over, until it has been put back")
  void standsUntilReplayed() {
    regions.change("b", "2026-01-01T00:00:01Z");
    List<StreamRecord> given = fromThird();
    regions.change("b", "2026-01-01T00:00:02Z");
    SourceBatch next = new SourceBatch(SHARD, fromThird().subList(1, 2));

    assertThatThrownBy(() -> regions.replicate(next))
        .isInstanceOf(Gap.class)
        .hasMessageContaining("passed over")
        .hasMessageContaining("farshore replay");
    int before = regions.written().size();
    assertThat(replayed(true, given)).isEqualTo(new Replay.Result.PutBack(1));
    assertThat(replayed(true, given)).isEqualTo(new Replay.Result.AlreadyThere());
    assertThat(regions.copied(next).counts().copied()).isEqualTo(1);
    assertThat(regions.written()).hasSize(before + 2);
  }

  @Test
  @DisplayName("what follows the checkpoint, and what comes again, is copied without ado")
  void goesOnWhereNothingWasPassedOver() {
    regions.change("b", "2026-01-01T00:00:01Z");
    assertThat(regions.copied(new SourceBatch(SHARD, fromThird())).counts().copied()).isEqualTo(1);
    regions.change("b", "2026-01-01T00:00:02Z");
    assertThat(regions.copied(new SourceBatch(SHARD, fromThird())).counts().copied()).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "a replay is refused where later records were copied, and not needed in a later epoch")
  void refusesWhatWouldBreakTheOrder() {
    regions.looksBehind = false;
    regions.change("b", "2026-01-01T00:00:01Z");
    List<StreamRecord> given = fromThird();
    regions.change("b", "2026-01-01T00:00:02Z");
    regions.replicate(new SourceBatch(SHARD, fromThird().subList(1, 2)));
    int before = regions.written().size();

    assertThat(replayed(false, given)).isInstanceOf(Replay.Result.Refused.class);
    assertThat(regions.written()).hasSize(before);
    regions.openEpoch(2);
    assertThat(replayed(false, given)).isInstanceOf(Replay.Result.Overtaken.class);
  }
}
