package io.farshore.lab.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The lines of one group, up to a bound: the oldest go first. Guarded by its owner's lock. */
final class LogGroup {

  private final Instant createdAt;
  private final int bound;
  private final Deque<Stored> events = new ArrayDeque<>();
  private final Map<String, LogStream> streams = new TreeMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private Optional<Duration> retention = Optional.empty();
  private long lastId;

  /**
   * A line that was kept.
   *
   * @param id greater than those of the lines before it
   */
  record Stored(long id, LogEvent event, Instant ingestedAt) {}

  LogGroup(Instant createdAt, int bound) {
    this.createdAt = createdAt;
    this.bound = bound;
  }

  Instant createdAt() {
    return createdAt;
  }

  Map<String, String> tags() {
    return tags;
  }

  Optional<Duration> retention() {
    return retention;
  }

  void retain(Optional<Duration> time) {
    retention = time;
  }

  void add(LogEvent event, Instant now) {
    streams.computeIfAbsent(event.stream(), name -> new LogStream(now)).add(event.time(), now);
    if (events.size() == bound) {
      events.removeFirst();
    }
    events.addLast(new Stored(++lastId, event, now));
  }

  /** Makes a stream; false when it is there already. */
  boolean addStream(String stream, Instant time) {
    return streams.putIfAbsent(stream, new LogStream(time)) == null;
  }

  void removeStream(String stream) {
    streams.remove(stream);
    events.removeIf(stored -> stored.event().stream().equals(stream));
  }

  Map<String, LogStream> streams() {
    return streams;
  }

  List<LogEvent> events() {
    return events.stream().map(Stored::event).toList();
  }

  /** The lines by their time; those whose time of retention is over are gone. */
  List<Stored> byTime(Instant now) {
    retention.ifPresent(
        time -> events.removeIf(stored -> stored.event().time().isBefore(now.minus(time))));
    return events.stream()
        .sorted(Comparator.comparing((Stored stored) -> stored.event().time()))
        .toList();
  }
}
