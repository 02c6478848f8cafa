package io.farshore.producer;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import io.farshore.core.write.KeyOrderedWriter;
import io.farshore.core.write.WriterSettings;
import io.farshore.producer.changelog.Change;
import io.farshore.producer.changelog.ChangeLog;
import io.farshore.producer.changelog.ChangeLog.Read;
import io.farshore.producer.changelog.ChangeLogUnreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Writing in one epoch, from one resume point: reads the log, writes under the lease, and knows the
 * low watermark. Once closed nothing of it counts any more, so that late answers to an earlier
 * epoch's requests have no effect.
 */
final class WriteSession {

  private static final int READ_IN_ONE_TURN = 500;
  private static final Duration RETRY_LAST_HEARTBEATS = Duration.ofMillis(200);

  private final ChangeLog log;
  private final EventLoop loop;
  private final ProducerSettings settings;
  private final Events events;
  private final LeaseHolder lease;
  private final KeyOrderedWriter writer;
  private final InFlightWindow window;
  private final Heartbeats heartbeats;
  private Mode mode = Mode.WRITING;
  private boolean couldWrite;
  private boolean pumpScheduled;
  private boolean drains;
  private EventLoop.Timer nextPoll = () -> {};
  private boolean logEnded;
  private long read;
  private long acknowledged;
  private Optional<Instant> firstAcknowledgedAt = Optional.empty();
  private Optional<Instant> lastAcknowledgedAt = Optional.empty();
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<String> logProblem = Optional.empty();
  private Optional<String> leaseProblem = Optional.empty();

  private enum Mode {
    WRITING,
    FLUSHING,
    DRAINED,
    CLOSED
  }

  /** What a session tells the producer. */
  interface Events {
    /** The first change of a log that had none so far; false: not now, ask again. */
    boolean begins(Change first);

    void resumed();

    void paused(String why);

    void firstAcknowledgement(Instant at);

    /** Everything read so far is acknowledged. */
    void caughtUp();

    void drained();

    void failed(String message);
  }

  /**
   * A session that begins when {@link #open} is called.
   *
   * @param from where the log stands
   */
  WriteSession(
      ProducerId producer,
      StreamName stream,
      EpochId epoch,
      RegionPorts region,
      Watermark from,
      ChangeLog log,
      EventLoop loop,
      RandomGenerator random,
      ProducerSettings settings,
      Events events) {
    this.log = log;
    this.loop = loop;
    this.settings = settings;
    this.events = events;
    this.window = new InFlightWindow(from);
    this.lease =
        new LeaseHolder(
            region, stream, epoch, loop, settings, this::leaseRenewed, this::leaseRefused);
    this.writer =
        new KeyOrderedWriter(
            region.stream(),
            loop,
            random,
            lease::lease,
            WriterSettings.defaults(settings.callTimeout())
                .withMostCallsInFlight(settings.mostCallsInFlight()));
    this.heartbeats =
        new Heartbeats(
            region.stream(),
            producer,
            epoch.number(),
            loop,
            settings,
            this::mayWrite,
            window::lowWatermark);
  }

  /**
   * Begins.
   *
   * @param afterRestart the process is new: requests of the one before it may be unanswered
   */
  void open(boolean afterRestart) {
    startedAt = afterRestart ? Optional.of(loop.wallTime()) : Optional.empty();
    lease.keep();
  }

  /** Once an interval: heartbeats, and whatever time brings. */
  void tick() {
    noticeLease();
    sendHeartbeats();
    schedulePump();
  }

  private void sendHeartbeats() {
    if (mayWrite() && (mode == Mode.WRITING || (mode == Mode.FLUSHING && !isFlushed()))) {
      heartbeats.send();
    }
  }

  /** Reads no further, waits for the answers, and puts the last heartbeat into every shard. */
  void flush() {
    if (mode == Mode.WRITING) {
      mode = Mode.FLUSHING;
      drainWhenFlushed();
    }
  }

  /** What was prepared is not made: reads on where it was. */
  void goOn() {
    if (mode == Mode.FLUSHING || mode == Mode.DRAINED) {
      mode = Mode.WRITING;
      schedulePump();
    }
  }

  /**
   * Starts no call any more.
   *
   * @return completes when every request was answered, or given up by its time limit
   */
  CompletableFuture<Void> close() {
    mode = Mode.CLOSED;
    nextPoll.cancel();
    lease.close();
    writer.stop();
    return writer.quiet();
  }

  private void leaseRenewed() {
    leaseProblem = Optional.empty();
    noticeLease();
    writer.leaseRenewed();
    schedulePump();
  }

  private void leaseRefused(Throwable cause) {
    leaseProblem = Optional.of(String.valueOf(cause.getMessage()));
    noticeLease();
  }

  private void noticeLease() {
    boolean can = mayWrite();
    if (can && !couldWrite) {
      events.resumed();
      sendHeartbeats();
    } else if (!can && couldWrite) {
      events.paused(leaseProblem.orElse("its lease has ended"));
    }
    couldWrite = can;
  }

  private void schedulePump() {
    if (!pumpScheduled && mode == Mode.WRITING) {
      pumpScheduled = true;
      loop.execute(this::pump);
    }
  }

  private void pump() {
    pumpScheduled = false;
    try {
      for (int i = 0; i < READ_IN_ONE_TURN && mayRead(); i++) {
        if (!readOne()) {
          return;
        }
      }
      if (mayRead()) {
        schedulePump();
      }
    } catch (ChangeLogUnreadable e) {
      // The next tick tries again: the file may have been put right.
      if (!logProblem.equals(Optional.of(e.getMessage()))) {
        logProblem = Optional.of(e.getMessage());
        events.failed(e.getMessage());
      }
    }
  }

  private boolean mayRead() {
    return mode == Mode.WRITING
        && mayWrite()
        && window.span() < settings.mostUnacknowledgedChanges()
        && window.unacknowledgedBytes() < settings.mostUnacknowledgedBytes();
  }

  private boolean readOne() {
    Read next = log.next();
    logProblem = Optional.empty();
    if (next instanceof Read.Found found) {
      if (read == 0 && !events.begins(found.change())) {
        log.seek(found.change().watermark());
        return false;
      }
      logEnded = false;
      submit(found.change());
      return true;
    }
    logEnded = next instanceof Read.End;
    if (!logEnded) {
      nextPoll.cancel();
      nextPoll = loop.after(settings.logPollInterval(), this::schedulePump);
    } else if (isFlushed()) {
      events.caughtUp();
    }
    return false;
  }

  private void submit(Change change) {
    read++;
    InFlightWindow.Entry entry = window.add(change);
    writer
        .write(OutgoingRecord.of(change.key(), change.data()))
        .whenComplete(
            (place, failure) -> {
              if (failure == null && mode != Mode.CLOSED) {
                acknowledged(entry);
              }
            });
  }

  private void acknowledged(InFlightWindow.Entry entry) {
    window.acknowledged(entry);
    acknowledged++;
    lastAcknowledgedAt = Optional.of(loop.wallTime());
    if (firstAcknowledgedAt.isEmpty()) {
      firstAcknowledgedAt = lastAcknowledgedAt;
      events.firstAcknowledgement(firstAcknowledgedAt.get());
    }
    if (isFlushed()) {
      events.caughtUp();
    }
    schedulePump();
    drainWhenFlushed();
  }

  private boolean isFlushed() {
    return window.unacknowledged() == 0;
  }

  private void drainWhenFlushed() {
    if (!drains && mode == Mode.FLUSHING && isFlushed()) {
      drains = true;
      sendLastHeartbeats();
    }
  }

  /** Again and again, until every open shard has one that says how far everything has come. */
  private void sendLastHeartbeats() {
    if (mode != Mode.FLUSHING || !isFlushed()) {
      drains = false;
      return;
    }
    Watermark last = window.lowWatermark();
    heartbeats.listAgain();
    CompletableFuture<Boolean> sent =
        mayWrite() ? heartbeats.send() : CompletableFuture.completedFuture(false);
    sent.thenAccept(
        all -> {
          if (all && mode == Mode.FLUSHING && isFlushed() && last.equals(lowWatermark())) {
            drains = false;
            mode = Mode.DRAINED;
            events.drained();
          } else {
            loop.after(RETRY_LAST_HEARTBEATS, this::sendLastHeartbeats);
          }
        });
  }

  boolean mayWrite() {
    return mode != Mode.CLOSED && lease.covers();
  }

  /** Waiting for it to drain is of use: it is not drained, and can write. */
  boolean mayStillDrain() {
    return mode != Mode.DRAINED && mayWrite();
  }

  ProducerPhase phase() {
    return switch (mode) {
      case WRITING -> mayWrite() ? ProducerPhase.WRITING : ProducerPhase.PAUSED;
      case FLUSHING -> ProducerPhase.FLUSHING;
      case DRAINED -> ProducerPhase.DRAINED;
      case CLOSED -> ProducerPhase.PAUSED;
    };
  }

  Watermark lowWatermark() {
    return window.lowWatermark();
  }

  int unacknowledged() {
    return window.unacknowledged();
  }

  boolean logEnded() {
    return logEnded;
  }

  long read() {
    return read;
  }

  long acknowledged() {
    return acknowledged;
  }

  Optional<Instant> firstAcknowledgedAt() {
    return firstAcknowledgedAt;
  }

  Optional<Instant> lastAcknowledgedAt() {
    return lastAcknowledgedAt;
  }

  /** When a request was last given up without an answer, this process's or the one's before it. */
  Optional<Instant> unansweredAt() {
    return writer.unansweredAt().or(() -> startedAt);
  }

  Optional<String> problem() {
    return logProblem.or(() -> mayWrite() ? Optional.empty() : leaseProblem);
  }
}
