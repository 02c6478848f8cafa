package io.farshore.core.failover;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.heartbeat.EpochMarker;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.lease.Lease;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.Shard;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Step 7: lists the shards once and puts the epoch's marker into every open one.
 *
 * <p>What is born after the listing is born after the fence and holds the new epoch's records only,
 * so it must not be named. A marker that arrives in another shard than meant says that the meant
 * one has closed since.
 *
 * <p>The look at the epoch before the markers is to them what a lease is to a writer (guarantee C):
 * no markers are sent on one that is too old, so that an opening which stood still between the two
 * marks nothing behind the marker of a later epoch of its Region, whose fence waits as long.
 */
public final class OpenEpoch {

  private static final int MOST_PER_CALL = 500;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final RegionalStream stream;
  private final EventLoop loop;
  private final Duration lookLasts;
  private final int attempts;

  /**
   * In one Region.
   *
   * @param lookLasts how long after the start of a look at the epoch a call with markers may start:
   *     L, less the most that the call can take
   * @param attempts how often a marker is sent at most, 1 or more
   */
  public OpenEpoch(RegionalStream stream, EventLoop loop, Duration lookLasts, int attempts) {
    this.stream = stream;
    this.loop = loop;
    this.lookLasts = lookLasts;
    this.attempts = attempts;
  }

  /** Some markers were refused, or not answered, as often as allowed. Worth starting again. */
  public static final class MarkersNotTaken extends RuntimeException {
    /** Says how many of the markers, and what Kinesis said last. */
    public MarkersNotTaken(int missing, String last, Throwable cause) {
      super(missing + " markers were not taken, the last one with " + last, cause);
    }
  }

  /**
   * Marks.
   *
   * @param mayMark asked right before each round of markers: whether the epoch is still the one in
   *     force, and not open yet
   * @return every shard that was listed; empty when it may not mark any more. Fails with {@link
   *     MarkersNotTaken}, or like {@link RegionalStream#shards} and {@code mayMark}
   */
  public CompletableFuture<Optional<Map<String, NamedShard>>> open(
      EpochId epoch, Supplier<CompletableFuture<Boolean>> mayMark) {
    return stream
        .shards()
        .thenCompose(
            listed -> {
              Map<String, NamedShard> named = new HashMap<>();
              List<Shard> open = new ArrayList<>();
              for (Shard shard : listed) {
                if (shard.open()) {
                  open.add(shard);
                } else {
                  named.put(shard.id(), new NamedShard.Closed(shard.parents()));
                }
              }
              return new Marking(epoch, mayMark, named).mark(open, 1, FIRST_PAUSE);
            });
  }

  /** The rounds of one opening. */
  private final class Marking {
    private final EpochId epoch;
    private final Supplier<CompletableFuture<Boolean>> mayMark;
    private final Map<String, NamedShard> named;

    Marking(
        EpochId epoch,
        Supplier<CompletableFuture<Boolean>> mayMark,
        Map<String, NamedShard> named) {
      this.epoch = epoch;
      this.mayMark = mayMark;
      this.named = named;
    }

    CompletableFuture<Optional<Map<String, NamedShard>>> mark(
        List<Shard> unmarked, int attempt, Duration pause) {
      if (unmarked.isEmpty()) {
        return CompletableFuture.completedFuture(Optional.of(named));
      }
      Lease look = new Lease(epoch, loop.wallTime(), loop.monotonicNanos(), lookLasts);
      return mayMark
          .get()
          .thenCompose(
              may ->
                  may
                      ? markOnce(look, unmarked, named)
                          .thenCompose(round -> again(round, attempt, pause))
                      : CompletableFuture.completedFuture(Optional.empty()));
    }

    private CompletableFuture<Optional<Map<String, NamedShard>>> again(
        Round round, int attempt, Duration pause) {
      if (round.missing().isEmpty()) {
        return CompletableFuture.completedFuture(Optional.of(named));
      }
      if (attempt >= attempts) {
        return CompletableFuture.failedFuture(
            new MarkersNotTaken(round.missing().size(), round.last(), round.cause()));
      }
      Duration doubled = pause.multipliedBy(2);
      Duration next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      return after(pause).thenCompose(passed -> mark(round.missing(), attempt + 1, next));
    }
  }

  private CompletableFuture<Round> markOnce(
      Lease look, List<Shard> unmarked, Map<String, NamedShard> named) {
    CompletableFuture<Round> all =
        CompletableFuture.completedFuture(new Round(List.of(), "", null));
    for (int from = 0; from < unmarked.size(); from += MOST_PER_CALL) {
      List<Shard> some = unmarked.subList(from, Math.min(unmarked.size(), from + MOST_PER_CALL));
      all = all.thenCompose(sofar -> put(look, some, named).thenApply(sofar::plus));
    }
    return all;
  }

  private CompletableFuture<Round> put(
      Lease look, List<Shard> some, Map<String, NamedShard> named) {
    if (!look.covers(loop, Duration.ZERO)) {
      return CompletableFuture.completedFuture(
          new Round(some, "too old a look at the epoch", null));
    }
    EpochId epoch = look.epoch();
    List<OutgoingRecord> markers =
        some.stream()
            .map(
                shard ->
                    FarshoreRecords.marker(
                        new EpochMarker(
                            epoch.number(), epoch.activeRegion(), shard.id(), loop.wallTime()),
                        shard))
            .toList();
    return stream
        .put(markers)
        .handle(
            (results, failure) ->
                failure == null
                    ? sort(some, results, named)
                    : new Round(some, "no answer", failure));
  }

  private static Round sort(
      List<Shard> sent, List<PutResult> results, Map<String, NamedShard> named) {
    List<Shard> missing = new ArrayList<>();
    String last = "";
    for (int i = 0; i < sent.size(); i++) {
      Shard shard = sent.get(i);
      if (results.get(i) instanceof PutResult.Acknowledged taken) {
        named.put(
            shard.id(),
            taken.shardId().equals(shard.id())
                ? new NamedShard.Open(taken.sequenceNumber(), shard.parents())
                : new NamedShard.Closed(shard.parents()));
      } else if (results.get(i) instanceof PutResult.Refused refused) {
        missing.add(shard);
        last = refused.code();
      }
    }
    return new Round(missing, last, null);
  }

  private CompletableFuture<Void> after(Duration pause) {
    CompletableFuture<Void> passed = new CompletableFuture<>();
    loop.after(pause, () -> passed.complete(null));
    return passed;
  }

  /**
   * One round of markers.
   *
   * @param missing the shards that have none yet
   * @param last what was said of the last one that failed
   * @param cause null where Kinesis answered
   */
  private record Round(List<Shard> missing, String last, Throwable cause) {
    Round plus(Round next) {
      List<Shard> both = new ArrayList<>(missing);
      both.addAll(next.missing);
      return new Round(
          both, next.missing.isEmpty() ? last : next.last, next.cause == null ? cause : next.cause);
    }
  }
}
