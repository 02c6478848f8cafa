package io.farshore.core.replication;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamRecord;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a batch begins where the copy ended: one look into the source, right after the place that
 * the checkpoint names. Sequence numbers do not follow each other, so nothing less can tell. Where
 * an event source mapping can give a batch up, this makes the shard stand before a later record of
 * the same key is copied (guarantees B and D).
 */
final class PassedOver {

  private final CopyPath path;

  PassedOver(CopyPath path) {
    this.path = path;
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
    return path.source()
        .readAfter(batch.shardId(), place.get(), 1)
        .thenApply(
            found -> {
              SequenceNumber next =
                  found.stream()
                      .findFirst()
                      .map(StreamRecord::sequenceNumber)
                      .orElseThrow(() -> unknown(batch.shardId(), place.get()));
              if (first.isAfter(next)) {
                throw new Gap(
                    path.stream(), path.from(), batch.shardId(), place.get(), first.toString());
              }
              return stored;
            });
  }

  /**
   * The same of the parents of a shard born later, whose last batch has no next one.
   *
   * @throws Gap unless they are known to be copied to their ends
   */
  void requireNoneInParents(Optional<ParentsDrained> drained, SourceBatch batch) {
    if (drained.filter(answer -> answer != ParentsDrained.YES).isPresent()) {
      throw new Gap(
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
