package io.farshore.simulator;

import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.lease.ControlRecordsDisagree;
import io.farshore.core.replication.Gap;
import io.farshore.core.replication.Outcome;
import io.farshore.core.replication.SourceBatch;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.Shard;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.time.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lambda's event source mapping of one Region's stream, with the replicator behind it: a batch of a
 * shard at a time, parents before children, the same batch again when it fails.
 */
final class Mapping {

  /** Most batches make fewer calls. */
  private static final int MOST_CALLS = 8;

  private final World world;
  private final Region from;
  private final Actor poller;
  private final CopyFunction copy;
  private final Map<String, Integer> read = new HashMap<>();
  private final Map<String, Boolean> busy = new HashMap<>();
  private final Map<String, Long> stalledUntil = new HashMap<>();
  private final Map<String, Long> heldBefore = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final MappingLimits limits;
  private long lastGap = Long.MIN_VALUE;
  private int invocations;

  Mapping(World world, Region from) {
    this.world = world;
    this.from = from;
    this.poller = new Actor(world, "mapping " + from, from, true, Duration.ZERO);
    this.copy = new CopyFunction(world, from);
    this.limits = world.setting().limits();
  }

  void start() {
    poll();
  }

  /** Hands out nothing of a shard for a time. */
  void stall(String shardId, Duration time) {
    world.note(poller.name(), () -> shardId + " is stalled for " + time);
    stalledUntil.put(shardId, world.time().nanos() + time.toNanos());
  }

  /** Hands out no record that contains a text, nor what is behind it, until a time. */
  void holdBefore(String text, long untilNanos) {
    heldBefore.put(text, untilNanos);
  }

  private int held(String shardId) {
    List<StreamRecord> all = world.stream(from).records(shardId);
    return held(all, at(shardId), all.size());
  }

  private int held(List<StreamRecord> all, int first, int last) {
    for (int index = first; index < last; index++) {
      String data = StandardCharsets.UTF_8.decode(all.get(index).data().duplicate()).toString();
      for (Map.Entry<String, Long> held : heldBefore.entrySet()) {
        if (data.contains(held.getKey()) && world.time().nanos() < held.getValue()) {
          return index;
        }
      }
    }
    return last;
  }

  /** When a batch last failed because records may be missing; long ago when none did. */
  long lastGap() {
    return lastGap;
  }

  private boolean isDrained(String shardId) {
    return at(shardId) >= world.stream(from).records(shardId).size();
  }

  private int at(String shardId) {
    int kept = Math.max(read.getOrDefault(shardId, 0), world.stream(from).firstKept(shardId));
    return limits
        .recordAge()
        .map(age -> Math.max(kept, world.stream(from).firstSince(shardId, age)))
        .orElse(kept);
  }

  private void poll() {
    poller.after(Duration.ofMillis(150 + world.below(150)), this::poll);
    for (Shard shard : world.stream(from).shards()) {
      feed(shard.id());
    }
  }

  private void feed(String shardId) {
    boolean stalled =
        !world.weather().healed()
            && world.time().nanos() < stalledUntil.getOrDefault(shardId, Long.MIN_VALUE);
    if (stalled || busy.getOrDefault(shardId, false) || isDrained(shardId)) {
      return;
    }
    if (!world.is(Sabotage.CHILD_BEFORE_ITS_PARENTS) && !isAfterItsParents(shardId)) {
      return;
    }
    if (heldBefore.isEmpty() || held(shardId) > at(shardId)) {
      busy.put(shardId, true);
      invoke(shardId);
    }
  }

  /** Parents without a record wait for their own parents too. */
  private boolean isAfterItsParents(String shardId) {
    return world.stream(from).shard(shardId).parents().stream()
        .allMatch(parent -> isDrained(parent) && isAfterItsParents(parent));
  }

  private void invoke(String shardId) {
    List<StreamRecord> all = world.stream(from).records(shardId);
    int first = at(shardId);
    int most = world.weather().healed() ? 40 : world.setting().batch();
    int drawn = Math.min(all.size(), first + 1 + world.below(most));
    int last = heldBefore.isEmpty() ? drawn : held(all, first, drawn);
    SourceBatch batch = new SourceBatch(shardId, List.copyOf(all.subList(first, last)));
    String name = "replicate " + from.name() + " " + ++invocations;
    Actor function = new Actor(world, name, from, true, world.skew(from));
    long[] answered = new long[1];
    Disturbance disturbance = new Disturbance(world, function);
    boolean crash = world.chance(0.5);
    disturbance.killedAtOneOf(
        MOST_CALLS,
        () -> {
          if (crash) {
            poller.take(() -> ended(function, shardId, answered, first, new NoAnswer(name)));
          }
        });
    disturbance.frozenAtOneOf(MOST_CALLS, Duration.ofSeconds(20));
    poller.after(
        CopyFunction.INVOCATION.plusSeconds(1),
        () -> ended(function, shardId, answered, first, null));
    world.note(Note.Kind.ROUTINE, name, () -> "gets " + shardId + " " + first + " to " + last);
    function.execute(
        () ->
            copy.copy(function, batch)
                .whenComplete(
                    (outcome, failure) ->
                        poller.take(
                            () ->
                                ended(
                                    function,
                                    shardId,
                                    answered,
                                    next(name, batch, first, outcome, failure),
                                    failure))));
  }

  /** Where the shard's reading goes on. */
  private int next(String name, SourceBatch batch, int first, Outcome outcome, Throwable failure) {
    int end = first + batch.records().size();
    if (failure != null) {
      Throwable cause = Cause.of(failure);
      world.reached("batch " + cause.getClass().getSimpleName());
      world.note(Note.Kind.REPEATED, name, () -> "fails: " + cause);
      if (cause instanceof Gap gap) {
        world.reached("gap: " + gap.known() + (gap.isInAncestor() ? " in an ancestor" : ""));
        lastGap = world.time().nanos();
      }
      return isAcknowledged(cause) || isGivenUp(batch.shardId()) ? end : first;
    }
    failures.remove(batch.shardId());
    world.reached("batch " + outcome.getClass().getSimpleName());
    if (outcome instanceof Outcome.Copied copied) {
      copied.firstNotCopied().ifPresent(number -> world.reached("batch Copied in part"));
      copied.parentsDrained().ifPresent(drained -> world.reached("parents drained: " + drained));
      if (world.is(Sabotage.ACK_AFTER_PARTIAL_FAILURE)) {
        return end;
      }
      return copied.firstNotCopied().map(number -> first + indexOf(batch, number)).orElse(end);
    }
    return end;
  }

  private static int indexOf(SourceBatch batch, SequenceNumber number) {
    List<SequenceNumber> numbers =
        batch.records().stream()
            .map(StreamRecord::sequenceNumber)
            .sorted(Comparator.naturalOrder())
            .toList();
    return numbers.indexOf(number);
  }

  private boolean isGivenUp(String shardId) {
    int failed = failures.merge(shardId, 1, Integer::sum);
    boolean givenUp = limits.retries().filter(most -> failed > most).isPresent();
    if (givenUp) {
      world.reached("batch given up");
      failures.remove(shardId);
    }
    return givenUp;
  }

  private boolean isAcknowledged(Throwable cause) {
    return world.is(Sabotage.DISAGREEMENT_ACKNOWLEDGED) && cause instanceof ControlRecordsDisagree
        || world.is(Sabotage.FAIL_OPEN_ON_CONTROL_ERROR) && cause instanceof ReplicaUnavailable;
  }

  private void ended(Actor function, String shardId, long[] answered, int next, Throwable failure) {
    if (answered[0]++ > 0) {
      return;
    }
    function.kill();
    boolean missed = world.strikes(Fault.MAPPING_MISSED_ANSWER, function.name(), () -> shardId);
    int before = at(shardId);
    if (!missed) {
      read.put(shardId, next);
    }
    world.note(
        Note.Kind.ROUTINE,
        function.name(),
        () -> "ends; " + shardId + " goes on at " + at(shardId));
    boolean failed = failure != null || missed || at(shardId) == before;
    poller.after(
        Duration.ofMillis(failed ? 200 + world.below(800) : world.below(50)),
        () -> {
          busy.put(shardId, false);
          feed(shardId);
        });
  }
}
