package io.farshore.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Low watermark (guarantee D)")
class LowWatermarkTest {

  private static final ProducerId P = new ProducerId("p1");
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Watermark RESUME = Watermark.at(T0, "0");
  private static final Instant SENT = T0;

  @Test
  void isTheMinimumOverTheShards() {
    assertThat(low(Map.of("a", open(), "b", open()), taken("a", 9), taken("b", 5)))
        .isEqualTo(mark(5));
  }

  @Test
  void aTieWithTwoPositionsKeepsTheTimestampAlone() {
    assertThat(
            low(
                Map.of("a", open(), "b", open()),
                item("a", 2, Watermark.at(T0.plusSeconds(5), "17"), false),
                item("b", 2, Watermark.at(T0.plusSeconds(5), "12"), false)))
        .isEqualTo(Watermark.at(T0.plusSeconds(5)));
  }

  @Test
  void aShardWithoutCheckpointCountsWithResumeFrom() {
    assertThat(low(Map.of("a", open(), "b", open()), taken("a", 9))).isEqualTo(RESUME);
  }

  @Test
  void aWatermarkTakenInAnEarlierEpochDoesNotCount() {
    assertThat(low(Map.of("a", open()), item("a", 1, mark(9), false))).isEqualTo(RESUME);
  }

  @Test
  void aShardThatNeverHeardThisProducerCountsWithResumeFrom() {
    var other = new ProducerId("p2");
    var epoch = epoch(Map.of("a", open()), Map.of(P, RESUME));
    assertThat(new LowWatermark(epoch, items(taken("a", 9))).of(other, mark(1))).isEqualTo(mark(1));
  }

  @Test
  void aRetiredParentCountsUntilEveryChildIsThere() {
    var shards = Map.<String, NamedShard>of("a", open());
    var parent = retired("a", 3, "b", "c");
    assertThat(low(shards, parent, taken("b", 7))).isEqualTo(mark(3));
    assertThat(low(shards, parent, taken("b", 7), taken("c", 6))).isEqualTo(mark(6));
  }

  @Test
  void aParentThatIsNotRetiredHoldsBackAlthoughItsChildrenAreThere() {
    assertThat(low(Map.of("a", open()), taken("a", 3), taken("b", 7), taken("c", 8)))
        .isEqualTo(mark(3));
  }

  @Test
  void aShardNamedClosedCountsWhileItsChildrenAreUnknown() {
    var shards = Map.of("a", open(), "b", new NamedShard.Closed(List.of()));
    assertThat(low(shards, taken("a", 9))).isEqualTo(RESUME);
  }

  @Test
  void aShardNamedClosedDoesNotCountWhereTheListingNamesItsChildren() {
    var shards = Map.of("a", new NamedShard.Closed(List.of()), "b", open("a"), "c", open("a"));
    assertThat(low(shards, taken("b", 9), taken("c", 8))).isEqualTo(mark(8));
  }

  private static Watermark low(Map<String, NamedShard> shards, ShardCheckpoint... items) {
    return new LowWatermark(epoch(shards, Map.of(P, RESUME)), items(items)).of(P, Watermark.START);
  }

  private static Map<String, ShardCheckpoint> items(ShardCheckpoint... items) {
    return Stream.of(items).collect(Collectors.toMap(ShardCheckpoint::shardId, item -> item));
  }

  private static Epoch epoch(Map<String, NamedShard> shards, Map<ProducerId, Watermark> resume) {
    return new Epoch(
        new EpochId(2, new Region("us-east-1")),
        Phase.ACTIVE,
        shards,
        resume,
        "test",
        Optional.empty(),
        T0,
        Optional.of(T0),
        Optional.of(T0),
        Optional.empty(),
        false);
  }

  private static NamedShard open(String... parents) {
    return new NamedShard.Open(SequenceNumber.of("1"), List.of(parents));
  }

  private static Watermark mark(int seconds) {
    return Watermark.at(T0.plusSeconds(seconds), "" + seconds);
  }

  private static ShardCheckpoint taken(String shardId, int seconds) {
    return item(shardId, 2, mark(seconds), false);
  }

  private static ShardCheckpoint retired(String shardId, int seconds, String... children) {
    return item(shardId, 2, mark(seconds), true, children);
  }

  private static ShardCheckpoint item(
      String shardId, long epoch, Watermark watermark, boolean retired, String... children) {
    return new ShardCheckpoint(
        shardId,
        epoch,
        Optional.of(SequenceNumber.of("5")),
        Optional.empty(),
        Map.of(P, new TakenWatermark(watermark, SENT)),
        T0,
        Optional.of(T0),
        List.of(children),
        retired);
  }
}
