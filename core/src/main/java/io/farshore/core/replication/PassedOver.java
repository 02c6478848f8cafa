package io.farshore.core.replication;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.time.Cause;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a batch begins where the copy ended: one look into the source, right after the place that
 * the checkpoint names. Sequence numbers do not follow each other, so nothing less can tell. Where
 * an event source mapping can give a batch up, this makes the shard stand before a later record of
 * the same key is copied (guarantees B and D).
 */
final class PassedOver {

  /** A shard has five reads a second, for all who read it. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final int ATTEMPTS = 8;

  private final CopyPath path;
  private final EventLoop loop;

  PassedOver(CopyPath path, EventLoop loop) {
    this.path = path;
    this.loop = loop;
  }

  /**
   * Looks.
   *
   * @return fails with {@link Gap} when a record was passed over, with {@link
   *     RegionalStream.CallFailed} when that can't be told
   */
  CompletableFuture<Optional<ShardCheckpoint>> requireNone(
      Epoch epoch, SourceBatch batch, Optional<ShardCheckpoint> stored) {
    SequenceNumber first = batch.first().sequenceNumber();
    Optional<SequenceNumber> place =
        GapRule.copiedUpTo(epoch, stored, batch.shardId()).filter(first::isAfter);
    if (place.isEmpty()) {
      return CompletableFuture.completedFuture(stored);
    }
    return look(batch.shardId(), place.get(), ATTEMPTS)
        .thenApply(
            found -> {
              SequenceNumber next =
                  found.stream()
                      .findFirst()
                      .map(StreamRecord::sequenceNumber)
                      .orElseThrow(() -> unknown(batch.shardId(), place.get()));
              if (first.isAfter(next)) {
                throw Gap.passedOver(
                    path.stream(), path.from(), batch.shardId(), place.get(), first.toString());
              }
              return stored;
            });
  }

  private CompletableFuture<List<StreamRecord>> look(
      String shardId, SequenceNumber place, int attempts) {
    return path.source()
        .readAfter(shardId, place, 1)
        .exceptionallyCompose(
            failure -> {
              if (attempts == 1 || !(Cause.of(failure) instanceof RegionalStream.CallFailed)) {
                return CompletableFuture.failedFuture(failure);
              }
              CompletableFuture<List<StreamRecord>> later = new CompletableFuture<>();
              loop.after(
                  PAUSE,
                  () ->
                      look(shardId, place, attempts - 1)
                          .whenComplete(
                              (found, again) -> {
                                if (again == null) {
                                  later.complete(found);
                                } else {
                                  later.completeExceptionally(again);
                                }
                              }));
              return later;
            });
  }

  /**
   * The same of the parents of a shard born later, whose last batch has no next one.
   *
   * @throws Gap unless they are known to be copied to their ends
   */
  void requireNoneInParents(Optional<ParentsDrained> drained, SourceBatch batch) {
    if (drained.filter(answer -> answer != ParentsDrained.YES).isPresent()) {
      throw Gap.passedOver(
          path.stream(),
          path.from(),
          "a parent of " + batch.shardId(),
          SequenceNumber.BEFORE_ALL,
          "the child's " + batch.first().sequenceNumber());
    }
  }

  private RuntimeException unknown(String shardId, SequenceNumber place) {
    return new RegionalStream.CallFailed(
        "GetRecords on "
            + path.stream()
            + " in "
            + path.from()
            + " found nothing of "
            + shardId
            + " after "
            + place,
        null);
  }
}
