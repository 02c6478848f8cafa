package io.farshore.lab.kinesis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The registered consumers of one stream. Thread-safe. */
final class Consumers {

  private final TreeMap<String, Consumer> byName = new TreeMap<>();

  /** In the order of their names. */
  synchronized List<Consumer> all(Instant now) {
    byName.values().removeIf(consumer -> consumer.isGone(now));
    return List.copyOf(byName.values());
  }

  synchronized Optional<Consumer> find(String name, Instant now) {
    return Optional.ofNullable(byName.get(name)).filter(consumer -> !consumer.isGone(now));
  }

  /** Adds a consumer, or puts it in the place of the one of the same name. */
  synchronized void put(Consumer consumer) {
    byName.put(consumer.arn().name(), consumer);
  }
}
