package io.farshore.simulator;

import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.lease.ControlRecordsDisagree;
import io.farshore.core.replication.CopyPath;
import io.farshore.core.replication.Outcome;
import io.farshore.core.replication.Replicator;
import io.farshore.core.replication.ReplicatorSettings;
import io.farshore.core.replication.SourceBatch;
import io.farshore.core.replication.WatermarkSource;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.Shard;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.write.WriterSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Lambda's event source mapping of one Region's stream, with the replicator behind it: a batch of a
 * shard at a time, parents before children, the same batch again when it fails.
 */
final class Mapping {

  private static final Duration INVOCATION = Duration.ofSeconds(30);
  private static final ReplicatorSettings SETTINGS =
      new ReplicatorSettings(
          World.LEASE,
          WriterSettings.defaults(Network.CALL_TIMEOUT),
          Duration.ofHours(24),
          Duration.ofHours(1),
          new WatermarkSource.Heartbeats(),
          CommitTimestampReader.at(CommitTimestampReader.DEFAULT_POINTER),
          ReplicatorSettings.reserveFor(Network.CALL_TIMEOUT));

  private final World world;
  private final Region from;
  private final Actor poller;
  private final Map<String, Integer> read = new HashMap<>();
  private final Map<String, Boolean> busy = new HashMap<>();
  private Optional<Epochs> cached = Optional.empty();
  private int invocations;

  Mapping(World world, Region from) {
    this.world = world;
    this.from = from;
    this.poller = new Actor(world, "mapping " + from, from, true, Duration.ZERO);
  }

  void start() {
    poll();
  }

  /** Everything in the stream has been handed out and acknowledged. */
  boolean isCaughtUp() {
    return world.stream(from).shards().stream().allMatch(shard -> isDrained(shard.id()));
  }

  private boolean isDrained(String shardId) {
    return at(shardId) >= world.stream(from).records(shardId).size();
  }

  private int at(String shardId) {
    return read.getOrDefault(shardId, 0);
  }

  private void poll() {
    poller.after(Duration.ofMillis(150 + world.below(150)), this::poll);
    for (Shard shard : world.stream(from).shards()) {
      feed(shard.id());
    }
  }

  private void feed(String shardId) {
    if (busy.getOrDefault(shardId, false) || isDrained(shardId)) {
      return;
    }
    if (!isAfterItsParents(shardId)) {
      return;
    }
    busy.put(shardId, true);
    invoke(shardId);
  }

  /** Parents without a record wait for their own parents too. */
  private boolean isAfterItsParents(String shardId) {
    return world.stream(from).shard(shardId).parents().stream()
        .allMatch(parent -> isDrained(parent) && isAfterItsParents(parent));
  }

  private void invoke(String shardId) {
    List<StreamRecord> all = world.stream(from).records(shardId);
    int first = at(shardId);
    int last = Math.min(all.size(), first + 1 + world.below(40));
    SourceBatch batch = new SourceBatch(shardId, List.copyOf(all.subList(first, last)));
    String name = "replicate " + from.name() + " " + ++invocations;
    Actor function = new Actor(world, name, from, true, world.skew(from));
    long[] answered = new long[1];
    disturb(function);
    poller.after(INVOCATION.plusSeconds(1), () -> ended(function, shardId, answered, first, null));
    world.note(name, () -> "gets " + shardId + " " + first + " to " + last);
    function.execute(
        () ->
            replicator(function)
                .replicate(batch, INVOCATION)
                .whenComplete(
                    (outcome, failure) ->
                        poller.take(
                            () ->
                                ended(
                                    function,
                                    shardId,
                                    answered,
                                    next(name, batch, first, outcome, failure),
                                    failure))));
  }

  private void disturb(Actor function) {
    if (world.weather().strikes(Fault.FUNCTION_KILLED)) {
      world.time().after(world.below(1_500) * 1_000_000L, function::kill);
    }
    if (world.weather().strikes(Fault.FUNCTION_FROZEN)) {
      long after = world.below(400) * 1_000_000L;
      Duration time = Duration.ofMillis(world.below(20_000));
      world.time().after(after, () -> function.freeze(time));
    }
  }

  private Replicator replicator(Actor function) {
    Region to = World.other(from);
    CopyPath path =
        new CopyPath(
            sourceEpochs(function),
            new EpochPort(world, function, to),
            new CheckpointPort(world, function, to),
            new StreamPort(world, function, from),
            new StreamPort(world, function, to));
    return new Replicator(path, function, world.random().split(), SETTINGS);
  }

  /** X's replica; what it answers is the epoch that the replicator acts in. */
  private EpochTable sourceEpochs(Actor function) {
    return new WrappedEpochs(
        new EpochPort(world, function, from),
        asked ->
            fresh(asked)
                .thenApply(
                    epochs -> {
                      epochs.inForce().map(Epoch::id).ifPresent(function::actsIn);
                      return epochs;
                    }));
  }

  private CompletableFuture<Epochs> fresh(CompletableFuture<Epochs> asked) {
    if (world.sabotage() != Sabotage.INACTIVE_FROM_CACHE) {
      return asked;
    }
    Optional<Epochs> before = cached;
    asked.thenAccept(epochs -> cached = Optional.of(epochs));
    return before.map(CompletableFuture::completedFuture).orElse(asked);
  }

  /** Where the shard's reading goes on. */
  private int next(String name, SourceBatch batch, int first, Outcome outcome, Throwable failure) {
    int end = first + batch.records().size();
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      world.reached("batch " + cause.getClass().getSimpleName());
      world.note(name, () -> "fails: " + cause);
      return isAcknowledged(cause) ? end : first;
    }
    if (outcome instanceof Outcome.Copied copied) {
      world.reached(copied.firstNotCopied().isPresent() ? "batch copied in part" : "batch copied");
      if (world.sabotage() == Sabotage.ACK_AFTER_PARTIAL_FAILURE) {
        return end;
      }
      return copied
          .firstNotCopied()
          .map(
              number -> {
                int index = first;
                while (!batch.records().get(index - first).sequenceNumber().equals(number)) {
                  index++;
                }
                return index;
              })
          .orElse(end);
    }
    world.reached("batch acknowledged as the peer's own");
    return end;
  }

  private boolean isAcknowledged(Throwable cause) {
    return world.sabotage() == Sabotage.DISAGREEMENT_ACKNOWLEDGED
            && cause instanceof ControlRecordsDisagree
        || world.sabotage() == Sabotage.FAIL_OPEN_ON_CONTROL_ERROR
            && cause instanceof ReplicaUnavailable;
  }

  private void ended(Actor function, String shardId, long[] answered, int next, Throwable failure) {
    if (answered[0]++ > 0) {
      return;
    }
    function.kill();
    boolean missed = world.weather().strikes(Fault.MAPPING_MISSED_ANSWER);
    int before = at(shardId);
    if (!missed) {
      read.put(shardId, next);
    }
    world.note(function.name(), () -> "ends; " + shardId + " goes on at " + at(shardId));
    boolean failed = failure != null || missed || at(shardId) == before;
    poller.after(
        Duration.ofMillis(failed ? 200 + world.below(800) : world.below(50)),
        () -> {
          busy.put(shardId, false);
          feed(shardId);
        });
  }
}
