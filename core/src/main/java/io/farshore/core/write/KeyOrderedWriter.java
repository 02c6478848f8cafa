package io.farshore.core.write;

import io.farshore.core.lease.Lease;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.PutResult.Acknowledged;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.time.Cause;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Writes to one stream, many calls at a time, with strict order by key (guarantee B): a record is
 * not sent before the previous record of its key was acknowledged.
 *
 * <p>A record that is refused, or whose call has no answer, stops its key and nothing else; it is
 * sent again after a back-off with full jitter. A call that had no answer may have been applied, so
 * a record may be in the stream more than once, but never in front of an earlier one's first copy.
 *
 * <p>No call starts unless the lease covers it until the end of its timeout. Without that the
 * writer waits; {@link #leaseRenewed} or {@link #stop} ends the wait.
 *
 * <p>Used on the event loop only; futures complete there. Submitting and acknowledging a record
 * take constant time.
 */
public final class KeyOrderedWriter {

  private final RegionalStream stream;
  private final EventLoop loop;
  private final Supplier<Optional<Lease>> lease;
  private final WriterSettings settings;
  private final BackOff backOff;

  /** Ordinary records, and barriers that are held. */
  private final PendingRecords ordered = new PendingRecords();

  private final PendingRecords releasedBarriers = new PendingRecords();
  private final KeyLanes lanes = new KeyLanes();
  private final ReadyRecords ready;
  private final LearnedTarget target;
  private final List<CompletableFuture<Void>> waitingForQuiet = new ArrayList<>();
  private int callsInFlight;
  private boolean sendingScheduled;
  private EventLoop.Timer paceTimer = () -> {};
  private boolean stopped;
  private boolean gaveUp;

  private final WriterTally tally = new WriterTally();
  private Optional<Instant> unansweredAt = Optional.empty();

  /** A writer with nothing to write yet, that has learned nothing of its target. */
  public KeyOrderedWriter(
      RegionalStream stream,
      EventLoop loop,
      RandomGenerator random,
      Supplier<Optional<Lease>> lease,
      WriterSettings settings) {
    this(stream, loop, random, lease, settings, new LearnedTarget());
  }

  /**
   * A writer with nothing to write yet.
   *
   * @param lease the lease as it is now; empty when none is held. Asked before each call
   * @param random for the back-off
   * @param target what earlier writers to this stream have learned
   */
  public KeyOrderedWriter(
      RegionalStream stream,
      EventLoop loop,
      RandomGenerator random,
      Supplier<Optional<Lease>> lease,
      WriterSettings settings,
      LearnedTarget target) {
    this.stream = stream;
    this.target = target;
    this.ready = new ReadyRecords(loop, settings, target);
    this.loop = loop;
    this.lease = lease;
    this.settings = settings;
    this.backOff = new BackOff(random, settings.backOffBase(), settings.backOffCap());
  }

  /**
   * Submits a record. Records submitted in one turn of the loop share calls.
   *
   * @return its place in the stream; fails with {@link NotAcknowledged} when it, or one before it
   *     of its key, was given up, and with {@link WriterStopped}
   */
  public CompletableFuture<Acknowledged> write(OutgoingRecord outgoing) {
    return submit(new PendingRecord(outgoing, false));
  }

  /**
   * Submits a barrier, a heartbeat: it is sent once every ordinary record submitted before it has
   * been acknowledged. Records after it do not wait for it, nor do other barriers, unless they have
   * its key.
   *
   * @return as {@link #write}; fails with {@link NotAcknowledged} also when any record before it
   *     was given up
   */
  public CompletableFuture<Acknowledged> writeWhenAllBeforeAreAcknowledged(
      OutgoingRecord outgoing) {
    return submit(new PendingRecord(outgoing, true));
  }

  private CompletableFuture<Acknowledged> submit(PendingRecord submitted) {
    if (stopped) {
      return CompletableFuture.failedFuture(new WriterStopped());
    }
    if (lanes.isClosed(submitted.record.partitionKey()) || (submitted.barrier && gaveUp)) {
      return CompletableFuture.failedFuture(givenUpBefore());
    }
    lanes.add(submitted);
    submitted.held = submitted.barrier;
    ordered.add(submitted);
    if (submitted.barrier) {
      releaseBarriers();
    } else if (submitted.firstOfKey) {
      makeReady(submitted);
    }
    return submitted.acknowledged;
  }

  /** The lease is another one now: calls that waited for it may start. */
  public void leaseRenewed() {
    scheduleSending();
  }

  /**
   * Starts no call any more. Records that are not in flight fail with {@link WriterStopped} at
   * once, those in flight when their call ends without acknowledging them. Does nothing the second
   * time.
   */
  public void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    ready.clear();
    List<PendingRecord> all = ordered.snapshot();
    all.addAll(releasedBarriers.snapshot());
    for (PendingRecord pending : all) {
      if (!pending.inFlight) {
        fail(pending, new WriterStopped());
      }
    }
    completeQuiet();
  }

  /** Completes once no record waits or is in flight. */
  public CompletableFuture<Void> quiet() {
    CompletableFuture<Void> quiet = new CompletableFuture<>();
    waitingForQuiet.add(quiet);
    completeQuiet();
    return quiet;
  }

  /** How many records were submitted and have neither been acknowledged nor failed. */
  public int pending() {
    return ordered.size() + releasedBarriers.size();
  }

  /** When a call was last given up without an answer: it may be applied late. */
  public Optional<Instant> unansweredAt() {
    return unansweredAt;
  }

  /** What was done so far. */
  public WriterCounts counts() {
    return tally.counts();
  }

  private void makeReady(PendingRecord first) {
    ready.add(first);
    scheduleSending();
  }

  private void scheduleSending() {
    if (!sendingScheduled && !ready.isEmpty() && !stopped) {
      sendingScheduled = true;
      loop.execute(this::sendWhatMayBeSent);
    }
  }

  private void sendWhatMayBeSent() {
    sendingScheduled = false;
    while (!ready.isEmpty()
        && callsInFlight < target.window().size(settings.mostCallsInFlight())
        && lease.get().filter(held -> held.covers(loop, settings.callTimeout())).isPresent()) {
      List<PendingRecord> call = ready.nextCall();
      if (call.isEmpty()) {
        sendWhenDue();
        return;
      }
      send(call);
    }
  }

  /** All that is ready waits for the pace of its shard. */
  private void sendWhenDue() {
    paceTimer.cancel();
    paceTimer =
        ready.untilDue().map(delay -> loop.after(delay, this::scheduleSending)).orElseThrow();
  }

  private void send(List<PendingRecord> call) {
    List<OutgoingRecord> records = new ArrayList<>(call.size());
    for (PendingRecord pending : call) {
      pending.inFlight = true;
      if (pending.attempts++ == 0) {
        pending.firstSentNanos = loop.monotonicNanos();
      } else {
        tally.retries++;
      }
      records.add(pending.record);
    }
    callsInFlight++;
    tally.calls++;
    long startedNanos = loop.monotonicNanos();
    put(records).whenComplete((results, failure) -> answered(call, startedNanos, results, failure));
  }

  /** A port that throws at once is no different from one that fails its future. */
  private CompletableFuture<List<PutResult>> put(List<OutgoingRecord> records) {
    try {
      return stream.put(records);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void answered(
      List<PendingRecord> call, long startedNanos, List<PutResult> results, Throwable failure) {
    int most = settings.mostCallsInFlight();
    if (failure == null) {
      target.window().answered(callsInFlight, most);
    } else {
      target.window().unanswered(startedNanos, loop.monotonicNanos(), most);
    }
    callsInFlight--;
    if (failure != null) {
      tally.failedCalls++;
      unansweredAt = Optional.of(loop.wallTime());
      Throwable cause = Cause.of(failure);
      sendAgainAfterBackOff(toSendAgain(call, cause.getMessage(), cause));
    } else {
      settle(call, results);
    }
    scheduleSending();
    completeQuiet();
  }

  private void settle(List<PendingRecord> call, List<PutResult> results) {
    target.answered(call, results, backOff, loop.monotonicNanos());
    List<PendingRecord> throttledOnes = new ArrayList<>();
    List<PendingRecord> others = new ArrayList<>();
    String lastCode = "";
    for (int i = 0; i < call.size(); i++) {
      PendingRecord pending = call.get(i);
      if (!pending.firstOfKey) {
        // One before it in this call was refused: taken or not, it is sent again behind that one.
        others.add(pending);
      } else if (results.get(i) instanceof Acknowledged place) {
        acknowledge(pending, place);
      } else if (results.get(i) instanceof PutResult.Refused refusal) {
        tally.refused(refusal.code());
        lastCode = refusal.code();
        (WriterTally.isThrottled(lastCode) ? throttledOnes : others).add(pending);
      }
    }
    sendAgainAfterBackOff(ready.addRefused(toSendAgain(throttledOnes, lastCode, null)));
    sendAgainAfterBackOff(toSendAgain(others, lastCode, null));
  }

  private void acknowledge(PendingRecord first, Acknowledged place) {
    tally.acknowledged++;
    first.inFlight = false;
    forget(first);
    PendingRecord next = lanes.removeFirst(first);
    boolean wanted = next != null && !next.held && !next.inFlight && !next.acknowledged.isDone();
    if (wanted && !stopped) {
      makeReady(next);
    }
    releaseBarriers();
    first.acknowledged.complete(place);
  }

  /** Barriers at the head of the order have nothing ordinary before them any more. */
  private void releaseBarriers() {
    while (ordered.first() != null && ordered.first().barrier) {
      PendingRecord barrier = ordered.first();
      ordered.remove(barrier);
      releasedBarriers.add(barrier);
      barrier.held = false;
      if (barrier.firstOfKey && !stopped) {
        makeReady(barrier);
      }
    }
  }

  /** Of those that failed together, the ones to be sent again; each draws its followers along. */
  private List<PendingRecord> toSendAgain(
      List<PendingRecord> call, String answer, Throwable failure) {
    List<PendingRecord> again = new ArrayList<>(call.size());
    for (PendingRecord pending : call) {
      pending.inFlight = false;
      if (stopped) {
        fail(pending, failure == null ? new WriterStopped() : new WriterStopped(failure));
      } else if (pending.firstOfKey && isOverdue(pending)) {
        giveUp(pending, answer, failure);
      } else if (pending.firstOfKey) {
        again.add(pending);
      }
    }
    return again;
  }

  /** Those that failed together back off together: one timer, and full calls afterwards. */
  private void sendAgainAfterBackOff(List<PendingRecord> again) {
    if (!again.isEmpty()) {
      int attempts = again.stream().mapToInt(pending -> pending.attempts).max().orElseThrow();
      loop.after(backOff.after(attempts), () -> readyAgain(again));
    }
  }

  private void readyAgain(List<PendingRecord> again) {
    if (!stopped) {
      again.forEach(ready::add);
      scheduleSending();
    }
  }

  private boolean isOverdue(PendingRecord pending) {
    return settings
        .giveUpAfter()
        .filter(limit -> limit.compareTo(sinceFirstSent(pending)) <= 0)
        .isPresent();
  }

  private Duration sinceFirstSent(PendingRecord pending) {
    return Duration.ofNanos(loop.monotonicNanos() - pending.firstSentNanos);
  }

  /** Its key ends, and so does every barrier behind it: none of them may ever be sent. */
  private void giveUp(PendingRecord first, String answer, Throwable failure) {
    gaveUp = true;
    RuntimeException reason =
        new NotAcknowledged(first.attempts, sinceFirstSent(first), answer, failure);
    lanes.close(first).forEach(pending -> fail(pending, reason));
    ordered.snapshot().stream()
        .filter(pending -> pending.barrier)
        .forEach(barrier -> lanes.close(barrier).forEach(pending -> fail(pending, reason)));
  }

  private static NotAcknowledged givenUpBefore() {
    return new NotAcknowledged(0, Duration.ZERO, "an earlier record was given up", null);
  }

  private void fail(PendingRecord pending, RuntimeException reason) {
    if (!pending.acknowledged.isDone()) {
      forget(pending);
      pending.acknowledged.completeExceptionally(reason);
    }
  }

  private void forget(PendingRecord pending) {
    if (pending.barrier && !pending.held) {
      releasedBarriers.remove(pending);
    } else {
      ordered.remove(pending);
    }
  }

  private void completeQuiet() {
    if (pending() == 0 && callsInFlight == 0 && !waitingForQuiet.isEmpty()) {
      List<CompletableFuture<Void>> waiting = List.copyOf(waitingForQuiet);
      waitingForQuiet.clear();
      waiting.forEach(quiet -> quiet.complete(null));
    }
  }
}
