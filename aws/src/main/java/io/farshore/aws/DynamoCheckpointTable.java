package io.farshore.aws;

import io.farshore.aws.DynamoTable.Written;
import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The checkpoint table of one Region, on DynamoDB. */
final class DynamoCheckpointTable implements CheckpointTable {

  /** Higher than what is stored, in an epoch that is not lower. */
  private static final String FORWARD =
      "(attribute_not_exists(#sequenceNumber) OR #sequenceNumber < :sequenceNumber)"
          + " AND (attribute_not_exists(#epoch) OR #epoch <= :epoch)";

  private static final List<String> OPTIONAL =
      List.of(DynamoCheckpointItems.LAST_REPLICATED, DynamoCheckpointItems.ARRIVED_AT);

  private final Region region;
  private final DynamoTable table;

  DynamoCheckpointTable(Region region, DynamoTable table) {
    this.region = region;
    this.table = table;
  }

  @Override
  public Region region() {
    return region;
  }

  @Override
  public CompletableFuture<Optional<ShardCheckpoint>> shard(
      StreamName stream, Region source, String shardId) {
    return table.get(
        stream,
        DynamoCheckpointItems.shardEntry(source, shardId),
        item -> DynamoCheckpointItems.decodeShard(source, item));
  }

  @Override
  public CompletableFuture<Map<String, ShardCheckpoint>> shards(StreamName stream, Region source) {
    return table
        .query(
            stream,
            DynamoCheckpointItems.shardPrefix(source),
            item -> DynamoCheckpointItems.decodeShard(source, item))
        .thenApply(
            all ->
                all.stream()
                    .collect(
                        Collectors.toMap(
                            ShardCheckpoint::shardId,
                            Function.identity(),
                            (a, b) -> b,
                            TreeMap::new)));
  }

  @Override
  public CompletableFuture<Boolean> advance(
      StreamName stream, Region source, ShardCheckpoint checkpoint) {
    if (checkpoint.sequenceNumber().isEmpty()) {
      throw new IllegalArgumentException(
          "A checkpoint advances to a sequence number; that of "
              + checkpoint.shardId()
              + " has none");
    }
    Map<String, AttributeValue> state = DynamoCheckpointItems.state(checkpoint);
    ItemUpdate update = new ItemUpdate().set(state).onlyIf(FORWARD);
    OPTIONAL.stream().filter(name -> !state.containsKey(name)).forEach(update::remove);
    return table
        .update(stream, DynamoCheckpointItems.shardEntry(source, checkpoint.shardId()), update)
        .thenApply(Written::made);
  }

  @Override
  public CompletableFuture<Void> enterChild(
      StreamName stream, Region source, ShardCheckpoint child) {
    return table
        .putIfAbsent(DynamoCheckpointItems.encode(stream, source, child))
        .thenApply(written -> null);
  }

  @Override
  public CompletableFuture<Void> retire(
      StreamName stream, Region source, ShardCheckpoint ifAbsent, Set<String> children) {
    ItemUpdate update =
        new ItemUpdate()
            .setIfAbsent(DynamoCheckpointItems.state(ifAbsent))
            .set(
                new Attributes()
                    .texts(DynamoCheckpointItems.CHILDREN, children.stream().sorted().toList())
                    .flag(DynamoCheckpointItems.RETIRED, true)
                    .build());
    return table
        .update(stream, DynamoCheckpointItems.shardEntry(source, ifAbsent.shardId()), update)
        .thenApply(written -> null);
  }

  /**
   * One report a producer. This replica also holds copies of what the producer wrote into the other
   * one: its latest counts, by its epoch, which never falls, and then by its own clock.
   */
  @Override
  public CompletableFuture<List<ProducerReport>> reports(StreamName stream) {
    return table
        .query(stream, DynamoCheckpointItems.PRODUCER_PREFIX, DynamoCheckpointItems::decodeReport)
        .thenApply(DynamoCheckpointTable::latest);
  }

  private static List<ProducerReport> latest(List<ProducerReport> items) {
    Comparator<ProducerReport> order =
        Comparator.comparing(ProducerReport::epoch).thenComparing(ProducerReport::reportedAt);
    Map<ProducerId, ProducerReport> byProducer = new TreeMap<>();
    items.forEach(item -> byProducer.merge(item.producer(), item, BinaryOperator.maxBy(order)));
    return List.copyOf(byProducer.values());
  }

  @Override
  public CompletableFuture<Void> report(StreamName stream, ProducerReport report) {
    return table.put(DynamoCheckpointItems.encode(stream, region, report));
  }
}
