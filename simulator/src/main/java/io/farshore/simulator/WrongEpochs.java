package io.farshore.simulator;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.replication.SourceBatch;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Epochs as a sabotaged reader takes them. */
final class WrongEpochs {

  private WrongEpochs() {}

  /** An own epoch that is FENCING is taken for ACTIVE. */
  static Epochs fencingAsActive(Epochs epochs, Region own) {
    return each(
        epochs,
        epoch ->
            epoch.phase() == Phase.FENCING && epoch.activeRegion().equals(own)
                ? epoch.activated(Map.of(), Map.of(), epoch.createdAt())
                : epoch);
  }

  /** Shards that an own epoch does not name are taken for closed. */
  static Epochs bornLaterAsClosed(Epochs epochs, World world, Region own) {
    return each(
        epochs,
        epoch -> {
          if (!isActive(epoch, own)) {
            return epoch;
          }
          Map<String, NamedShard> named = new HashMap<>(epoch.shards());
          world.stream(own)
              .shards()
              .forEach(
                  shard -> named.putIfAbsent(shard.id(), new NamedShard.Closed(shard.parents())));
          return naming(epoch, named);
        });
  }

  /** No shard of an own epoch has a marker to skip to. */
  static Epochs withoutMarkers(Epochs epochs, Region own) {
    return each(
        epochs,
        epoch -> {
          Map<String, NamedShard> named = new HashMap<>(epoch.shards());
          named.replaceAll((id, shard) -> withoutMarker(shard));
          return isActive(epoch, own) ? naming(epoch, named) : epoch;
        });
  }

  private static NamedShard withoutMarker(NamedShard shard) {
    return shard instanceof NamedShard.Open open
        ? new NamedShard.Open(SequenceNumber.BEFORE_ALL, open.parents())
        : shard;
  }

  /**
   * A shard whose checkpoint is of this epoch is past its marker; of another one nothing is copied
   * but what comes behind the marker in one batch.
   */
  static Epochs skippingBy(
      Optional<ShardCheckpoint> item, SourceBatch batch, Epochs epochs, Region own) {
    return each(
        epochs,
        epoch -> {
          boolean copies = isActive(epoch, own);
          if (!copies || !(epoch.shards().get(batch.shardId()) instanceof NamedShard.Open open)) {
            return epoch;
          }
          Map<String, NamedShard> named = new HashMap<>(epoch.shards());
          boolean current = item.filter(found -> found.epoch() == epoch.number()).isPresent();
          if (current) {
            named.put(batch.shardId(), withoutMarker(open));
          } else if (batch.records().get(0).sequenceNumber().isAfter(open.marker())) {
            named.put(batch.shardId(), new NamedShard.Closed(open.parents()));
          }
          return naming(epoch, named);
        });
  }

  private static boolean isActive(Epoch epoch, Region own) {
    return epoch.phase() == Phase.ACTIVE && epoch.activeRegion().equals(own);
  }

  private static Epoch naming(Epoch epoch, Map<String, NamedShard> shards) {
    return epoch.activated(shards, epoch.resumeFrom(), epoch.activatedAt().orElseThrow());
  }

  /** Drains end in ten years. */
  static Epochs withoutDeadlines(Epochs epochs) {
    return each(
        epochs,
        epoch ->
            epoch.phase() == Phase.DRAINING
                ? Epoch.draining(
                    epoch.id(),
                    epoch.startedBy(),
                    epoch.reason(),
                    epoch.createdAt(),
                    epoch.createdAt().plus(Duration.ofDays(3650)))
                : epoch);
  }

  /** Only those in force. */
  static Epochs inForceOnly(Epochs epochs) {
    return Epochs.of(epochs.all().stream().filter(epoch -> epoch.phase().isInForce()).toList());
  }

  /** That one is in force, whatever is. */
  static Epochs only(EpochId id) {
    Epoch fencing = Epoch.fencing(id, "", Optional.empty(), Actor.START);
    return Epochs.of(List.of(fencing.activated(Map.of(), Map.of(), Actor.START)));
  }

  /** A producer's own low watermark is where it resumes in the Region that it is in. */
  static Epochs resumingAt(Epochs epochs, ProducerId id, Watermark low, Epoch followed) {
    return each(
        epochs,
        epoch -> {
          boolean stays = isActive(epoch, followed.activeRegion());
          if (!stays || epoch.number() <= followed.number()) {
            return epoch;
          }
          Map<ProducerId, Watermark> resume = new HashMap<>(epoch.resumeFrom());
          resume.put(id, low);
          return epoch.activated(epoch.shards(), resume, epoch.activatedAt().orElseThrow());
        });
  }

  private static Epochs each(Epochs epochs, UnaryOperator<Epoch> change) {
    return Epochs.of(epochs.all().stream().map(change).toList());
  }
}
