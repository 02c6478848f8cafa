package io.farshore.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** The one clock of a run: its events in order of time, then of their making. One thread only. */
final class VirtualTime {

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::due).thenComparingLong(Event::order));
  private long nanos;
  private long order;
  private long count;
  private long hash = 17;

  long nanos() {
    return nanos;
  }

  /** How many events have happened. */
  long count() {
    return count;
  }

  /** A hash of all events so far, and of what was mixed in. */
  long hash() {
    return hash;
  }

  /** Makes something part of the hash. */
  void mix(long value) {
    hash = hash * 0x9E3779B97F4A7C15L + value;
    hash ^= hash >>> 29;
  }

  Event after(long delayNanos, Runnable work) {
    Event event = new Event(nanos + Math.max(0, delayNanos), order++, work);
    events.add(event);
    return event;
  }

  /** Lets time pass until {@code end}, or until the condition holds. */
  boolean run(long end, BooleanSupplier condition) {
    while (!events.isEmpty() && events.peek().due() <= end) {
      Event next = events.remove();
      nanos = Math.max(nanos, next.due());
      if (next.work != null) {
        count++;
        mix(next.due() ^ next.order() << 40);
        next.work.run();
        if (condition.getAsBoolean()) {
          return true;
        }
      }
    }
    nanos = Math.max(nanos, end);
    return condition.getAsBoolean();
  }

  /** One event; without work once it was cancelled. */
  static final class Event {
    private final long due;
    private final long order;
    private Runnable work;

    private Event(long due, long order, Runnable work) {
      this.due = due;
      this.order = order;
      this.work = work;
    }

    private long due() {
      return due;
    }

    private long order() {
      return order;
    }

    void cancel() {
      work = null;
    }
  }
}
