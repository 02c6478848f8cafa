package io.farshore.core.replication;

import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.Shard;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Splits and merges: enters the children of a shard's ancestors into the target's checkpoints, and
 * only then retires the ancestors, so that the low watermark never forgets a shard that was not
 * seen yet (guarantee D). Done again with each batch until the shard has a checkpoint of its own:
 * an invocation may have died half-way.
 */
final class Lineage {

  private final CopyPath path;
  private final Epoch epoch;
  private final String shardId;
  private final Instant now;
  private final GapRule gapRule;

  Lineage(CopyPath path, Epoch epoch, String shardId, Instant now, GapRule gapRule) {
    this.path = path;
    this.epoch = epoch;
    this.shardId = shardId;
    this.now = now;
    this.gapRule = gapRule;
  }

  /** Whether a shard is born in this epoch and has no checkpoint of its own yet. */
  static boolean isDue(Epoch epoch, String shardId, Optional<ShardCheckpoint> stored) {
    return !epoch.shards().containsKey(shardId)
        && stored.flatMap(ShardCheckpoint::sequenceNumber).isEmpty();
  }

  /**
   * Enters and retires.
   *
   * @return whether the shard's parents had been drained; fails when any call but the reading of
   *     the parents fails, with {@link ShardNotListed}, and with {@link Gap} when records of an
   *     ancestor may be gone
   */
  CompletableFuture<ParentsDrained> record() {
    return path.source()
        .shards()
        .thenCombine(
            path.targetCheckpoints().shards(path.stream(), path.from()),
            (listed, items) ->
                requireNoGap(new Family(requireListed(listed), new HashMap<>(items))))
        .thenCompose(
            family ->
                parentsDrained(family)
                    .thenCompose(
                        drained ->
                            enterChildren(family)
                                .thenCompose(entered -> retireAncestors(family))
                                .thenApply(retired -> drained)));
  }

  /** A listing from before its birth has no parents of it: they would never be retired. */
  private List<Shard> requireListed(List<Shard> listed) {
    if (listed.stream().noneMatch(shard -> shard.id().equals(shardId))) {
      throw new ShardNotListed(path.stream(), path.from(), shardId);
    }
    return listed;
  }

  private Family requireNoGap(Family family) {
    for (String ancestor : family.ancestors().keySet()) {
      Optional<ShardCheckpoint> item = Optional.ofNullable(family.items().get(ancestor));
      if (family.isDone(ancestor)) {
        continue;
      }
      gapRule
          .gapInAncestor(epoch, item, ancestor, family.isListed(ancestor), now)
          .ifPresent(
              since -> {
                throw Gap.inAncestor(
                    path.stream(), path.from(), shardId, ancestor, since, gapRule.retention());
              });
    }
    return family;
  }

  /** First all children of all ancestors, the oldest first: each inherits what was entered. */
  private CompletableFuture<Void> enterChildren(Family family) {
    CheckpointTable table = path.targetCheckpoints();
    List<CompletableFuture<Void>> entering = new ArrayList<>();
    family
        .ancestors()
        .forEach(
            (ancestor, children) -> {
              for (String child : children) {
                if (!family.items().containsKey(child)) {
                  ShardCheckpoint entry = child(child, family.items().get(ancestor));
                  family.items().put(child, entry);
                  entering.add(table.enterChild(path.stream(), path.from(), entry));
                }
              }
            });
    return all(entering);
  }

  private CompletableFuture<Void> retireAncestors(Family family) {
    CheckpointTable table = path.targetCheckpoints();
    List<CompletableFuture<Void>> retiring = new ArrayList<>();
    family
        .ancestors()
        .forEach(
            (ancestor, children) -> {
              ShardCheckpoint item = family.items().get(ancestor);
              Set<String> known = new TreeSet<>(children);
              if (item != null) {
                // A child that was named once may have left the listing; its own children have not.
                known.addAll(item.children());
              }
              boolean done =
                  item != null && item.retired() && known.size() == item.children().size();
              if (!done) {
                retiring.add(
                    table.retire(path.stream(), path.from(), child(ancestor, item), known));
              }
            });
    return all(retiring);
  }

  /**
   * Either parent's watermarks do: both are drained. Those of an earlier epoch do not. Its records
   * are known to be there from where its parent was copied to, not from its being entered.
   */
  private ShardCheckpoint child(String id, ShardCheckpoint parent) {
    boolean ofThisEpoch = parent != null && parent.epoch() == epoch.number();
    return new ShardCheckpoint(
        id,
        epoch.number(),
        Optional.empty(),
        Optional.empty(),
        ofThisEpoch ? parent.watermarks() : Map.of(),
        now,
        Optional.ofNullable(parent)
            .filter(item -> ofThisEpoch)
            .flatMap(ShardCheckpoint::arrivedAt)
            .or(epoch::activatedAt),
        List.of(),
        false);
  }

  /** Looks for one record of each parent after what was copied of it. */
  private CompletableFuture<ParentsDrained> parentsDrained(Family family) {
    List<CompletableFuture<ParentsDrained>> reads = new ArrayList<>();
    for (String parent : family.parents(shardId)) {
      copiedUpTo(parent, family.items().get(parent))
          .filter(place -> family.isListed(parent))
          .ifPresent(
              place ->
                  reads.add(
                      path.source()
                          .readAfter(parent, place, 1)
                          .handle(
                              (found, failure) ->
                                  failure != null
                                      ? ParentsDrained.UNKNOWN
                                      : found.isEmpty() ? ParentsDrained.YES : ParentsDrained.NO)));
    }
    return all(reads)
        .thenApply(
            done ->
                Stream.of(ParentsDrained.NO, ParentsDrained.UNKNOWN)
                    .filter(answer -> reads.stream().anyMatch(read -> read.join() == answer))
                    .findFirst()
                    .orElse(ParentsDrained.YES));
  }

  /** Empty where nothing of the parent had to be copied, or nothing is known of it. */
  private Optional<SequenceNumber> copiedUpTo(String parent, ShardCheckpoint item) {
    NamedShard named = epoch.shards().get(parent);
    if (named instanceof NamedShard.Closed) {
      return Optional.empty();
    }
    Optional<SequenceNumber> copied =
        Optional.ofNullable(item).flatMap(ShardCheckpoint::sequenceNumber);
    return named instanceof NamedShard.Open open
        ? copied.filter(place -> place.isAfter(open.marker())).or(() -> Optional.of(open.marker()))
        : copied;
  }

  private static <T> CompletableFuture<Void> all(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
  }

  /** The listing, and what the target knows; {@code items} grows as children are entered. */
  private final class Family {
    private final Map<String, Shard> listed = new LinkedHashMap<>();
    private final Map<String, Set<String>> childrenOf = new HashMap<>();
    private final Map<String, ShardCheckpoint> items;

    Family(List<Shard> shards, Map<String, ShardCheckpoint> items) {
      this.items = items;
      for (Shard shard : shards) {
        listed.put(shard.id(), shard);
        for (String parent : shard.parents()) {
          childrenOf.computeIfAbsent(parent, p -> new TreeSet<>()).add(shard.id());
        }
      }
    }

    Map<String, ShardCheckpoint> items() {
      return items;
    }

    boolean isListed(String shard) {
      return listed.containsKey(shard);
    }

    /** Found whole by another child of it, which entered all of them. */
    boolean isDone(String ancestor) {
      return items.containsKey(ancestor)
          && items.get(ancestor).retired()
          && items.keySet().containsAll(childrenOf.getOrDefault(ancestor, Set.of()));
    }

    List<String> parents(String shard) {
      return isListed(shard) ? listed.get(shard).parents() : List.of();
    }

    /** All ancestors up to those that the epoch names, the oldest first, with their children. */
    Map<String, Set<String>> ancestors() {
      Set<String> found = new LinkedHashSet<>();
      Deque<String> open = new ArrayDeque<>(parents(shardId));
      while (!open.isEmpty()) {
        String next = open.remove();
        boolean isNew = found.add(next);
        if (isNew && !epoch.shards().containsKey(next)) {
          open.addAll(parents(next));
        }
      }
      Map<String, Set<String>> ordered = new LinkedHashMap<>();
      Stream.concat(
              found.stream().filter(id -> !isListed(id)),
              listed.keySet().stream().filter(found::contains))
          .forEach(id -> ordered.put(id, childrenOf.getOrDefault(id, Set.of())));
      return ordered;
    }
  }
}
