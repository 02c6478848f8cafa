package io.farshore.lab.dynamodb;

import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of writes from one replica to another: each is delivered after its delay, the writes of
 * one item in their order, and none while the Regions are cut off. Thread-safe.
 */
final class ReplicationLink {

  private static final Logger LOG = LoggerFactory.getLogger(ReplicationLink.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final EventLoop loop;
  private final Executor executor;
  private final Supplier<Duration> delay;
  private final BooleanSupplier cut;
  private final Consumer<ItemWrite> target;
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(
          Comparator.comparingLong(Pending::dueNanos).thenComparingLong(Pending::order));
  private final Map<ItemKey, Pending> lastOfItem = new HashMap<>();
  private long order;
  private long armedFor = Long.MAX_VALUE;
  private EventLoop.Timer timer = () -> {};
  private boolean delivering;
  private boolean closed;

  /** A write under way. */
  private record Pending(ItemWrite write, long dueNanos, long order) {}

  ReplicationLink(
      EventLoop loop,
      Executor executor,
      Supplier<Duration> delay,
      BooleanSupplier cut,
      Consumer<ItemWrite> target) {
    this.loop = loop;
    this.executor = executor;
    this.delay = delay;
    this.cut = cut;
    this.target = target;
  }

  /** Takes a write. Writes of one item must come in their order. */
  synchronized void send(ItemWrite write) {
    long due = loop.monotonicNanos() + delay.get().toNanos();
    Pending before = lastOfItem.get(write.key());
    Pending added =
        new Pending(write, before == null ? due : Math.max(due, before.dueNanos()), order++);
    pending.add(added);
    lastOfItem.put(write.key(), added);
    arm();
  }

  /** Delivers nothing any more. */
  synchronized void close() {
    closed = true;
    pending.clear();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** The writes that have not been delivered. */
  synchronized int backlog() {
    return pending.size() + (delivering ? 1 : 0);
  }

  private void arm() {
    Pending first = pending.peek();
    if (first != null && !delivering && first.dueNanos() < armedFor) {
      wakeAt(first.dueNanos());
    }
  }

  private void wakeAt(long nanos) {
    armedFor = nanos;
    timer.cancel();
    long wait = Math.max(0, nanos - loop.monotonicNanos());
    timer = loop.after(Duration.ofNanos(wait), () -> executor.execute(this::deliver));
  }

  private void deliver() {
    Pending next = take();
    while (next != null) {
      try {
        target.accept(next.write());
      } catch (RuntimeException e) {
        if (!isClosed()) {
          LOG.error("A write to {} was not replicated", next.write().key().table(), e);
        }
      }
      next = takeNext();
    }
  }

  private synchronized Pending take() {
    return delivering ? null : takeNext();
  }

  private synchronized Pending takeNext() {
    delivering = false;
    armedFor = Long.MAX_VALUE;
    Pending first = pending.peek();
    if (first == null) {
      return null;
    }
    if (first.dueNanos() > loop.monotonicNanos()) {
      arm();
      return null;
    }
    if (cut.getAsBoolean()) {
      wakeAt(loop.monotonicNanos() + LOOK_AGAIN.toNanos());
      return null;
    }
    delivering = true;
    pending.remove();
    lastOfItem.remove(first.write().key(), first);
    return first;
  }
}
