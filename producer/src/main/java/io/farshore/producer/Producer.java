package io.farshore.producer;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Phase;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import io.farshore.producer.changelog.Change;
import io.farshore.producer.changelog.ChangeLog;
import io.farshore.producer.changelog.ChangeLogUnreadable;
import io.farshore.producer.changelog.LogNoLongerReachesBack;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one change log to the Region of the epoch in force, and follows the epochs.
 *
 * <p>It follows the highest epoch in force known anywhere and never goes back to a lower one,
 * restarts included. Following an epoch means: one write of its state, with the low watermark
 * fallen back to the epoch's resume point, also when the Region is the same; then the log is
 * rewound to there; then it writes, under a lease, in key order (guarantee B). Without a lease it
 * pauses.
 *
 * <p>Everything runs on the event loop. {@link #start}, {@link #stop} and {@link #status} may be
 * called from any thread. What fails is tried again at the next interval, and is in the status.
 */
public final class Producer {

  private static final Logger LOG = LoggerFactory.getLogger(Producer.class);

  private final ProducerId id;
  private final StreamName stream;
  private final Map<Region, RegionPorts> regions = new TreeMap<>();
  private final ChangeLog log;
  private final ProducerSettings settings;
  private final EventLoop loop;
  private final RandomGenerator random;
  private final ProducerListener listener;
  private final Reachability reachability;
  private final RegionWatch watch;
  private final Reports reports;
  private final FollowedState state;

  private Optional<WriteSession> session = Optional.empty();
  private Optional<Watermark> resumedFrom = Optional.empty();
  private Optional<EpochId> draining = Optional.empty();
  private Optional<String> problem = Optional.empty();
  private boolean waitsForQuiet;
  private boolean logIsShort;
  private boolean stopping;
  private boolean stopped;
  private long readBefore;
  private long acknowledgedBefore;
  private final CompletableFuture<Void> hasStopped = new CompletableFuture<>();
  private volatile ProducerStatus status;

  /**
   * A producer that does nothing before {@link #start}.
   *
   * @param id its name; one process at a time has it
   * @param regions all Regions that the stream is in; an epoch of another one is not followed
   * @param log read by this producer alone; stays the caller's to close
   * @param random for back-off
   */
  public Producer(
      ProducerId id,
      StreamName stream,
      Collection<RegionPorts> regions,
      ChangeLog log,
      ProducerStateStore store,
      ProducerSettings settings,
      EventLoop loop,
      RandomGenerator random,
      ProducerListener listener) {
    this.id = id;
    this.stream = stream;
    regions.forEach(region -> this.regions.put(region.region(), region));
    this.log = log;
    this.state = new FollowedState(store);
    this.settings = settings;
    this.loop = loop;
    this.random = random;
    this.listener = listener;
    this.reachability = new Reachability(loop, settings.interval().multipliedBy(4), this::failed);
    this.watch = new RegionWatch(stream, this.regions.values(), reachability, this::decide);
    this.reports = new Reports(id, stream, this.regions.values(), reachability, loop);
    this.status = snapshot();
  }

  /**
   * Starts it. Once.
   *
   * @return completes when it runs; fails with {@link ProducerStateStore.StateUnavailable} when its
   *     state can't be read: then it has not started, and has written nothing
   */
  public CompletableFuture<Void> start() {
    return CompletableFuture.runAsync(
        () -> {
          state.load();
          tick();
        },
        loop);
  }

  /** The log may have more: reads it now rather than at the next poll. */
  public void wake() {
    loop.execute(() -> session.ifPresent(WriteSession::tick));
  }

  /**
   * Ends it: reads no further, waits for the answers while it has a lease, puts a last heartbeat
   * into every shard, keeps its state and reports {@code STOPPED}.
   *
   * @return completes when it has ended; never fails
   */
  public CompletableFuture<Void> stop() {
    loop.execute(
        () -> {
          stopping = true;
          session.ifPresent(WriteSession::flush);
          endIfFlushed();
        });
    return hasStopped;
  }

  /** How it is, as of the last interval or event. */
  public ProducerStatus status() {
    return status;
  }

  private void tick() {
    if (stopped) {
      return;
    }
    loop.after(settings.interval(), this::tick);
    watch.askAll();
    if (stopping) {
      endIfFlushed();
    } else {
      decide();
    }
    session.ifPresent(WriteSession::tick);
    saveLowWatermark();
    report();
  }

  /** What to do about the epochs as they are known now. Nothing, mostly. */
  private void decide() {
    if (stopping || waitsForQuiet) {
      return;
    }
    Optional<Epoch> later = watch.known().inForce().filter(state::isBelow);
    if (later.isPresent()) {
      leaveFor(later.get());
    } else {
      if (session.isEmpty() && state.saved().isPresent() && !logIsShort) {
        open(state.saved().get());
      }
      session.ifPresent(this::followDrain);
    }
    publish();
  }

  /** A later epoch is in force: what was written in the one before counts no more. */
  private void leaveFor(Epoch later) {
    if (session.isPresent()) {
      WriteSession ended = session.get();
      saveLowWatermark();
      CompletableFuture<Void> quiet = ended.close();
      readBefore += ended.read();
      acknowledgedBefore += ended.acknowledged();
      session = Optional.empty();
      draining = Optional.empty();
      paused("epoch " + later.id() + " is in force");
      waitsForQuiet = true;
      quiet.thenRun(
          () -> {
            waitsForQuiet = false;
            decide();
          });
    } else if (later.phase() == Phase.ACTIVE) {
      follow(later);
    }
  }

  private void follow(Epoch epoch) {
    if (regionOf(epoch.id()).isEmpty()) {
      return;
    }
    try {
      Watermark wanted = epoch.resumeFrom().getOrDefault(id, Watermark.START);
      ResumePoint point = ResumePoint.of(log, state.saved(), wanted);
      state.follow(epoch.id(), point);
      logIsShort = false;
      resumedFrom = Optional.of(point.from());
      LOG.info("{} follows epoch {} from {}", id, epoch.id(), point.from());
      listener.followed(epoch.id(), point.from());
      open(state.saved().orElseThrow());
      report();
    } catch (ProducerStateStore.StateUnavailable | ChangeLogUnreadable | LogNoLongerReachesBack e) {
      problem(e.getMessage());
    }
  }

  private Optional<RegionPorts> regionOf(EpochId epoch) {
    Optional<RegionPorts> region = Optional.ofNullable(regions.get(epoch.activeRegion()));
    if (region.isEmpty()) {
      problem("epoch " + epoch + " is of a Region that this producer does not know; add it");
    }
    return region;
  }

  /** Goes on in the epoch followed, from the low watermark that is kept. */
  private void open(ProducerState followed) {
    Optional<RegionPorts> region = regionOf(followed.epoch());
    if (region.isEmpty()) {
      return;
    }
    Watermark from = followed.lowWatermark();
    try {
      new ResumePoint(from, followed.start()).seek(log);
    } catch (LogNoLongerReachesBack | ChangeLogUnreadable e) {
      logIsShort = e instanceof LogNoLongerReachesBack;
      problem(e.getMessage());
      return;
    }
    problem = Optional.empty();
    Heard heard = new Heard(followed.epoch());
    WriteSession opened =
        new WriteSession(
            id, stream, followed.epoch(), region.get(), from, log, loop, random, settings, heard);
    session = Optional.of(opened);
    opened.open(resumedFrom.isEmpty());
    resumedFrom = resumedFrom.or(() -> Optional.of(from));
  }

  /** A switchover prepares an epoch above: flush, until it is made, abandoned or past its end. */
  private void followDrain(WriteSession open) {
    Optional<EpochId> prepared = state.preparedAbove(watch.known(), loop.wallTime());
    if (prepared.isPresent() && !prepared.equals(draining)) {
      LOG.info("{} flushes for epoch {}", id, prepared.get());
      listener.flushing(prepared.get());
    }
    draining = prepared;
    if (prepared.isPresent()) {
      open.flush();
    } else {
      open.goOn();
    }
  }

  private void endIfFlushed() {
    if (stopped || session.map(WriteSession::mayStillDrain).orElse(false)) {
      return;
    }
    stopped = true;
    saveLowWatermark();
    session
        .map(WriteSession::close)
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .thenCompose(none -> report())
        .whenComplete((none, failure) -> hasStopped.complete(null));
  }

  private void saveLowWatermark() {
    try {
      session.map(WriteSession::lowWatermark).ifPresent(state::lowWatermark);
      problem = problem.filter(message -> session.isEmpty());
    } catch (ProducerStateStore.StateUnavailable e) {
      problem(e.getMessage());
    }
  }

  private CompletableFuture<Void> report() {
    publish();
    return state
        .saved()
        .map(kept -> reports.send(kept, status, session, watch.known().inForce().map(Epoch::id)))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private void publish() {
    status = snapshot();
  }

  private ProducerStatus snapshot() {
    long inEpoch = session.map(WriteSession::acknowledged).orElse(0L);
    return new ProducerStatus(
        stopped
            ? ProducerPhase.STOPPED
            : session.map(WriteSession::phase).orElse(ProducerPhase.PAUSED),
        state.epoch(),
        readBefore + session.map(WriteSession::read).orElse(0L),
        acknowledgedBefore + inEpoch,
        inEpoch,
        session.flatMap(WriteSession::firstAcknowledgedAt),
        session.map(WriteSession::unacknowledged).orElse(0),
        resumedFrom,
        session
            .map(WriteSession::lowWatermark)
            .or(() -> state.saved().map(ProducerState::lowWatermark))
            .orElse(Watermark.START),
        session.map(WriteSession::logEnded).orElse(false),
        reachability.of(regions.keySet()),
        problem.or(() -> session.flatMap(WriteSession::problem)).or(reachability::problem));
  }

  private void problem(String message) {
    if (!problem.equals(Optional.of(message))) {
      problem = Optional.of(message);
      failed(message);
    }
    publish();
  }

  private void failed(String message) {
    LOG.warn("{}: {}", id, message);
    listener.failed(message);
  }

  private void paused(String why) {
    LOG.info("{} pauses: {}", id, why);
    listener.paused(why);
  }

  /** What a session of one epoch tells. */
  private final class Heard implements WriteSession.Events {
    private final EpochId epoch;

    private Heard(EpochId epoch) {
      this.epoch = epoch;
    }

    @Override
    public boolean begins(Change first) {
      try {
        if (!state.knowsStart()) {
          state.start(log.oldest().orElse(first.watermark()));
        }
        return true;
      } catch (ProducerStateStore.StateUnavailable e) {
        problem(e.getMessage());
        return false;
      }
    }

    @Override
    public void resumed() {
      LOG.info("{} writes in epoch {}", id, epoch);
      listener.resumed(epoch);
      publish();
    }

    @Override
    public void paused(String why) {
      Producer.this.paused(why);
      publish();
    }

    @Override
    public void firstAcknowledgement(Instant at) {
      listener.firstAcknowledgement(epoch, at);
      publish();
    }

    @Override
    public void caughtUp() {
      publish();
    }

    @Override
    public void drained() {
      Watermark low = session.orElseThrow().lowWatermark();
      LOG.info("{} is drained at {}", id, low);
      saveLowWatermark();
      listener.drained(low);
      if (stopping) {
        endIfFlushed();
      } else {
        report();
      }
    }

    @Override
    public void failed(String message) {
      Producer.this.failed(message);
    }
  }
}
