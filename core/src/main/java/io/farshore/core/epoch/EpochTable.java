package io.farshore.core.epoch;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Port: one Region's replica of the active-Region table. Every read is consistent in that replica,
 * every write conditional, each on one item.
 *
 * <p>An epoch's item is written only in the replica of the Region that it activates. Futures
 * complete on the caller's event loop and fail with {@link
 * io.farshore.core.checkpoint.ReplicaUnavailable} when no usable answer came: the write may have
 * been applied all the same.
 */
public interface EpochTable {

  /** The Region whose replica this is. */
  Region region();

  /** All epochs of a stream; none when it is not registered here. */
  CompletableFuture<Epochs> epochs(StreamName stream);

  /**
   * The epoch in force; empty when none is. The same as of all {@link #epochs}, but need not read
   * the earlier ones: what each batch reads must not grow with the number of moves.
   */
  default CompletableFuture<Optional<Epoch>> inForce(StreamName stream) {
    return epochs(stream).thenApply(Epochs::inForce);
  }

  /** Makes an epoch's item on condition that there is none of that number and Region. */
  CompletableFuture<Transition> create(StreamName stream, Epoch epoch);

  /** {@code DRAINING} → {@code FENCING}; {@code drained} as the drain ended. */
  CompletableFuture<Transition> fence(
      StreamName stream, EpochId epoch, boolean drained, Instant at);

  /** {@code DRAINING} → {@code ABANDONED}. */
  CompletableFuture<Transition> abandon(StreamName stream, EpochId epoch);

  /** {@code FENCING} → {@code ACTIVE}, with everything that the opening found, in one write. */
  CompletableFuture<Transition> activate(
      StreamName stream,
      EpochId epoch,
      Map<String, NamedShard> shards,
      Map<ProducerId, Watermark> resumeFrom,
      Instant at);

  /** What people set in this Region. */
  CompletableFuture<StreamSettings> settings(StreamName stream);

  /** Sets it, whatever was set before. */
  CompletableFuture<Void> set(StreamName stream, StreamSettings settings);

  /** Adds one item to the history; the same start and execution overwrite themselves. */
  CompletableFuture<Void> record(StreamName stream, HistoryEntry entry);

  /** The history as this replica knows it, oldest first. */
  CompletableFuture<List<HistoryEntry>> history(StreamName stream);

  /**
   * How an execution ended.
   *
   * @param startedAt when it started
   * @param region where it ran
   * @param execution its name
   * @param outcome such as {@code Activated}
   * @param reportJson the whole report
   */
  record HistoryEntry(
      Instant startedAt, Region region, String execution, String outcome, String reportJson) {}
}
