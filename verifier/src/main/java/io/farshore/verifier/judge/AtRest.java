package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.RegionTables;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the tables are at rest: the replicas show the same epochs, the one in force is active,
 * and its checkpoints say that the standby has every change, so that a failover would repeat
 * nothing.
 */
public final class AtRest {
  private AtRest() {}

  /**
   * What is not at rest; empty: all is. The streams are not looked at.
   *
   * @param evidence of a run in which no Region is lost at the end
   */
  public static Optional<String> disturbedBy(Evidence evidence) {
    Epochs epochs = new Epochs(evidence.tables().values());
    Optional<EpochItem> last = epochs.inForce();
    if (last.filter(EpochItem::active).isEmpty()) {
      return Optional.of("the epoch in force is not active");
    }
    long from = last.get().number();
    long views =
        evidence.tables().values().stream().map(each -> phases(each, from)).distinct().count();
    if (views > 1) {
      return Optional.of("the replicas do not agree on the epochs");
    }
    return evidence.run().circumstances().watermarksFromRecords()
        ? Optional.empty()
        : behind(evidence, last.get());
  }

  /**
   * From the epoch in force on. Each item travels in its own time, so the end of a superseded epoch
   * may be heard after the one that superseded it; in whatever phase, it never is in force again.
   */
  private static Map<String, String> phases(RegionTables replica, long from) {
    return replica.kdsActiveRegionConfig().stream()
        .filter(EpochItem::isOne)
        .filter(item -> EpochItem.of(item).number() >= from)
        .collect(
            Collectors.toMap(
                Checkpoint::entry,
                item -> EpochItem.of(item).phase(),
                (one, other) -> one,
                TreeMap::new));
  }

  private static Optional<String> behind(Evidence evidence, EpochItem epoch) {
    Changes changes = new Changes(evidence);
    for (RegionTables replica : evidence.tables().values()) {
      if (!replica.region().equals(epoch.activeRegion())) {
        Ledger ledger = new Ledger(replica, epoch);
        for (String producer : changes.byProducer().keySet()) {
          int known = changes.below(producer, ledger.lowWatermark(producer));
          if (known < changes.byProducer().get(producer).size()) {
            return Optional.of(
                "the checkpoints say of " + producer + " that only " + known + " are copied");
          }
        }
      }
    }
    return Optional.empty();
  }
}
