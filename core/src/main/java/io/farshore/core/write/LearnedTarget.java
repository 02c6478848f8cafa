package io.farshore.core.write;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.PutResult.Acknowledged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What writers have learned of the stream that they write to: how many calls it answers at a time,
 * which shards have refused records, and what those take. Only speed depends on it, never what is
 * sent or in which order, so that it may outlive a batch.
 *
 * <p>Used on the event loop only, by the writers of one stream, one after the other or side by
 * side.
 */
public final class LearnedTarget {

  private static final int SAMPLES = 8;

  private final CallWindow window = new CallWindow();
  private final TargetShards shards = new TargetShards();
  private final Map<String, ShardPace> paces = new HashMap<>();
  private boolean refusedOnce;

  CallWindow window() {
    return window;
  }

  /** True once a shard has refused a record: until then nothing is asked of shards. */
  boolean hasRefused() {
    return refusedOnce;
  }

  /** Learns from one answer. */
  void answered(List<PendingRecord> call, List<PutResult> results, BackOff backOff, long nowNanos) {
    refusedOnce = refusedOnce || results.stream().anyMatch(LearnedTarget::isThrottled);
    if (!refusedOnce) {
      learnSome(call, results);
      return;
    }
    Map<String, Tally> tallies = new TreeMap<>();
    for (int i = 0; i < call.size(); i++) {
      if (results.get(i) instanceof Acknowledged place) {
        OutgoingRecord record = call.get(i).record;
        shards.learn(shards.place(record), place.shardId());
        tallies.computeIfAbsent(place.shardId(), id -> new Tally()).acknowledged(record.size());
      }
    }
    for (int i = 0; i < call.size(); i++) {
      if (isThrottled(results.get(i))) {
        shardOf(call.get(i).record)
            .ifPresent(id -> tallies.computeIfAbsent(id, other -> new Tally()).refused++);
      }
    }
    tallies.forEach((id, tally) -> tally.tell(id, this, backOff, nowNanos));
  }

  /** Enough to know the shards when one refuses, and little work as long as none does. */
  private void learnSome(List<PendingRecord> call, List<PutResult> results) {
    int step = Math.max(1, call.size() / SAMPLES);
    for (int i = 0; i < call.size(); i += step) {
      if (results.get(i) instanceof Acknowledged place) {
        shards.learn(shards.place(call.get(i).record), place.shardId());
      }
    }
  }

  private static boolean isThrottled(PutResult result) {
    return result instanceof PutResult.Refused refusal && WriterTally.isThrottled(refusal.code());
  }

  /** What one answer says of one shard. */
  private static final class Tally {
    int acknowledged;
    long acknowledgedSize;
    int refused;

    void acknowledged(int size) {
      acknowledged++;
      acknowledgedSize += size;
    }

    void tell(String shardId, LearnedTarget target, BackOff backOff, long nowNanos) {
      Optional<ShardPace> pace =
          refused > 0
              ? Optional.of(target.slow(shardId, backOff, nowNanos))
              : target.pace(shardId, nowNanos);
      pace.ifPresent(known -> known.answered(acknowledged, acknowledgedSize, refused, nowNanos));
    }
  }

  /** Where a record goes to, as far as is known. */
  Optional<String> shardOf(OutgoingRecord record) {
    return shards.of(shards.place(record));
  }

  /** The pace of a shard, if it has one now. */
  Optional<ShardPace> pace(String shardId, long nowNanos) {
    ShardPace pace = paces.get(shardId);
    if (pace != null && pace.isOver(nowNanos)) {
      paces.remove(shardId);
      return Optional.empty();
    }
    return Optional.ofNullable(pace);
  }

  private ShardPace slow(String shardId, BackOff backOff, long nowNanos) {
    return paces.computeIfAbsent(shardId, id -> new ShardPace(backOff, nowNanos));
  }
}
