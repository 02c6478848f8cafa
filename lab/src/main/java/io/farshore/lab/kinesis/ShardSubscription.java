package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One subscription of a consumer to a shard. Events come as soon as there are records, at 2 MiB a
 * second, and without records now and then. Ends after five minutes, or behind the event with the
 * children of a closed shard. Thread-safe.
 */
final class ShardSubscription implements EventStream {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final Duration THROTTLE = Duration.ofMillis(100);

  /** Clients that read whole chunks of HTTP see an event when the next one comes. */
  private static final Duration PUSH = Duration.ofMillis(20);

  private static final int MAX_RECORDS = 10_000;
  private static final long MAX_BYTES = 1 << 20;
  private static final double BYTES_PER_SECOND = 2 << 20;

  private final ConsumerArn consumer;
  private final DataStream stream;
  private final Shard shard;
  private final Streams streams;
  private final EventLoop timer;
  private final boolean limited;
  private final Instant endsAt;
  private final TokenBucket bytes;
  private final StreamReader.Subscription arrivals;
  private ReadFrom from;
  private Optional<CompletableFuture<Optional<Event>>> waiting = Optional.empty();
  private Optional<AwsError> taken = Optional.empty();
  private EventLoop.Timer wake = () -> {};
  private boolean begun;
  private boolean throttled;
  private boolean sent;
  private boolean over;

  ShardSubscription(
      ConsumerArn consumer,
      DataStream stream,
      Shard shard,
      ReadFrom from,
      Streams streams,
      EventLoop timer,
      boolean limited) {
    this.consumer = consumer;
    this.stream = stream;
    this.shard = shard;
    this.from = from;
    this.streams = streams;
    this.timer = timer;
    this.limited = limited;
    Instant now = streams.now();
    this.endsAt = now.plus(LIFE);
    this.bytes = new TokenBucket(BYTES_PER_SECOND, now.toEpochMilli());
    this.arrivals = streams.onArrival(stream.arn(), () -> wakeUp(false));
  }

  @Override
  public ObjectNode initialResponse() {
    return Json.object();
  }

  @Override
  public synchronized CompletableFuture<Optional<Event>> next() {
    Optional<CompletableFuture<Optional<Event>>> ready = step(!begun);
    begun = true;
    if (ready.isPresent()) {
      return ready.get();
    }
    CompletableFuture<Optional<Event>> later = new CompletableFuture<>();
    waiting = Optional.of(later);
    sleep();
    return later;
  }

  private void sleep() {
    wake.cancel();
    Duration quiet = sent ? PUSH : SILENCE;
    wake = timer.after(throttled ? THROTTLE : quiet, () -> wakeUp(true));
  }

  /** Something has happened, or, for long enough, nothing. */
  private void wakeUp(boolean silent) {
    CompletableFuture<Optional<Event>> later;
    CompletableFuture<Optional<Event>> result;
    synchronized (this) {
      if (waiting.isEmpty()) {
        return;
      }
      Optional<CompletableFuture<Optional<Event>>> ready = step(silent);
      if (ready.isEmpty()) {
        sleep();
        return;
      }
      later = waiting.get();
      result = ready.get();
      waiting = Optional.empty();
      wake.cancel();
    }
    result.whenComplete(
        (event, failure) -> {
          if (failure == null) {
            later.complete(event);
          } else {
            later.completeExceptionally(failure);
          }
        });
  }

  /** What comes next, if anything does now. */
  private Optional<CompletableFuture<Optional<Event>>> step(boolean evenWithoutRecords) {
    Instant now = streams.now();
    if (taken.isPresent()) {
      return Optional.of(CompletableFuture.failedFuture(taken.get()));
    }
    if (over || !now.isBefore(endsAt)) {
      return Optional.of(CompletableFuture.completedFuture(Optional.empty()));
    }
    Optional<AwsError> gone = gone(now);
    if (gone.isPresent()) {
      return Optional.of(CompletableFuture.failedFuture(gone.get()));
    }
    throttled = limited && !bytes.has(MAX_BYTES, now.toEpochMilli());
    if (throttled) {
      return Optional.empty();
    }
    ShardBatch batch = shard.read(from, MAX_RECORDS, MAX_BYTES, now);
    boolean end = batch.endOfShard() && batch.records().isEmpty();
    if (batch.records().isEmpty() && !end && !evenWithoutRecords) {
      return Optional.empty();
    }
    bytes.take(batch.bytes());
    sent = !batch.records().isEmpty();
    from = batch.next();
    over = end;
    return Optional.of(CompletableFuture.completedFuture(Optional.of(event(batch, end, now))));
  }

  /** Without the stream or the consumer there is nothing to be told any more. */
  private Optional<AwsError> gone(Instant now) {
    if (streams.find(stream.arn()).filter(found -> found == stream).isEmpty()
        || stream.status() == StreamStatus.DELETING) {
      return Optional.of(Errors.noStream(stream.arn()));
    }
    return stream.consumers().find(consumer.name(), now).isEmpty()
        ? Optional.of(Errors.noConsumer(consumer.toString()))
        : Optional.empty();
  }

  private Event event(ShardBatch batch, boolean end, Instant now) {
    ObjectNode event = Json.object();
    ArrayNode records = event.putArray("Records");
    batch.records().forEach(entry -> records.add(Json.entry(entry, stream)));
    if (end) {
      event.set("ChildShards", Json.childShards(stream, shard.id(), now));
    } else {
      boolean atStart = from.equals(ReadFrom.trimHorizon());
      event.put(
          "ContinuationSequenceNumber",
          atStart ? shard.info().startingSequenceNumber() : from.sequenceNumber());
    }
    event.put("MillisBehindLatest", batch.behindLatest().toMillis());
    return new Event("SubscribeToShardEvent", event);
  }

  /** Ends, because another call has taken the subscription over. */
  void yieldTo(String name) {
    synchronized (this) {
      taken =
          Optional.of(
              Errors.inUse("Another active subscription exists for this consumer: " + name));
    }
    wakeUp(true);
  }

  synchronized boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    synchronized (this) {
      over = true;
      wake.cancel();
    }
    arrivals.close();
  }
}
