package io.farshore.simulator;

import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A replica's checkpoints, through a sabotage where one is asked for. */
final class WrongCheckpoints implements CheckpointTable {

  private final World world;
  private final CheckpointTable table;
  private final Optional<String> copied;
  private final List<Supplier<CompletableFuture<Void>>> kept = new ArrayList<>();

  /**
   * Wraps a table.
   *
   * @param copied the shard whose batch is copied; empty: it is a step's, which computes the low
   *     watermark
   */
  WrongCheckpoints(World world, CheckpointTable table, Optional<String> copied) {
    this.world = world;
    this.table = table;
    this.copied = copied;
  }

  @Override
  public Region region() {
    return table.region();
  }

  @Override
  public CompletableFuture<Optional<ShardCheckpoint>> shard(
      StreamName stream, Region source, String shardId) {
    CompletableFuture<Optional<ShardCheckpoint>> item = table.shard(stream, source, shardId);
    return world.is(Sabotage.ANCESTORS_NOT_REPEATED)
        ? item.thenApply(found -> found.map(WrongCheckpoints::asIfItHadABatch))
        : item;
  }

  private static ShardCheckpoint asIfItHadABatch(ShardCheckpoint item) {
    SequenceNumber number = item.sequenceNumber().orElse(SequenceNumber.BEFORE_ALL);
    return new ShardCheckpoint(
        item.shardId(),
        item.epoch(),
        Optional.of(number),
        item.lastReplicatedCommitTimestamp(),
        item.watermarks(),
        item.replicatedAt(),
        item.arrivedAt(),
        item.children(),
        item.retired());
  }

  @Override
  public CompletableFuture<Map<String, ShardCheckpoint>> shards(StreamName stream, Region source) {
    CompletableFuture<Map<String, ShardCheckpoint>> items = table.shards(stream, source);
    return copied.isEmpty() ? items.thenApply(new WrongLedger(world.sabotage())::seen) : items;
  }

  @Override
  public CompletableFuture<Boolean> advance(
      StreamName stream, Region source, ShardCheckpoint checkpoint) {
    CompletableFuture<Boolean> written = table.advance(stream, source, checkpoint);
    return world.is(Sabotage.FAILED_CHECKPOINT_ACKNOWLEDGED)
        ? written.exceptionally(failure -> true)
        : written;
  }

  @Override
  public CompletableFuture<Void> enterChild(
      StreamName stream, Region source, ShardCheckpoint child) {
    if (world.is(Sabotage.PARENT_RETIRED_FIRST)) {
      kept.add(() -> table.enterChild(stream, source, child));
      return CompletableFuture.completedFuture(null);
    }
    return world.is(Sabotage.UNSEEN_CHILD_SHARD_FORGOTTEN)
        ? CompletableFuture.completedFuture(null)
        : table.enterChild(stream, source, child);
  }

  @Override
  public CompletableFuture<Void> retire(
      StreamName stream, Region source, ShardCheckpoint ifAbsent, Set<String> children) {
    if (world.is(Sabotage.PARENTS_ONLY_RETIRED) && !isParent(source, ifAbsent.shardId())) {
      return CompletableFuture.completedFuture(null);
    }
    boolean forgotten = world.is(Sabotage.UNSEEN_CHILD_SHARD_FORGOTTEN);
    CompletableFuture<Void> retired =
        table.retire(stream, source, ifAbsent, forgotten ? Set.of() : children);
    for (Supplier<CompletableFuture<Void>> entering : kept) {
      retired = retired.thenCompose(none -> entering.get());
    }
    kept.clear();
    return retired;
  }

  private boolean isParent(Region source, String shardId) {
    return world.stream(source).shard(copied.orElseThrow()).parents().contains(shardId);
  }

  @Override
  public CompletableFuture<List<ProducerReport>> reports(StreamName stream) {
    CompletableFuture<List<ProducerReport>> reports = table.reports(stream);
    return switch (world.sabotage()) {
      case OWN_AND_ACTIVE_HIDES_LATER_EPOCH, EPOCH_NUMBER_PLUS_ONE_ONLY ->
          reports.thenApply(all -> all.stream().map(this::followingWhatIsKnown).toList());
      default -> reports;
    };
  }

  private ProducerReport followingWhatIsKnown(ProducerReport report) {
    EpochId known =
        world.replica(region()).epochs().inForce().map(epoch -> epoch.id()).orElseThrow();
    boolean later = copied.isEmpty() && report.highestEpoch().compareTo(known) > 0;
    return later ? following(report, known) : report;
  }

  private static ProducerReport following(ProducerReport report, EpochId epoch) {
    return new ProducerReport(
        report.producer(),
        epoch,
        report.phase(),
        report.lowWatermark(),
        report.start(),
        report.reportedAt(),
        report.reaches(),
        report.acknowledged(),
        report.acknowledgedAt(),
        report.unansweredAt(),
        Optional.empty());
  }

  @Override
  public CompletableFuture<Void> report(StreamName stream, ProducerReport report) {
    return table.report(stream, report);
  }
}
