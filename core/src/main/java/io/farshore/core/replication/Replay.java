package io.farshore.core.replication;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Puts back what an event source mapping gave up: reads the source from the shard's checkpoint on,
 * and copies up to the batch's end as the replicator does, under the lease, in order by key,
 * checkpoint by checkpoint. It rests on the shard standing since: where the replicator does not
 * look behind, later records may have been copied, and it refuses rather than to break their order.
 *
 * <p>Used on the event loop only, one batch of a shard after the other. Broken off, it goes on
 * where it was; two at once repeat records, in order.
 */
public final class Replay {

  private static final int MOST_RECORDS = 500;
  private static final Duration TIME = Duration.ofSeconds(30);

  private final CopyPath path;
  private final Replicator replicator;
  private final boolean stood;

  /**
   * A replay.
   *
   * @param replicator on the same path, which does not look behind
   * @param stood whether the mapping's replicator looks behind, so that it stood still since
   */
  public Replay(CopyPath path, Replicator replicator, boolean stood) {
    this.path = path;
    this.replicator = replicator;
    this.stood = stood;
  }

  /** What became of a batch. */
  public sealed interface Result {
    /** It is copied up to its end now; so many records from the checkpoint on were sent. */
    record PutBack(long records) implements Result {}

    /** It had been put back before. */
    record AlreadyThere() implements Result {}

    /** A later epoch has begun since: producers wrote it again. */
    record Overtaken(String epoch) implements Result {}

    /** It can't be put back; the message says what to do. */
    record Refused(String message) implements Result {}
  }

  /**
   * Puts a batch back.
   *
   * @return fails as {@link Replicator#replicate} does; what was copied until then stays
   */
  public CompletableFuture<Result> replay(GivenUpBatch batch) {
    return path.sourceEpochs()
        .epochs(path.stream())
        .thenCompose(epochs -> inEpoch(inForce(epochs), batch));
  }

  private Epoch inForce(Epochs epochs) {
    return epochs.inForce().orElseThrow(() -> new NoEpoch(path.stream(), path.from()));
  }

  private CompletableFuture<Result> inEpoch(Epoch epoch, GivenUpBatch batch) {
    NamedShard named = epoch.shards().get(batch.shardId());
    boolean skipped =
        named instanceof NamedShard.Closed
            || named instanceof NamedShard.Open open && !batch.last().isAfter(open.marker());
    return skipped || !epoch.activeRegion().equals(path.from())
        ? CompletableFuture.completedFuture(new Result.Overtaken(epoch.id().toString()))
        : onwards(epoch, batch, 0);
  }

  private CompletableFuture<Result> onwards(Epoch epoch, GivenUpBatch batch, long sent) {
    return path.targetCheckpoints()
        .shard(path.stream(), path.from(), batch.shardId())
        .thenCompose(
            stored -> {
              SequenceNumber place =
                  GapRule.copiedUpTo(epoch, stored, batch.shardId()).orElseThrow();
              return batch.last().isAfter(place)
                  ? next(epoch, batch, place, sent)
                  : CompletableFuture.completedFuture(ended(sent));
            });
  }

  private Result ended(long sent) {
    if (sent > 0) {
      return new Result.PutBack(sent);
    }
    return stood
        ? new Result.AlreadyThere()
        : new Result.Refused(
            "its shard did not stand: later records have been copied, and putting these behind them"
                + " would break the order of their keys. Open a new epoch: farshore resync");
  }

  private CompletableFuture<Result> next(
      Epoch epoch, GivenUpBatch batch, SequenceNumber place, long sent) {
    return path.source()
        .readAfter(batch.shardId(), place, MOST_RECORDS)
        .thenCompose(
            found -> {
              List<StreamRecord> records =
                  found.stream()
                      .filter(record -> !record.sequenceNumber().isAfter(batch.last()))
                      .toList();
              return lost(batch, place, records)
                  .<CompletableFuture<Result>>map(CompletableFuture::completedFuture)
                  .orElseGet(() -> copy(epoch, batch, records, sent));
            });
  }

  /** The source has dropped records of the batch. */
  private Optional<Result> lost(
      GivenUpBatch batch, SequenceNumber place, List<StreamRecord> records) {
    boolean beginsLate =
        !records.isEmpty()
            && batch.first().isAfter(place)
            && records.get(0).sequenceNumber().isAfter(batch.first());
    return records.isEmpty() || beginsLate
        ? Optional.of(
            new Result.Refused(
                "the stream keeps its records no longer. Open a new epoch: farshore resync"))
        : Optional.empty();
  }

  private CompletableFuture<Result> copy(
      Epoch epoch, GivenUpBatch batch, List<StreamRecord> records, long sent) {
    return replicator
        .replicate(new SourceBatch(batch.shardId(), records), TIME)
        .thenCompose(
            outcome ->
                outcome instanceof Outcome.Copied copied
                    ? onwards(epoch, batch, sent + sentOf(copied, records))
                    : replay(batch));
  }

  private static long sentOf(Outcome.Copied copied, List<StreamRecord> records) {
    return copied
        .firstNotCopied()
        .map(end -> records.stream().filter(record -> end.isAfter(record.sequenceNumber())).count())
        .orElse((long) records.size());
  }
}
