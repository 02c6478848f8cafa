package io.farshore.conformance.kinesis;

import static io.farshore.conformance.kinesis.Stream.FIRST;
import static io.farshore.conformance.kinesis.Stream.MIDDLE;
import static io.farshore.conformance.kinesis.Stream.keys;
import static io.farshore.conformance.kinesis.Stream.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

class ReshardingTest {

  private static final String LOWER = "shardId-000000000001";
  private static final String UPPER = "shardId-000000000002";

  private Stream stream;

  @BeforeEach
  void create() {
    stream = new Stream(1);
  }

  @AfterEach
  void delete() {
    stream.close();
  }

  @Test
  @DisplayName("split: two children take the parent's place, with numbers above its own")
  void split() {
    String before = stream.put("k", BigInteger.ZERO).sequenceNumber();
    stream.split(FIRST, MIDDLE);

    List<Shard> shards = stream.shards();
    String end = shards.get(0).sequenceNumberRange().endingSequenceNumber();
    assertThat(shards).extracting(Shard::shardId).containsExactly(FIRST, LOWER, UPPER);
    assertThat(shards.get(1).parentShardId()).isEqualTo(FIRST);
    assertThat(end).isGreaterThan(before);
    assertThat(shards.get(1).sequenceNumberRange().startingSequenceNumber()).isGreaterThan(end);
    assertThat(stream.put("k", BigInteger.ZERO).shardId()).isEqualTo(LOWER);
    assertThat(stream.put("k", MIDDLE).shardId()).isEqualTo(UPPER);
  }

  @Test
  @DisplayName("while it is updating a stream takes records, but no other change")
  void updating() {
    stream
        .client()
        .splitShard(
            r ->
                r.streamName(stream.name())
                    .shardToSplit("shardId-0")
                    .newStartingHashKey(MIDDLE.toString()));

    assertThat(stream.summary().streamStatus()).isEqualTo(StreamStatus.UPDATING);
    assertThat(stream.put("k").shardId()).isEqualTo(FIRST);
    refused(
        "ResourceInUseException",
        "not ACTIVE, instead in state UPDATING",
        () -> stream.split(FIRST, BigInteger.TEN));
    stream.awaitActive();
    assertThat(stream.openShards()).hasSize(2);
  }

  @Test
  @DisplayName("the end of a closed shard has no next iterator, and names the children")
  void endOfShard() {
    stream.put("k");
    String start = stream.iterator(FIRST, ShardIteratorType.TRIM_HORIZON);
    stream.split(FIRST, MIDDLE);

    GetRecordsResponse last = stream.read(start);
    GetRecordsResponse end = stream.read(last.nextShardIterator());

    assertThat(keys(last.records())).containsExactly("k");
    assertThat(end.records()).isEmpty();
    assertThat(end.nextShardIterator()).isNull();
    assertThat(end.childShards()).extracting(ChildShard::shardId).containsExactly(LOWER, UPPER);
    assertThat(end.childShards().get(1).parentShards()).containsExactly(FIRST);
    assertThat(end.childShards().get(1).hashKeyRange().startingHashKey())
        .isEqualTo(MIDDLE.toString());
    assertThat(stream.read(stream.iterator(FIRST, ShardIteratorType.LATEST)).nextShardIterator())
        .isNull();
  }

  @Test
  @DisplayName("merge: one child of two neighbours, the lower one named first")
  void merge() {
    stream.split(FIRST, MIDDLE);
    refused(
        "InvalidArgumentException",
        "are not an adjacent pair of shards eligible for merging",
        () -> stream.merge(UPPER, LOWER));
    stream.merge(LOWER, UPPER);

    Shard child = stream.openShards().get(0);
    assertThat(child.parentShardId()).isEqualTo(LOWER);
    assertThat(child.adjacentParentShardId()).isEqualTo(UPPER);
    assertThat(child.hashKeyRange().startingHashKey()).isEqualTo("0");
    assertThat(stream.openShards()).hasSize(1);
  }

  @Test
  @DisplayName("a closed shard can't be split, nor one that is not there, nor at its first key")
  void refusals() {
    stream.split(FIRST, MIDDLE);
    refused("InvalidArgumentException", "not eligible", () -> stream.split(FIRST, BigInteger.TEN));
    refused(
        "ResourceNotFoundException",
        "Could not find shard shardId-000000000009 in stream " + stream.name(),
        () -> stream.split("shardId-9", BigInteger.TEN));
    refused(
        "InvalidArgumentException",
        "NewStartingHashKey 1 used in SplitShard() on shard " + LOWER,
        () -> stream.split(LOWER, BigInteger.ONE));
  }

  @ParameterizedTest(name = "from {0} to {1} shards, {2} with those in between")
  @CsvSource({"2,4,6", "4,2,6", "4,5,15", "10,13,37", "5,3,7", "2,3,7", "3,6,9", "6,3,9"})
  @DisplayName("a stream is scaled to any number of shards by splits and merges")
  void uniformScaling(int from, int target, int total) {
    try (Stream other = new Stream(from)) {
      var answer =
          other
              .client()
              .updateShardCount(
                  r ->
                      r.streamName(other.name())
                          .targetShardCount(target)
                          .scalingType("UNIFORM_SCALING"));
      assertThat(answer.currentShardCount()).isEqualTo(from);
      assertThat(answer.targetShardCount()).isEqualTo(target);
      other.awaitActive();

      assertThat(other.shards()).hasSize(total);
      List<Shard> open = new ArrayList<>(other.openShards());
      open.sort(Comparator.comparing(shard -> start(shard)));
      assertThat(open).hasSize(target);
      BigInteger size = BigInteger.TWO.pow(128).divide(BigInteger.valueOf(target));
      BigInteger next = BigInteger.ZERO;
      for (Shard shard : open) {
        BigInteger end = new BigInteger(shard.hashKeyRange().endingHashKey());
        assertThat(start(shard)).isEqualTo(next);
        if (4 * target % from == 0) {
          assertThat(end.subtract(start(shard)).subtract(size).abs())
              .isLessThan(BigInteger.valueOf(1_000));
        }
        next = end.add(BigInteger.ONE);
      }
      assertThat(next).isEqualTo(BigInteger.TWO.pow(128));
    }
  }

  @Test
  @DisplayName("a stream is scaled to no more than double, and no less than half")
  void scalingLimits() {
    refused(
        "InvalidArgumentException",
        "cannot scale up over double your current open shard count",
        () ->
            stream
                .client()
                .updateShardCount(
                    r ->
                        r.streamName(stream.name())
                            .targetShardCount(3)
                            .scalingType("UNIFORM_SCALING")));
  }

  @Test
  @DisplayName("shards are listed by filters, and page by page")
  void filters() {
    var created = stream.summary().streamCreationTimestamp();
    stream.split(FIRST, MIDDLE);

    assertThat(listed(ShardFilterType.AT_LATEST)).containsExactly(LOWER, UPPER);
    assertThat(listed(ShardFilterType.AT_TRIM_HORIZON)).containsExactly(FIRST);
    assertThat(listed(ShardFilterType.FROM_TRIM_HORIZON)).containsExactly(FIRST, LOWER, UPPER);
    assertThat(
            ids(
                stream
                    .client()
                    .listShards(
                        r ->
                            r.streamName(stream.name())
                                .shardFilter(f -> f.type("AT_TIMESTAMP").timestamp(created)))))
        .containsExactly(FIRST);
    assertThat(
            ids(
                stream
                    .client()
                    .listShards(
                        r ->
                            r.streamName(stream.name())
                                .shardFilter(f -> f.type("AFTER_SHARD_ID").shardId(LOWER)))))
        .containsExactly(UPPER);

    ListShardsResponse page =
        stream.client().listShards(r -> r.streamName(stream.name()).maxResults(2));
    assertThat(ids(page)).containsExactly(FIRST, LOWER);
    assertThat(ids(stream.client().listShards(r -> r.nextToken(page.nextToken()))))
        .containsExactly(UPPER);
    refused(
        "InvalidArgumentException",
        "NextToken and StreamName cannot be provided together.",
        () ->
            stream
                .client()
                .listShards(r -> r.streamName(stream.name()).nextToken(page.nextToken())));
  }

  private List<String> listed(ShardFilterType type) {
    return ids(
        stream
            .client()
            .listShards(r -> r.streamName(stream.name()).shardFilter(f -> f.type(type))));
  }

  private static List<String> ids(ListShardsResponse answer) {
    return answer.shards().stream().map(Shard::shardId).toList();
  }

  private static BigInteger start(Shard shard) {
    return new BigInteger(shard.hashKeyRange().startingHashKey());
  }
}
