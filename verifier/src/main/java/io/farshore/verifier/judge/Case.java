package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.Run;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The evidence with what every judge needs of it, worked out once. */
final class Case {
  private final Evidence evidence;
  private final Changes changes;
  private final Epochs epochs;
  private final Map<String, Walk> walks = new TreeMap<>();
  private final Map<String, Arrivals> arrivals = new TreeMap<>();

  Case(Evidence evidence) {
    this.evidence = evidence;
    this.changes = new Changes(evidence);
    this.epochs = new Epochs(evidence.tables().values());
    evidence
        .streams()
        .forEach(
            (region, stream) -> {
              Walk walk = new Walk(stream, changes);
              walks.put(region, walk);
              arrivals.put(region, new Arrivals(changes, walk));
            });
  }

  Evidence evidence() {
    return evidence;
  }

  Run run() {
    return evidence.run();
  }

  Changes changes() {
    return changes;
  }

  Epochs epochs() {
    return epochs;
  }

  Map<String, Walk> walks() {
    return walks;
  }

  Map<String, Arrivals> arrivals() {
    return arrivals;
  }

  /** The Region that is active at the end, by the tables. */
  Optional<String> finallyActive() {
    return epochs.lastActive().map(EpochItem::activeRegion).filter(walks::containsKey);
  }

  /** When the epoch was activated; an item without it counts as late as can be. */
  static Instant activation(EpochItem epoch) {
    return epoch.activatedAt() == null ? Instant.MAX : epoch.activatedAt();
  }
}
