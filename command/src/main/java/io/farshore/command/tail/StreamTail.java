package io.farshore.command.tail;

import io.farshore.command.UnusableInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Reads the shards of a stream, parents to their end before their children are begun. Calls may be
 * made again after one has failed. Not thread-safe.
 */
final class StreamTail {

  private final KinesisClient client;
  private final String stream;
  private final From ofChildren;
  private final Set<String> only;
  private final Map<String, Shard> known = new LinkedHashMap<>();
  private final Map<String, From> waiting = new LinkedHashMap<>();
  private final Map<String, ShardTail> reading = new LinkedHashMap<>();
  private final Instant started;
  private From from;
  private boolean begun;
  private boolean listAgain = true;

  /**
   * Of one stream.
   *
   * @param only these shards; empty for all
   * @param started what arrives from then on is shown by LATEST even if the first calls fail
   */
  StreamTail(KinesisClient client, String stream, From from, Set<String> only, Instant started) {
    this.client = client;
    this.stream = stream;
    this.from = from;
    this.ofChildren = from.ofChildren();
    this.only = only;
    this.started = started;
  }

  /**
   * Reads each shard once, and says whether there is more that has arrived already.
   *
   * @param taken gets each record with its shard's id; false to take no more
   */
  boolean read(BiPredicate<String, Record> taken) {
    if (listAgain) {
      list();
      listAgain = false;
    }
    open();
    for (ShardTail shard : new ArrayList<>(reading.values())) {
      if (shard.isEnded()) {
        continue;
      }
      for (Record record : shard.read()) {
        if (!taken.test(shard.shardId(), record)) {
          return false;
        }
      }
      // Its children may be new to us, or not be told of yet.
      listAgain |= shard.isEnded();
    }
    listAgain |= only.isEmpty() && reading.values().stream().anyMatch(this::isChildless);
    return listAgain || reading.values().stream().anyMatch(ShardTail::isBehind);
  }

  /** True once it is known where each shard is read from. */
  boolean isBegun() {
    return begun;
  }

  /** True when nothing will come any more: only for shards that were named, and are closed. */
  boolean isEnded() {
    return begun && !only.isEmpty() && reading.values().stream().allMatch(ShardTail::isEnded);
  }

  /** All at once: what arrives while one shard is read is not past the others' LATEST. */
  private void open() {
    try {
      reading.values().forEach(ShardTail::open);
    } finally {
      reading.values().forEach(ShardTail::passed);
    }
  }

  private boolean isChildless(ShardTail shard) {
    return shard.isEnded()
        && known.keySet().stream()
            .noneMatch(id -> parents(id).anyMatch(parent -> parent.equals(shard.shardId())));
  }

  private void list() {
    From first = from;
    from = from.since(started);
    Map<String, Shard> shards = new HashMap<>();
    ListShardsResponse page = client.listShards(request -> request.streamName(stream));
    page.shards().forEach(shard -> shards.put(shard.shardId(), shard));
    while (page.nextToken() != null) {
      String token = page.nextToken();
      page = client.listShards(request -> request.nextToken(token));
      page.shards().forEach(shard -> shards.put(shard.shardId(), shard));
    }
    Set<String> fresh = new TreeSet<>(shards.keySet());
    fresh.removeAll(known.keySet());
    known.putAll(shards);
    if (!begun) {
      begin(first);
      begun = true;
    } else if (only.isEmpty()) {
      fresh.forEach(id -> waiting.put(id, ofChildren));
    }
    startWhoseParentsEnded();
  }

  private void begin(From first) {
    for (String id : only) {
      if (!known.containsKey(id)) {
        throw new UnusableInput(
            "%s has no shard %s; it has %s"
                .formatted(stream, id, String.join(", ", new TreeSet<>(known.keySet()))));
      }
    }
    for (String id : new TreeSet<>(known.keySet())) {
      boolean open = known.get(id).sequenceNumberRange().endingSequenceNumber() == null;
      boolean wanted = only.isEmpty() ? open || !(first instanceof From.Latest) : only.contains(id);
      if (wanted) {
        waiting.put(id, first);
      }
    }
  }

  private void startWhoseParentsEnded() {
    boolean more = true;
    while (more) {
      more = false;
      for (String id : List.copyOf(waiting.keySet())) {
        if (parents(id).allMatch(this::isOver)) {
          reading.put(id, tail(id, waiting.remove(id)));
          more = true;
        }
      }
    }
  }

  private ShardTail tail(String id, From place) {
    return new ShardTail(client, stream, id, place, place.since(started));
  }

  /** A parent that is not read does not count. */
  private boolean isOver(String parent) {
    ShardTail read = reading.get(parent);
    return !waiting.containsKey(parent) && (read == null || read.isEnded());
  }

  private Stream<String> parents(String id) {
    Shard shard = known.get(id);
    return Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
        .filter(parent -> parent != null);
  }
}
