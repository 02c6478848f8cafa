package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Change;
import io.farshore.verifier.evidence.DumpedRecord;
import io.farshore.verifier.evidence.DumpedShard;
import io.farshore.verifier.evidence.RegionStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One walk through one Region's stream, parents before children: which change each record is, which
 * of them are repeats, where a key skips, and when each change was there first.
 *
 * <p>A line may occur several times in a log. A record is then taken for the next change of its key
 * where it can be, because every valid stream stays valid under that reading.
 */
final class Walk {
  private final RegionStream stream;
  private final Case given;
  private final Map<Change, Instant> firstArrivals = new HashMap<>();
  private final Map<String, Integer> highest = new HashMap<>();
  private final Map<String, String> lastShard = new HashMap<>();
  private final Findings order = new Findings();
  private final Findings bytes = new Findings();
  private long repeats;
  private long changeRecords;

  Walk(RegionStream stream, Case given) {
    this.stream = stream;
    this.given = given;
    stream.byLineage().forEach(this::shard);
  }

  RegionStream stream() {
    return stream;
  }

  /** When each change that is in the stream was there first. */
  Map<Change, Instant> firstArrivals() {
    return firstArrivals;
  }

  /** Where a key skips or reorders. */
  Findings order() {
    return order;
  }

  /** Records that are not what was committed. */
  Findings bytes() {
    return bytes;
  }

  long repeats() {
    return repeats;
  }

  long changeRecords() {
    return changeRecords;
  }

  /** The first change of a key that the stream ends before, in log order; empty when it has all. */
  Optional<Change> endsBefore() {
    return given.changes().byProducer().values().stream()
        .flatMap(List::stream)
        .filter(change -> change.ordinal() > highest.getOrDefault(sequence(change), -1))
        .findFirst();
  }

  private void shard(DumpedShard shard) {
    Set<String> line = stream.lineOf(shard.shardId());
    BigInteger before = null;
    for (DumpedRecord dumped : shard.records()) {
      if (before != null && dumped.sequenceNumber().compareTo(before) <= 0) {
        order.add(at("a record does not come after the one before it", shard, dumped, null));
      }
      before = dumped.sequenceNumber();
      List<Change> candidates = given.read(dumped).changes();
      if (!candidates.isEmpty()) {
        change(shard, line, dumped, candidates);
      } else if (given.read(dumped).control().isEmpty() && !given.isStrangers(dumped)) {
        bytes.add(at("a record is no line of the change log", shard, dumped, null));
      }
    }
  }

  private void change(
      DumpedShard shard, Set<String> line, DumpedRecord dumped, List<Change> candidates) {
    changeRecords++;
    Change first = candidates.get(0);
    if (!dumped.partitionKey().equals(first.key())) {
      bytes.add(at("a change has another partition key", shard, dumped, first));
    }
    String previous = lastShard.put(first.key(), shard.shardId());
    if (previous != null && !line.contains(previous)) {
      order.add(at("a key is in two shards of different lines", shard, dumped, first));
    }
    for (Change candidate : candidates) {
      if (candidate.ordinal() == high(candidate) + 1) {
        advance(candidate, dumped);
        return;
      }
    }
    for (Change candidate : candidates) {
      if (candidate.ordinal() <= high(candidate)) {
        repeat(candidates, dumped);
        return;
      }
    }
    int skipped = first.ordinal() - high(first) - 1;
    order.add(
        at(
            "a key skips " + skipped + (skipped == 1 ? " change" : " changes"),
            shard,
            dumped,
            first));
    advance(first, dumped);
  }

  private void advance(Change change, DumpedRecord dumped) {
    highest.put(sequence(change), change.ordinal());
    firstArrivals.put(change, dumped.arrivedAt());
  }

  /** A skipped change that comes late is out of order, but not lost. */
  private void repeat(List<Change> candidates, DumpedRecord dumped) {
    for (Change candidate : candidates) {
      if (candidate.ordinal() <= high(candidate)
          && firstArrivals.putIfAbsent(candidate, dumped.arrivedAt()) == null) {
        return;
      }
    }
    repeats++;
  }

  private int high(Change change) {
    return highest.getOrDefault(sequence(change), -1);
  }

  private static String sequence(Change change) {
    return change.producer() + '\n' + change.key();
  }

  private Violation at(String what, DumpedShard shard, DumpedRecord dumped, Change change) {
    return new Violation(
        what,
        stream.region(),
        shard.shardId(),
        dumped.sequenceNumber().toString(),
        change == null ? null : change.key(),
        change == null ? null : position(change));
  }

  static String position(Change change) {
    return "line " + change.line() + " of " + change.producer();
  }
}
