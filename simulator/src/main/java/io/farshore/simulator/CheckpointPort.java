package io.farshore.simulator;

import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One replica's checkpoints, as an actor reaches them. */
final class CheckpointPort implements CheckpointTable {

  private final World world;
  private final Actor caller;
  private final Replica replica;

  CheckpointPort(World world, Actor caller, Region region) {
    this.world = world;
    this.caller = caller;
    this.replica = world.replica(region);
  }

  @Override
  public Region region() {
    return replica.region();
  }

  @Override
  public CompletableFuture<Optional<ShardCheckpoint>> shard(
      StreamName stream, Region source, String shardId) {
    return call("shard", Network.Kind.READ, () -> replica.shard(source, shardId));
  }

  @Override
  public CompletableFuture<Map<String, ShardCheckpoint>> shards(StreamName stream, Region source) {
    return call(
        "shards",
        Network.Kind.READ,
        () -> {
          Map<String, ShardCheckpoint> items = replica.shards(source);
          countCases(source, items);
          return items;
        });
  }

  /** A step reads them for the low watermark; the copy for the lineage of shards. */
  private void countCases(Region source, Map<String, ShardCheckpoint> items) {
    if (!caller.name().startsWith("replicate")) {
      replica
          .epochs()
          .lastOpened()
          .filter(epoch -> epoch.activeRegion().equals(source))
          .ifPresent(epoch -> LedgerCases.count(world, epoch, items, replica.reports()));
    }
  }

  @Override
  public CompletableFuture<Boolean> advance(
      StreamName stream, Region source, ShardCheckpoint next) {
    Network.Call<Boolean> request =
        request("advance " + next.shardId(), Network.Kind.WRITE, () -> applied(source, next));
    world.cues().give("advance in " + region());
    return world.strikes(Fault.CHECKPOINT_WRITE_LOST, request.caller().name(), request::what)
        ? world.network().lose(request)
        : world.network().send(request);
  }

  private boolean applied(Region source, ShardCheckpoint next) {
    Optional<ShardCheckpoint> found = replica.shard(source, next.shardId());
    if (found.isPresent() && !mayFollow(found.get(), next)) {
      world.reached("checkpoint refused by its condition");
      return false;
    }
    replica.put(source, found.map(next::endingAs).orElse(next));
    world.reached("checkpoint " + whatItIs(found, next));
    world.invariants().advanced(region(), source, next.epoch());
    return true;
  }

  private static String whatItIs(Optional<ShardCheckpoint> found, ShardCheckpoint next) {
    if (found.flatMap(ShardCheckpoint::sequenceNumber).isEmpty()) {
      return "is the shard's first";
    }
    return found.get().epoch() < next.epoch() ? "replaces one of an earlier epoch" : "goes on";
  }

  private static boolean mayFollow(ShardCheckpoint found, ShardCheckpoint next) {
    boolean higher =
        found.sequenceNumber().isEmpty()
            || next.sequenceNumber().orElseThrow().isAfter(found.sequenceNumber().get());
    return higher && found.epoch() <= next.epoch();
  }

  @Override
  public CompletableFuture<Void> enterChild(
      StreamName stream, Region source, ShardCheckpoint child) {
    return call(
        "enter " + child.shardId(),
        Network.Kind.WRITE,
        () -> {
          boolean isNew = replica.shard(source, child.shardId()).isEmpty();
          boolean has = !child.watermarks().isEmpty();
          world.reached(
              "child entered " + (!isNew ? "already" : (has ? "with" : "without") + " watermarks"));
          if (isNew) {
            replica.put(source, child);
          }
          world.cues().give("child entered", caller);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> retire(
      StreamName stream, Region source, ShardCheckpoint ifAbsent, Set<String> children) {
    return call(
        "retire " + ifAbsent.shardId(),
        Network.Kind.WRITE,
        () -> {
          ShardCheckpoint parent = replica.shard(source, ifAbsent.shardId()).orElse(ifAbsent);
          boolean copied = parent.sequenceNumber().isPresent();
          world.reached(
              "parent retired "
                  + (parent.retired()
                      ? "already"
                      : "that was " + (copied ? "" : "never ") + "copied"));
          replica.put(source, parent.retiredInto(children));
          world.invariants().advanced(region(), source, parent.epoch());
          world.cues().give("parent retired", caller);
          return null;
        });
  }

  @Override
  public CompletableFuture<List<ProducerReport>> reports(StreamName stream) {
    return call("reports", Network.Kind.READ, replica::reports);
  }

  @Override
  public CompletableFuture<Void> report(StreamName stream, ProducerReport report) {
    return call(
        "report",
        Network.Kind.WRITE,
        () -> {
          world.reached("producer " + report.phase());
          replica.put(report);
          return null;
        });
  }

  private <T> CompletableFuture<T> call(String what, Network.Kind kind, Supplier<T> apply) {
    return world.network().send(request(what, kind, apply));
  }

  private <T> Network.Call<T> request(String what, Network.Kind kind, Supplier<T> apply) {
    return new Network.Call<>(
        caller,
        region(),
        Network.Service.TABLES,
        what,
        kind,
        arrival -> apply.get(),
        () -> new ReplicaUnavailable("Checkpoints", region(), new IOException("no answer")));
  }
}
