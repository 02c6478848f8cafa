package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Change;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers for one stream: are the first n changes of a producer there, and since when. */
final class Arrivals {
  private final Changes changes;
  private final Map<Change, Instant> first;
  private final Map<String, Instant[]> latestOfFirst = new HashMap<>();

  Arrivals(Changes changes, Walk walk) {
    this.changes = changes;
    this.first = walk.firstArrivals();
    changes.byProducer().forEach((producer, log) -> latestOfFirst.put(producer, latest(log)));
  }

  /** The first change below {@code mark} that was not there by {@code moment}, if there is one. */
  Optional<Change> missingBelow(String producer, Mark mark, Instant moment) {
    int below = changes.below(producer, mark);
    if (below == 0 || !latestOfFirst.get(producer)[below - 1].isAfter(moment)) {
      return Optional.empty();
    }
    return changes.byProducer().get(producer).subList(0, below).stream()
        .filter(change -> first.getOrDefault(change, Instant.MAX).isAfter(moment))
        .findFirst();
  }

  /** When the change was there first; {@link Instant#MAX} for never. */
  Instant of(Change change) {
    return first.getOrDefault(change, Instant.MAX);
  }

  private Instant[] latest(List<Change> log) {
    Instant[] latest = new Instant[log.size()];
    Instant highest = Instant.MIN;
    for (int i = 0; i < latest.length; i++) {
      Instant arrived = of(log.get(i));
      highest = arrived.isAfter(highest) ? arrived : highest;
      latest[i] = highest;
    }
    return latest;
  }
}
