package io.farshore.lab.logs;

import java.time.Instant;
import java.util.Optional;

/** What is known of a stream, beside its lines. Guarded by its owner's lock. */
final class LogStream {

  private final Instant createdAt;
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();
  private Optional<Instant> ingested = Optional.empty();

  LogStream(Instant createdAt) {
    this.createdAt = createdAt;
  }

  void add(Instant time, Instant now) {
    first = Optional.of(first.filter(time::isAfter).orElse(time));
    last = Optional.of(last.filter(time::isBefore).orElse(time));
    ingested = Optional.of(now);
  }

  Instant createdAt() {
    return createdAt;
  }

  Optional<Instant> first() {
    return first;
  }

  Optional<Instant> last() {
    return last;
  }

  Optional<Instant> ingested() {
    return ingested;
  }
}
