package io.farshore.core.write;

import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records that may be sent, in the order in which they came. Those of a shard that has refused
 * records wait for its pace, in a queue of their own, so that they hold up no other shard's.
 */
final class ReadyRecords {

  private final EventLoop loop;
  private final WriterSettings settings;
  private final LearnedTarget target;
  private final ArrayDeque<PendingRecord> free = new ArrayDeque<>();
  private final Map<String, Paced> paced = new TreeMap<>();

  /** What waits for one shard. */
  private static final class Paced {
    final ShardPace pace;
    final ArrayDeque<PendingRecord> queue = new ArrayDeque<>();
    long size;

    Paced(ShardPace pace) {
      this.pace = pace;
    }
  }

  ReadyRecords(EventLoop loop, WriterSettings settings, LearnedTarget target) {
    this.loop = loop;
    this.settings = settings;
    this.target = target;
  }

  boolean isEmpty() {
    return free.isEmpty() && paced.isEmpty();
  }

  void clear() {
    free.clear();
    paced.clear();
  }

  /** Behind all others. */
  void add(PendingRecord first) {
    free.addLast(first);
  }

  /** In front of all others of their shards, which have just refused them. Keeps their order. */
  List<PendingRecord> addRefused(List<PendingRecord> refused) {
    List<PendingRecord> ofUnknownShards = new ArrayList<>();
    for (int i = refused.size() - 1; i >= 0; i--) {
      PendingRecord first = refused.get(i);
      Optional<Paced> slowed = pacedFor(first);
      if (slowed.isPresent()) {
        slowed.get().queue.addFirst(first);
        slowed.get().size += first.record.size();
      } else {
        ofUnknownShards.add(0, first);
      }
    }
    return ofUnknownShards;
  }

  private Optional<Paced> pacedFor(PendingRecord first) {
    return target
        .shardOf(first.record)
        .flatMap(
            shard ->
                target
                    .pace(shard, loop.monotonicNanos())
                    .map(pace -> paced.computeIfAbsent(shard, id -> new Paced(pace))));
  }

  /** Takes what fills one call; empty when nothing may be sent yet. */
  List<PendingRecord> nextCall() {
    Call call = new Call(Math.min(free.size(), settings.mostRecordsInCall()));
    takePaced(call);
    takeFree(call);
    if (call.records.isEmpty()) {
      // What came last may be of a shard that has time left.
      takePaced(call);
    }
    return call.records;
  }

  private void takeFree(Call call) {
    while (!free.isEmpty() && call.fits(free.peek())) {
      PendingRecord first = free.remove();
      Optional<Paced> slowed = target.hasRefused() ? pacedFor(first) : Optional.empty();
      if (slowed.isPresent()) {
        slowed.get().queue.addLast(first);
        slowed.get().size += first.record.size();
        continue;
      }
      call.add(first);
      for (PendingRecord next = follower(first);
          next != null && call.fits(next);
          next = follower(next)) {
        call.add(next);
      }
    }
  }

  private void takePaced(Call call) {
    long now = loop.monotonicNanos();
    for (var shards = paced.values().iterator(); shards.hasNext() && call.hasRoom(); ) {
      Paced shard = shards.next();
      takePaced(shard, call, now);
      if (shard.queue.isEmpty()) {
        shards.remove();
      }
    }
  }

  private void takePaced(Paced shard, Call call, long now) {
    if (untilDue(shard, now).compareTo(Duration.ZERO) > 0) {
      return;
    }
    while (!shard.queue.isEmpty()) {
      PendingRecord next = shard.queue.peek();
      if (!call.fits(next) || !shard.pace.take(next.record.size(), now)) {
        return;
      }
      shard.queue.remove();
      shard.size -= next.record.size();
      while (next != null) {
        call.add(next);
        next = follower(next);
        boolean taken = next != null && call.fits(next) && shard.pace.take(next.record.size(), now);
        next = taken ? next : null;
      }
    }
  }

  /** In relaxed mode, the next of the key may go in the same call. */
  private PendingRecord follower(PendingRecord sent) {
    PendingRecord next = sent.nextOfKey;
    boolean goesAlong =
        settings.ordering() == Ordering.RELAXED && next != null && !next.barrier && !sent.barrier;
    return goesAlong ? next : null;
  }

  /** How long until a shard's pace lets something go; empty when nothing waits for one. */
  Optional<Duration> untilDue() {
    long now = loop.monotonicNanos();
    return paced.values().stream().map(shard -> untilDue(shard, now)).min(Duration::compareTo);
  }

  private static Duration untilDue(Paced shard, long now) {
    int firstSize = shard.queue.element().record.size();
    return shard.pace.untilWorthwhile(shard.queue.size(), shard.size, firstSize, now);
  }

  /** One PutRecords call, filled to the limits. */
  private final class Call {
    final List<PendingRecord> records;
    private long bytes;

    Call(int expected) {
      records = new ArrayList<>(expected);
    }

    boolean hasRoom() {
      return records.size() < settings.mostRecordsInCall() && bytes < settings.mostBytesInCall();
    }

    /** A record that is larger than a call may be goes alone. */
    boolean fits(PendingRecord next) {
      return records.isEmpty()
          || (records.size() < settings.mostRecordsInCall()
              && bytes + next.record.size() <= settings.mostBytesInCall());
    }

    void add(PendingRecord next) {
      records.add(next);
      bytes += next.record.size();
    }
  }
}
