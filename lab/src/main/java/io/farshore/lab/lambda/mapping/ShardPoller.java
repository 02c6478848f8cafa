package io.farshore.lab.lambda.mapping;

import io.farshore.lab.lambda.InvocationResult;
import io.farshore.lab.lambda.mapping.GivenUp.Condition;
import io.farshore.lab.lambda.mapping.StreamSource.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one shard and hands its records to its lanes: a batch is left only when it is handled, or
 * given up by a limit that the mapping sets. Thread-safe.
 */
final class ShardPoller {

  private static final Logger LOG = LoggerFactory.getLogger(ShardPoller.class);
  private static final int READ_LIMIT = 10_000;

  /** What the shard and the mapping hear of a poller. */
  interface Listener {
    /** The shard is closed, and everything in it is done with. */
    void ended();

    /** The function was invoked: well, or not. */
    void invoked(boolean succeeded);
  }

  private final String shardId;
  private final MappingRuntime runtime;
  private final Listener listener;
  private final Checkpoint checkpoint;

  private volatile MappingConfiguration mapping;
  private RecordFilter filter;
  private List<Lane> lanes = List.of();
  private boolean changed = true;
  private boolean lastRead;
  private boolean moreToRead;
  private int failedReads;
  private boolean running;
  private boolean waking;
  private volatile boolean ended;

  ShardPoller(
      String shardId,
      Position start,
      MappingConfiguration mapping,
      MappingRuntime runtime,
      Consumer<String> handledUpTo,
      Listener listener) {
    this.shardId = shardId;
    this.checkpoint = new Checkpoint(start, handledUpTo);
    this.mapping = mapping;
    this.filter = RecordFilter.of(mapping.filters());
    this.runtime = runtime;
    this.listener = listener;
  }

  void start() {
    synchronized (this) {
      running = true;
    }
    wakeAfter(Duration.ZERO);
  }

  /** Stops after the batches that are with the function now. */
  synchronized void stop() {
    running = false;
  }

  /** From the next batch on; other lanes or filters read on from what is not handled. */
  synchronized void configure(MappingConfiguration next) {
    changed |=
        next.parallelization() != mapping.parallelization()
            || !next.filters().equals(mapping.filters());
    filter = RecordFilter.of(next.filters());
    mapping = next;
  }

  /** Something arrived in the stream. */
  void arrived() {
    wakeAfter(Duration.ZERO);
  }

  /** True when the shard is closed and everything in it is done with. */
  boolean ended() {
    return ended;
  }

  private void wakeAfter(Duration delay) {
    synchronized (this) {
      if (waking || ended || !running) {
        return;
      }
      waking = true;
    }
    schedule(this::wake, delay);
  }

  private void schedule(Runnable task, Duration delay) {
    try {
      runtime.timers().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The mapping of {} stops: the lab is closing", mapping.eventSourceArn());
    }
  }

  private void wake() {
    synchronized (this) {
      waking = false;
    }
    if (runtime.regions().isLost(mapping.region())) {
      runtime.regions().whenBack(mapping.region()).thenRun(() -> wakeAfter(Duration.ZERO));
      return;
    }
    try {
      step();
    } catch (RuntimeException e) {
      LOG.debug("Shard {} of {} cannot be read now", shardId, mapping.eventSourceArn(), e);
      wakeAfter(runtime.pace().retry(failedReads++));
    }
  }

  private void step() {
    List<Runnable> work = new ArrayList<>(1);
    synchronized (this) {
      if (!running || ended || !settled()) {
        return;
      }
      read();
      Instant now = runtime.wallClock().instant();
      for (Lane lane : lanes) {
        plan(lane, now, work);
      }
      endWhenDone();
    }
    work.forEach(Runnable::run);
  }

  /** Makes the lanes as configured, once none is busy any more. */
  private boolean settled() {
    if (!changed) {
      return true;
    }
    if (lanes.stream().anyMatch(Lane::busy)) {
      return false;
    }
    checkpoint.rewind();
    lastRead = false;
    List<Lane> made = new ArrayList<>();
    for (int i = 0; i < mapping.parallelization(); i++) {
      made.add(new Lane());
    }
    lanes = List.copyOf(made);
    changed = false;
    return true;
  }

  private void read() {
    moreToRead = false;
    while (!lastRead && lanes.stream().anyMatch(lane -> lane.hungry(mapping.batchSize()))) {
      int limit = Math.min(READ_LIMIT, room());
      if (limit <= 0) {
        return;
      }
      StreamSource source = runtime.source().readFor(mapping);
      var slice = source.read(mapping.streamArn(), shardId, checkpoint.read(), limit);
      failedReads = 0;
      long bytes = 0;
      count("PolledEventCount", slice.records().size());
      for (StreamSource.Record record : slice.records()) {
        bytes += record.data().length;
        take(record);
      }
      lastRead = slice.ended();
      moreToRead = slice.records().size() == limit || bytes > KinesisEvent.PAYLOAD_LIMIT;
      if (!moreToRead) {
        return;
      }
    }
  }

  /** One lane takes a batch; several take twice as much in all, so that none waits for another. */
  private int room() {
    int batches = lanes.size() == 1 ? 1 : 2 * lanes.size();
    long most = Math.min((long) mapping.batchSize() * batches, 2L * READ_LIMIT);
    return (int) (most - checkpoint.outstanding());
  }

  private void take(StreamSource.Record record) {
    if (!filter.passes(record)) {
      count("FilteredOutEventCount", 1);
      checkpoint.skipped(record.sequenceNumber());
      return;
    }
    PendingRecord pending =
        new PendingRecord(record, KinesisEvent.record(mapping, shardId, record));
    checkpoint.opened(pending);
    lane(record.partitionKey()).add(pending);
  }

  private Lane lane(String partitionKey) {
    return lanes.size() == 1 || partitionKey == null
        ? lanes.get(0)
        : lanes.get(Math.floorMod(partitionKey.hashCode(), lanes.size()));
  }

  private void plan(Lane lane, Instant now, List<Runnable> work) {
    Lane.Step step = lane.next(mapping, now, lastRead);
    if (step instanceof Lane.Step.Invoke invoke) {
      work.add(() -> invoke(lane, invoke.batch(), now));
    } else if (step instanceof Lane.Step.GiveUp giveUp) {
      work.add(() -> giveUp(lane, giveUp.what()));
    } else if (step instanceof Lane.Step.Fill fill) {
      // Not "waking": what arrives meanwhile may fill the batch before the window ends.
      schedule(this::wake, fill.left());
    }
  }

  private void endWhenDone() {
    if (lastRead && lanes.stream().allMatch(Lane::idle)) {
      ended = true;
      runtime.timers().execute(listener::ended);
    }
  }

  private void invoke(Lane lane, Batch batch, Instant now) {
    count("InvokedEventCount", batch.records().size());
    Duration age = Duration.between(batch.last().record().arrival(), now);
    runtime
        .invoker()
        .invoke(mapping, KinesisEvent.write(batch.records()), age)
        .whenComplete((result, failure) -> finished(lane, batch, result, failure));
  }

  private void finished(Lane lane, Batch batch, InvocationResult result, Throwable failure) {
    if (failure != null) {
      LOG.debug("The function of {} was not invoked", mapping.eventSourceArn(), failure);
      listener.invoked(false);
      again(lane, List.of(batch), runtime.pace().retry(Math.min(batch.attempts(), 3)));
      return;
    }
    listener.invoked(result.succeeded());
    if (!result.succeeded()) {
      failed(lane, batch, result);
    } else if (mapping.partialResponse()) {
      answered(lane, batch, result);
    } else {
      handled(lane, batch.records());
    }
  }

  private void answered(Lane lane, Batch batch, InvocationResult result) {
    BatchResponse response = BatchResponse.of(result.payload(), batch.sequenceNumbers());
    if (response instanceof BatchResponse.AllHandled) {
      handled(lane, batch.records());
    } else if (response instanceof BatchResponse.FailedFrom from
        && !from.sequenceNumber().equals(batch.first().sequenceNumber())) {
      done(batch.before(from.sequenceNumber()));
      again(lane, List.of(batch.from(from.sequenceNumber())), runtime.pace().retry(0));
    } else {
      LOG.debug("All of a batch of {} comes again: {}", mapping.eventSourceArn(), response);
      failed(lane, batch, result);
    }
  }

  private void failed(Lane lane, Batch batch, InvocationResult result) {
    LOG.debug("Invocation {} failed: the batch comes again", result.requestId());
    count("FailedInvokeEventCount", batch.records().size());
    Duration pause = runtime.pace().retry(batch.attempts());
    if (mapping.bisect() && batch.records().size() > 1) {
      again(lane, batch.halves(), pause);
      return;
    }
    Batch next = batch.failedOnceMore();
    if (mapping.maximumRetries().isPresent()
        && next.attempts() > mapping.maximumRetries().getAsInt()) {
      giveUp(lane, new GivenUp(batch, Condition.RETRIES, next.attempts(), Optional.of(result)));
      return;
    }
    again(lane, List.of(next), pause);
  }

  private void giveUp(Lane lane, GivenUp what) {
    LOG.warn(
        "Given up: {} records of {} of {} after {} attempts",
        what.batch().records().size(),
        shardId,
        mapping.eventSourceArn(),
        what.invocations());
    count("DroppedEventCount", what.batch().records().size());
    if (mapping.onFailure().isEmpty()) {
      handled(lane, what.batch().records());
      return;
    }
    String document =
        what.document(mapping, shardId, runtime.ids().get(), runtime.wallClock().instant());
    deliver(lane, what, mapping.onFailure().get(), document, 0);
  }

  /** A record is let go only once its destination has heard of it. */
  private void deliver(Lane lane, GivenUp what, String arn, String document, int failures) {
    runtime
        .destination()
        .deliver(mapping, arn, document)
        .whenComplete(
            (delivered, failure) -> {
              if (failure == null) {
                if (delivered) {
                  count("OnFailureDestinationDeliveredEventCount", what.batch().records().size());
                }
                handled(lane, what.batch().records());
              } else {
                LOG.debug("{} does not answer", arn, failure);
                schedule(
                    () -> deliver(lane, what, arn, document, failures + 1),
                    runtime.pace().retry(failures));
              }
            });
  }

  private void count(String metric, int events) {
    if (mapping.counted() && events > 0) {
      runtime.counter().count(mapping, metric, events);
    }
  }

  private synchronized void done(List<PendingRecord> records) {
    records.forEach(PendingRecord::finish);
    checkpoint.advance();
  }

  private void handled(Lane lane, List<PendingRecord> records) {
    boolean more;
    synchronized (this) {
      done(records);
      lane.finished();
      more = moreToRead || !lane.idle() || changed || lastRead;
    }
    wakeAfter(more ? Duration.ZERO : runtime.pace().poll());
  }

  private void again(Lane lane, List<Batch> batches, Duration pause) {
    synchronized (this) {
      lane.retry(batches);
      lane.rest(true);
    }
    schedule(
        () -> {
          synchronized (this) {
            lane.rest(false);
          }
          wake();
        },
        pause);
  }
}
