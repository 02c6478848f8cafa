package io.farshore.simulator;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.epoch.Transition;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A replica's epochs whose reads are done in another way. */
final class WrappedEpochs implements EpochTable {

  private final EpochTable table;
  private final Supplier<CompletableFuture<Epochs>> read;

  WrappedEpochs(EpochTable table, Supplier<CompletableFuture<Epochs>> read) {
    this.table = table;
    this.read = read;
  }

  @Override
  public Region region() {
    return table.region();
  }

  @Override
  public CompletableFuture<Epochs> epochs(StreamName stream) {
    return read.get();
  }

  @Override
  public CompletableFuture<Transition> create(StreamName stream, Epoch epoch) {
    return table.create(stream, epoch);
  }

  @Override
  public CompletableFuture<Transition> fence(
      StreamName stream, EpochId epoch, boolean drained, Instant at) {
    return table.fence(stream, epoch, drained, at);
  }

  @Override
  public CompletableFuture<Transition> abandon(StreamName stream, EpochId epoch) {
    return table.abandon(stream, epoch);
  }

  @Override
  public CompletableFuture<Transition> activate(
      StreamName stream,
      EpochId epoch,
      Map<String, NamedShard> shards,
      Map<ProducerId, Watermark> resumeFrom,
      Instant at) {
    return table.activate(stream, epoch, shards, resumeFrom, at);
  }

  @Override
  public CompletableFuture<StreamSettings> settings(StreamName stream) {
    return table.settings(stream);
  }

  @Override
  public CompletableFuture<Void> set(StreamName stream, StreamSettings settings) {
    return table.set(stream, settings);
  }

  @Override
  public CompletableFuture<Void> record(StreamName stream, HistoryEntry entry) {
    return table.record(stream, entry);
  }

  @Override
  public CompletableFuture<List<HistoryEntry>> history(StreamName stream) {
    return table.history(stream);
  }
}
