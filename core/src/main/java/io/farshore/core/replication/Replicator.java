package io.farshore.core.replication;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Phase;
import io.farshore.core.lease.Leases;
import io.farshore.core.time.EventLoop;
import io.farshore.core.write.KeyOrderedWriter;
import io.farshore.core.write.LearnedTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Copies a stream from X to Y, a batch of one shard at a time: the protocol's steps 1 to 6.
 *
 * <p>Decides nothing by what it knows from an earlier batch, how fast the target takes records
 * apart: what it must know it reads anew, with one read of the epochs in X, one for the lease and
 * one of the checkpoint in Y, and one write of the checkpoint. A shard born in this epoch costs
 * some more with its first batch, and a batch that outlasts its lease one more read each time.
 *
 * <p>Used on the event loop only. One batch of a shard at a time (parallelization factor 1);
 * batches of different shards may overlap.
 */
public final class Replicator {

  private final CopyPath path;
  private final EventLoop loop;
  private final RandomGenerator random;
  private final ReplicatorSettings settings;
  private final Leases leases;
  private final GapRule gapRule;
  private final LearnedTarget target = new LearnedTarget();
  private final Optional<PassedOver> passedOver;

  /**
   * A replicator behind a mapping that gives no batch up.
   *
   * @param random for the back-off
   */
  public Replicator(
      CopyPath path, EventLoop loop, RandomGenerator random, ReplicatorSettings settings) {
    this(path, loop, random, settings, false);
  }

  /**
   * A replicator.
   *
   * @param random for the back-off
   * @param looksBehind whether the mapping can give a batch up: each batch is then compared with
   *     what the source has after the checkpoint, by one more read there
   */
  public Replicator(
      CopyPath path,
      EventLoop loop,
      RandomGenerator random,
      ReplicatorSettings settings,
      boolean looksBehind) {
    this.path = path;
    this.loop = loop;
    this.random = random;
    this.settings = settings;
    this.leases = new Leases(path.targetEpochs(), loop, settings.leaseLife());
    this.gapRule = new GapRule(settings.retention(), settings.gapMargin());
    this.passedOver = looksBehind ? Optional.of(new PassedOver(path, loop)) : Optional.empty();
  }

  /**
   * Copies a batch. To be called after the batch was received: the epoch is read by then, so that a
   * record produced after a flip is not skipped on an older answer.
   *
   * @param remaining what is left of the invocation
   * @return what may be acknowledged. Fails, and then nothing may be (guarantee E), with {@link
   *     NoEpoch}, {@link EpochIsFencing}, {@link io.farshore.core.lease.Fenced}, {@link
   *     io.farshore.core.lease.ControlRecordsDisagree}, {@link CheckpointIsAhead}, {@link Gap},
   *     {@link ShardNotListed}, {@link io.farshore.core.checkpoint.ReplicaUnavailable}, {@link
   *     io.farshore.core.stream.RegionalStream.CallFailed}, and where not even the first record was
   *     copied {@link OutOfTime} or {@link io.farshore.core.write.NotAcknowledged}
   */
  public CompletableFuture<Outcome> replicate(SourceBatch batch, Duration remaining) {
    long startedNanos = loop.monotonicNanos();
    return path.sourceEpochs()
        .inForce(path.stream())
        .thenCompose(
            found -> {
              Epoch inForce = usable(found);
              return inForce.activeRegion().equals(path.from())
                  ? copyIn(inForce, batch, startedNanos + remaining.toNanos())
                  : CompletableFuture.completedFuture(
                      new Outcome.AcknowledgedAsPeersOwn(inForce.id(), batch.records().size()));
            });
  }

  /** Step 1. */
  private Epoch usable(Optional<Epoch> found) {
    Epoch inForce = found.orElseThrow(() -> new NoEpoch(path.stream(), path.from()));
    if (inForce.activeRegion().equals(path.from()) && inForce.phase() == Phase.FENCING) {
      throw new EpochIsFencing(path.stream(), inForce.id());
    }
    return inForce;
  }

  /** Steps 2 to 6. The lease and the checkpoint are read side by side: one round trip. */
  private CompletableFuture<Outcome> copyIn(Epoch epoch, SourceBatch batch, long endNanos) {
    HeldLease taken =
        new HeldLease(leases, path.stream(), epoch.id(), loop, settings.writer().callTimeout());
    return taken
        .take()
        .thenCombine(
            path.targetCheckpoints().shard(path.stream(), path.from(), batch.shardId()),
            (lease, stored) -> requireUsable(epoch, batch, stored))
        .thenCompose(stored -> requireNonePassedOver(epoch, batch, stored))
        .thenCompose(
            stored ->
                recordLineage(epoch, batch, stored)
                    .thenCompose(
                        drained ->
                            copy(epoch, batch, taken, endNanos)
                                .thenCombine(
                                    inherited(batch, stored, drained),
                                    (copy, base) -> checkpoint(epoch, batch, base, copy))
                                .thenCompose(written -> written)
                                .thenApply(copy -> outcome(copy, drained))))
        .whenComplete((outcome, failure) -> taken.release());
  }

  private CompletableFuture<Optional<ShardCheckpoint>> requireNonePassedOver(
      Epoch epoch, SourceBatch batch, Optional<ShardCheckpoint> stored) {
    return passedOver
        .map(look -> look.requireNone(epoch, batch, stored))
        .orElseGet(() -> CompletableFuture.completedFuture(stored));
  }

  private Optional<ShardCheckpoint> requireUsable(
      Epoch epoch, SourceBatch batch, Optional<ShardCheckpoint> stored) {
    requireNotAhead(epoch.id(), stored);
    gapRule
        .gapSince(epoch, stored, batch, loop.wallTime())
        .ifPresent(
            since -> {
              throw new Gap(
                  path.stream(), path.from(), batch.shardId(), since, settings.retention());
            });
    return stored;
  }

  private void requireNotAhead(EpochId acting, Optional<ShardCheckpoint> stored) {
    stored
        .filter(item -> item.epoch() > acting.number())
        .ifPresent(
            item -> {
              throw new CheckpointIsAhead(path.stream(), item.shardId(), item.epoch(), acting);
            });
  }

  private CompletableFuture<Optional<ParentsDrained>> recordLineage(
      Epoch epoch, SourceBatch batch, Optional<ShardCheckpoint> stored) {
    if (!Lineage.isDue(epoch, batch.shardId(), stored)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return new Lineage(path, epoch, batch.shardId(), loop.wallTime(), gapRule)
        .record()
        .thenApply(Optional::of)
        .thenApply(
            drained -> {
              passedOver.ifPresent(look -> look.requireNoneInParents(drained, batch));
              return drained;
            });
  }

  /** The first batch of a child goes on from the watermarks that it was entered with. */
  private CompletableFuture<Optional<ShardCheckpoint>> inherited(
      SourceBatch batch, Optional<ShardCheckpoint> stored, Optional<ParentsDrained> drained) {
    return drained.isPresent() && stored.isEmpty()
        ? path.targetCheckpoints().shard(path.stream(), path.from(), batch.shardId())
        : CompletableFuture.completedFuture(stored);
  }

  /** Steps 3 and 4. */
  private CompletableFuture<Copy> copy(
      Epoch epoch, SourceBatch batch, HeldLease lease, long endNanos) {
    Duration toSend = Duration.ofNanos(endNanos - loop.monotonicNanos()).minus(settings.reserve());
    if (toSend.isNegative()) {
      throw new OutOfTime(toSend);
    }
    var writer =
        new KeyOrderedWriter(path.target(), loop, random, lease::now, settings.writer(), target);
    var prefix =
        new AcknowledgedPrefix(batch.records(), epoch.number(), settings.commitTimestamps());
    var skipRule = SkipRule.of(epoch, batch.shardId());
    var sending = new BatchCopy(batch, skipRule, writer, prefix);
    lease.keep(sending);
    return sending
        .run(loop, toSend)
        .thenApply(done -> new Copy(prefix, prefix.counts(writer.counts()), sending.stoppedBy()));
  }

  /**
   * Step 5. A refusal is no failure: the stored item is at or above already, and what it says of
   * watermarks was true when it was written.
   */
  private CompletableFuture<Copy> checkpoint(
      Epoch epoch, SourceBatch batch, Optional<ShardCheckpoint> stored, Copy copy) {
    if (copy.prefix().length() == 0) {
      throw copy.stoppedBy().orElseThrow();
    }
    ShardCheckpoint next =
        new CheckpointStep(epoch, settings.watermarks())
            .next(batch.shardId(), stored, copy.prefix(), loop.wallTime());
    return path.targetCheckpoints()
        .advance(path.stream(), path.from(), next)
        .thenApply(written -> copy);
  }

  /** Step 6. */
  private Outcome outcome(Copy copy, Optional<ParentsDrained> drained) {
    return new Outcome.Copied(
        copy.prefix().firstAfter().map(record -> record.sequenceNumber()),
        copy.stoppedBy(),
        copy.counts(),
        Duration.between(copy.prefix().last().arrivedAt(), loop.wallTime()),
        drained);
  }

  private record Copy(
      AcknowledgedPrefix prefix, CopyCounts counts, Optional<RuntimeException> stoppedBy) {}
}
