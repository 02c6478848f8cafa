package io.farshore.lab.lambda.mapping;

import io.farshore.lab.lambda.InvocationResult;
import io.farshore.lab.lambda.mapping.StreamSource.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one shard and invokes the function, one batch after the other: a batch is left only when it
 * is handled, or given up by a limit that the mapping sets. Thread-safe.
 */
final class ShardPoller {

  private static final Logger LOG = LoggerFactory.getLogger(ShardPoller.class);

  private final String shardId;
  private final MappingRuntime runtime;
  private final Runnable onEnd;
  private final Deque<Batch> pending = new ArrayDeque<>();

  private volatile MappingConfiguration mapping;
  private Position position;
  private Optional<Instant> fillingSince = Optional.empty();
  private int failedReads;
  private boolean caughtUp;
  private boolean running;
  private boolean invoking;
  private boolean waking;
  private volatile boolean ended;

  ShardPoller(
      String shardId,
      Position start,
      MappingConfiguration mapping,
      MappingRuntime runtime,
      Runnable onEnd) {
    this.shardId = shardId;
    this.position = start;
    this.mapping = mapping;
    this.runtime = runtime;
    this.onEnd = onEnd;
  }

  void start() {
    synchronized (this) {
      running = true;
    }
    wakeAfter(Duration.ZERO);
  }

  /** Stops after the batch that is with the function now. */
  synchronized void stop() {
    running = false;
  }

  synchronized void configure(MappingConfiguration changed) {
    mapping = changed;
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
    try {
      runtime.timers().schedule(this::wake, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The mapping of {} stops: the lab is closing", mapping.streamArn());
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
      LOG.debug("Shard {} of {} cannot be read now", shardId, mapping.streamArn(), e);
      wakeAfter(runtime.pace().retry(failedReads++));
    }
  }

  private void step() {
    Batch batch;
    byte[] event;
    synchronized (this) {
      if (!running || invoking || ended) {
        return;
      }
      dropAged();
      if (pending.isEmpty() && !fill()) {
        return;
      }
      batch = pending.peek();
      event = event(batch);
      invoking = true;
    }
    runtime
        .invoker()
        .invoke(mapping, event)
        .whenComplete((result, failure) -> finished(batch, result, failure));
  }

  /** Reads the next batch; false when there is none yet. */
  private boolean fill() {
    var slice = runtime.source().read(mapping.streamArn(), shardId, position, mapping.batchSize());
    failedReads = 0;
    if (slice.records().isEmpty()) {
      if (slice.ended()) {
        ended = true;
        runtime.timers().execute(onEnd);
      }
      return false;
    }
    List<StreamSource.Record> fitting = fitting(slice.records());
    boolean full =
        slice.ended()
            || slice.records().size() >= mapping.batchSize()
            || fitting.size() < slice.records().size();
    caughtUp = !full;
    Duration left = windowLeft();
    if (!full && !left.isZero()) {
      // Not "waking": what arrives meanwhile may fill the batch before the window ends.
      runtime.timers().schedule(this::wake, left.toNanos(), TimeUnit.NANOSECONDS);
      return false;
    }
    fillingSince = Optional.empty();
    pending.add(new Batch(fitting));
    dropAged();
    return !pending.isEmpty() || fill();
  }

  private Duration windowLeft() {
    Instant now = runtime.wallClock().instant();
    if (fillingSince.isEmpty()) {
      fillingSince = Optional.of(now);
    }
    Duration left = mapping.window().minus(Duration.between(fillingSince.get(), now));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private List<StreamSource.Record> fitting(List<StreamSource.Record> records) {
    int size = 0;
    int count = 0;
    for (StreamSource.Record record : records) {
      size = KinesisEvent.size(size, KinesisEvent.record(mapping, shardId, record));
      if (count > 0 && size > KinesisEvent.PAYLOAD_LIMIT) {
        break;
      }
      count++;
    }
    return List.copyOf(records.subList(0, count));
  }

  private byte[] event(Batch batch) {
    return KinesisEvent.write(
        batch.records().stream()
            .map(record -> KinesisEvent.record(mapping, shardId, record))
            .toList());
  }

  private void finished(Batch batch, InvocationResult result, Throwable failure) {
    Duration pause;
    synchronized (this) {
      invoking = false;
      pause =
          failure != null
              ? notInvoked(batch, failure)
              : result.succeeded() ? answered(batch, result.payload()) : failed(batch, result);
    }
    wakeAfter(pause);
  }

  /** Throttled, or no function: tried again without counting. */
  private Duration notInvoked(Batch batch, Throwable failure) {
    LOG.debug("The function of {} was not invoked", mapping.streamArn(), failure);
    return runtime.pace().retry(Math.min(batch.attempts(), 3));
  }

  private Duration answered(Batch batch, byte[] payload) {
    if (!mapping.partialResponse()) {
      return handled(batch.last());
    }
    BatchResponse response = BatchResponse.of(payload, batch.sequenceNumbers());
    if (response instanceof BatchResponse.AllHandled) {
      return handled(batch.last());
    }
    if (response instanceof BatchResponse.FailedFrom from) {
      Batch rest = batch.from(from.sequenceNumber());
      if (rest != batch) {
        position = before(batch, from.sequenceNumber());
      }
      return retry(rest);
    }
    LOG.debug("All of a batch of {} comes again: {}", mapping.streamArn(), response);
    return retry(batch);
  }

  private Duration failed(Batch batch, InvocationResult result) {
    LOG.debug("Invocation {} failed: the batch comes again", result.requestId());
    if (mapping.bisect() && batch.records().size() > 1) {
      pending.pop();
      List<Batch> halves = batch.halves();
      pending.push(halves.get(1));
      pending.push(halves.get(0));
      return runtime.pace().retry(batch.attempts());
    }
    return retry(batch);
  }

  private Duration handled(String last) {
    pending.pop();
    position = new Position.After(last);
    return caughtUp && pending.isEmpty() ? runtime.pace().poll() : Duration.ZERO;
  }

  private Duration retry(Batch batch) {
    Batch again = batch.failedOnceMore();
    pending.pop();
    if (mapping.maximumRetries().isPresent()
        && again.attempts() > mapping.maximumRetries().getAsInt()) {
      LOG.warn(
          "Given up: {} records of {} of {} after {} attempts",
          batch.records().size(),
          shardId,
          mapping.streamArn(),
          again.attempts());
      position = new Position.After(batch.last());
      return Duration.ZERO;
    }
    pending.push(again);
    return runtime.pace().retry(batch.attempts());
  }

  private static Position before(Batch batch, String sequenceNumber) {
    List<String> numbers = batch.sequenceNumbers();
    return new Position.After(numbers.get(numbers.indexOf(sequenceNumber) - 1));
  }

  private void dropAged() {
    if (mapping.maximumAge().isEmpty() || pending.isEmpty()) {
      return;
    }
    Instant oldest = runtime.wallClock().instant().minus(mapping.maximumAge().get());
    List<Batch> young = new ArrayList<>();
    for (Batch batch : pending) {
      var kept =
          batch.records().stream().filter(record -> !record.arrival().isBefore(oldest)).toList();
      if (kept.size() < batch.records().size()) {
        LOG.warn(
            "Given up: {} records of {} of {} are older than {}",
            batch.records().size() - kept.size(),
            shardId,
            mapping.streamArn(),
            mapping.maximumAge().get());
        position = new Position.After(batch.last());
      }
      if (!kept.isEmpty()) {
        young.add(kept.size() == batch.records().size() ? batch : new Batch(kept));
      }
    }
    pending.clear();
    pending.addAll(young);
  }
}
