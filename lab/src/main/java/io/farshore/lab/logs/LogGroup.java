package io.farshore.lab.logs;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The lines of one group, up to a bound: the oldest go first. Guarded by its owner's lock. */
final class LogGroup {

  private final Instant createdAt;
  private final int bound;
  private final Deque<LogEvent> events = new ArrayDeque<>();
  private final Map<String, Instant> streams = new TreeMap<>();

  LogGroup(Instant createdAt, int bound) {
    this.createdAt = createdAt;
    this.bound = bound;
  }

  Instant createdAt() {
    return createdAt;
  }

  void add(LogEvent event) {
    streams.putIfAbsent(event.stream(), event.time());
    if (events.size() == bound) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  /** Makes a stream; false when it is there already. */
  boolean addStream(String stream, Instant time) {
    return streams.putIfAbsent(stream, time) == null;
  }

  Map<String, Instant> streams() {
    return streams;
  }

  List<LogEvent> events() {
    return List.copyOf(events);
  }
}
