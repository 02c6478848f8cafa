package io.farshore.aws;

import io.farshore.aws.DynamoTable.Written;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.epoch.Transition;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The active-Region table of one Region, on DynamoDB. */
final class DynamoEpochTable implements EpochTable {

  private final Region region;
  private final DynamoTable table;

  DynamoEpochTable(Region region, DynamoTable table) {
    this.region = region;
    this.table = table;
  }

  @Override
  public Region region() {
    return region;
  }

  @Override
  public CompletableFuture<Epochs> epochs(StreamName stream) {
    return table
        .query(stream, DynamoEpochItems.EPOCH_PREFIX, DynamoEpochItems::decode)
        .thenApply(Epochs::of);
  }

  /** Entries sort by number and then Region, as epochs do. */
  @Override
  public CompletableFuture<Optional<Epoch>> inForce(StreamName stream) {
    return table.last(
        stream,
        DynamoEpochItems.EPOCH_PREFIX,
        DynamoEpochItems::decode,
        epoch -> epoch.phase().isInForce());
  }

  @Override
  public CompletableFuture<Transition> create(StreamName stream, Epoch epoch) {
    return transition(table.putIfAbsent(DynamoEpochItems.encode(stream, epoch)));
  }

  @Override
  public CompletableFuture<Transition> fence(
      StreamName stream, EpochId epoch, boolean drained, Instant at) {
    Map<String, AttributeValue> changes =
        phase(Phase.FENCING)
            .instant(DynamoEpochItems.FENCED_AT, at)
            .flag(DynamoEpochItems.DRAINED, drained)
            .build();
    return change(stream, epoch, Phase.DRAINING, changes);
  }

  @Override
  public CompletableFuture<Transition> abandon(StreamName stream, EpochId epoch) {
    return change(stream, epoch, Phase.DRAINING, phase(Phase.ABANDONED).build());
  }

  @Override
  public CompletableFuture<Transition> activate(
      StreamName stream,
      EpochId epoch,
      Map<String, NamedShard> shards,
      Map<ProducerId, Watermark> resumeFrom,
      Instant at) {
    Map<String, AttributeValue> changes =
        phase(Phase.ACTIVE)
            .map(DynamoEpochItems.SHARDS, DynamoEpochItems.shards(shards))
            .map(DynamoEpochItems.RESUME_FROM, DynamoEpochItems.resumeFrom(resumeFrom))
            .instant(DynamoEpochItems.ACTIVATED_AT, at)
            .build();
    return change(stream, epoch, Phase.FENCING, changes);
  }

  private static Attributes phase(Phase phase) {
    return new Attributes().text(DynamoEpochItems.PHASE, phase.name());
  }

  private CompletableFuture<Transition> change(
      StreamName stream, EpochId epoch, Phase from, Map<String, AttributeValue> changes) {
    ItemUpdate update =
        new ItemUpdate()
            .set(changes)
            .onlyWhere(DynamoEpochItems.PHASE, AttributeValue.fromS(from.name()));
    return transition(table.update(stream, DynamoEpochItems.entry(epoch), update));
  }

  private static CompletableFuture<Transition> transition(CompletableFuture<Written> write) {
    return write.thenApply(
        written ->
            written.made()
                ? new Transition.Made()
                : new Transition.Refused(foundPhase(written.found())));
  }

  private static Optional<Phase> foundPhase(Map<String, AttributeValue> item) {
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(Item.of(item).value(DynamoEpochItems.PHASE, Phase::valueOf));
  }

  @Override
  public CompletableFuture<StreamSettings> settings(StreamName stream) {
    return table
        .get(stream, DynamoEpochItems.SETTINGS_PREFIX + region, DynamoEpochItems::decodeSettings)
        .thenApply(found -> found.orElse(StreamSettings.NONE));
  }

  @Override
  public CompletableFuture<Void> set(StreamName stream, StreamSettings settings) {
    return table.put(DynamoEpochItems.encode(stream, region, settings));
  }

  @Override
  public CompletableFuture<Void> record(StreamName stream, HistoryEntry entry) {
    return table.put(DynamoEpochItems.encode(stream, entry));
  }

  @Override
  public CompletableFuture<List<HistoryEntry>> history(StreamName stream) {
    return table
        .query(stream, DynamoEpochItems.HISTORY_PREFIX, DynamoEpochItems::decodeHistory)
        .thenApply(
            entries ->
                // ISO instants with and without a fraction do not sort as text.
                entries.stream().sorted(Comparator.comparing(HistoryEntry::startedAt)).toList());
  }
}
