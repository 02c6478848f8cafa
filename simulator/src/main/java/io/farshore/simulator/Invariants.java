package io.farshore.simulator;

import io.farshore.core.checkpoint.LowWatermark;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Phase;
import io.farshore.core.heartbeat.EpochMarker;
import io.farshore.core.heartbeat.FarshoreRecord;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.producer.changelog.Change;
import io.farshore.verifier.judge.Letter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The guarantees, checked at every event that could break them. */
final class Invariants {

  private final World world;
  private final Map<Region, Map<ProducerId, BitSet>> present = new HashMap<>();
  private final Map<Region, Map<String, Integer>> highest = new HashMap<>();
  private final Map<Region, Long> marked = new HashMap<>();
  private final Map<Long, Region> made = new HashMap<>();
  private final Set<EpochId> active = new HashSet<>();
  private final Map<String, ByteBuffer> poison = new HashMap<>();

  Invariants(World world) {
    this.world = world;
  }

  /** A record is in a stream: B, C and H. */
  void appended(Region region, String shardId, OutgoingRecord put, String writer, long epoch) {
    long marker = marked.getOrDefault(region, 0L);
    if (epoch < marker) {
      throw new Violation(
          Letter.C,
          "%s writes to %s in epoch %d behind the marker of %d"
              .formatted(writer, region, epoch / 2, marker / 2));
    }
    Optional<FarshoreRecord> ours = FarshoreRecords.decode(put.data());
    if (ours.isPresent()) {
      if (ours.get() instanceof EpochMarker found && found.region().equals(region)) {
        marked.put(region, Math.max(marker, rank(new EpochId(found.epoch(), region))));
        world.lateRequests().marked();
        world.cues().give("marked in " + region);
        world.note(writer, () -> "marker of " + found.epoch() + " in " + region + " " + shardId);
      } else if (ours.get() instanceof Heartbeat beat) {
        beat(region, shardId, writer, beat, marker / 2);
      }
      return;
    }
    if (writer.equals(Stage.STRANGER)) {
      poison.put(put.partitionKey(), put.data());
    } else if (poison.containsKey(put.partitionKey())) {
      if (!poison.get(put.partitionKey()).equals(put.data())) {
        throw new Violation(Letter.H, "a record with key " + put.partitionKey() + " was changed");
      }
    } else {
      change(region, shardId, put, writer);
    }
  }

  private void beat(Region region, String shardId, String writer, Heartbeat beat, long marker) {
    boolean behind = beat.epoch() < marker;
    world.note(
        behind ? Note.Kind.REPEATED : Note.Kind.ROUTINE,
        writer,
        () ->
            "heartbeat of %s in %d in %s %s%s"
                .formatted(
                    beat.producer(),
                    beat.epoch(),
                    region,
                    shardId,
                    behind ? ", behind the marker of " + marker : ""));
  }

  private void change(Region region, String shardId, OutgoingRecord put, String writer) {
    String text = StandardCharsets.UTF_8.decode(put.data().duplicate()).toString();
    int from = text.indexOf("\"p\":\"") + 5;
    int to = text.indexOf('"', from);
    ProducerId producer = new ProducerId(text.substring(from, to));
    int index = Integer.parseInt(text.substring(to + 6, text.length() - 1));
    CommittedLog log = world.log(producer);
    Change change = log.change(index);
    if (!put.partitionKey().equals(change.key()) || !put.data().equals(change.data())) {
      throw new Violation(Letter.H, "change " + index + " of " + producer + " was changed");
    }
    String key = producer + "/" + change.key();
    Map<String, Integer> seen = highest.computeIfAbsent(region, r -> new HashMap<>());
    int ordinal = log.ordinal(index);
    int before = seen.getOrDefault(key, 0);
    world.note(
        Note.Kind.RECORD,
        writer,
        () -> "change " + producer + ":" + index + " (" + key + ") in " + region + " " + shardId);
    if (ordinal > before + 1) {
      throw new Violation(
          Letter.B,
          "%s: %s has no. %d of key %s behind no. %d (change %d)"
              .formatted(writer, region, ordinal, key, before, index));
    }
    seen.put(key, Math.max(before, ordinal));
    presentIn(region, producer).set(index);
  }

  /** The order of epochs as a number: by their own number, then by Region. */
  static long rank(EpochId id) {
    return id.number() * 2 + World.REGIONS.indexOf(id.activeRegion());
  }

  /**
   * An epoch was made. A failover in the one Region and a resync in the other one, made at the same
   * time, may have one number: their ids are two, and ordered.
   */
  void created(Region region, Epoch epoch) {
    if (!region.equals(epoch.activeRegion())) {
      throw new Violation(Letter.C, "epoch " + epoch.id() + " was made in " + region);
    }
    Region before = made.putIfAbsent(epoch.number(), region);
    if (before != null && !before.equals(region)) {
      world.reached("one epoch number made in both Regions");
    }
  }

  /** An epoch is opened: I, and that it is done once. */
  void activated(Region region, Epoch epoch) {
    if (!active.add(epoch.id())) {
      throw new Violation(Letter.G, "epoch " + epoch.id() + " was opened twice");
    }
    epoch
        .resumeFrom()
        .forEach(
            (producer, from) -> {
              world.note(
                  region.name(), () -> "epoch " + epoch.id() + ": " + producer + " from " + from);
              for (Region each : World.REGIONS) {
                requireBelow(Letter.I, each, producer, from, "epoch " + epoch.id());
              }
            });
  }

  /** A checkpoint was written: D. */
  void advanced(Region target, Region source, long number) {
    Optional<Epoch> epoch = world.replica(target).epoch(new EpochId(number, source));
    if (epoch.isEmpty() || epoch.get().phase() != Phase.ACTIVE) {
      return;
    }
    Map<String, ShardCheckpoint> items = world.replica(target).shards(source);
    LowWatermark low = new LowWatermark(epoch.get(), items);
    for (CommittedLog log : world.logs()) {
      Watermark from = low.of(log.producer(), Watermark.START);
      requireBelow(Letter.D, target, log.producer(), from, "a checkpoint of " + number);
    }
  }

  private void requireBelow(
      Letter letter, Region region, ProducerId producer, Watermark from, String where) {
    int index = world.log(producer).indexOf(from);
    int missing = presentIn(region, producer).nextClearBit(0);
    if (missing < index) {
      sayWatermarks(region, producer);
      throw new Violation(
          letter,
          "%s: %s of %s is below %s, and not in %s"
              .formatted(where, "change " + missing, producer, from, region));
    }
  }

  /** What W was made of, where it came out too high. */
  private void sayWatermarks(Region region, ProducerId producer) {
    for (Region source : World.REGIONS) {
      Region target = World.other(source);
      for (ShardCheckpoint item : world.replica(target).shards(source).values()) {
        TakenWatermark taken = item.watermarks().get(producer);
        world.note(
            "tables " + target,
            () ->
                "%s of %s, epoch %d%s: %s %s"
                    .formatted(
                        item.shardId(),
                        source,
                        item.epoch(),
                        item.retired() ? ", retired" : "",
                        producer,
                        taken == null ? "is not in it" : "is copied up to " + taken.watermark()));
      }
    }
  }

  /** The keys of somebody else's records. */
  Set<String> strangers() {
    return poison.keySet();
  }

  /** How many epochs were opened. */
  long opened() {
    return active.size();
  }

  BitSet presentIn(Region region, ProducerId producer) {
    return present
        .computeIfAbsent(region, r -> new HashMap<>())
        .computeIfAbsent(producer, p -> new BitSet());
  }

  /** The first change that is not in a Region's stream; empty: all are. */
  Optional<String> missing(Region region) {
    for (CommittedLog log : world.logs()) {
      int missing = presentIn(region, log.producer()).nextClearBit(0);
      if (missing < log.size()) {
        return Optional.of("change " + missing + " of " + log.producer());
      }
    }
    return Optional.empty();
  }
}
