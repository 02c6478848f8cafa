package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.RegionTables;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All epochs, each in the latest phase that any replica shows. */
final class Epochs {
  private final Map<String, EpochItem> latest = new TreeMap<>();
  private final Map<Long, EpochItem> unique = new HashMap<>();

  Epochs(Collection<RegionTables> replicas) {
    replicas.forEach(
        replica ->
            replica.kdsActiveRegionConfig().stream()
                .filter(EpochItem::isOne)
                .forEach(
                    item ->
                        latest.merge(
                            item.path("entry").path("S").asText(),
                            EpochItem.of(item),
                            (one, other) -> one.progress() >= other.progress() ? one : other)));
    Set<Long> seen = new HashSet<>();
    for (EpochItem epoch : latest.values()) {
      if (seen.add(epoch.number())) {
        unique.put(epoch.number(), epoch);
      } else {
        unique.remove(epoch.number());
      }
    }
  }

  /** In order of number, and of Region where a resync and a failover took one number. */
  List<EpochItem> all() {
    return List.copyOf(latest.values());
  }

  List<EpochItem> activated() {
    return latest.values().stream().filter(EpochItem::active).collect(Collectors.toList());
  }

  /** Of a number; empty, too, where a resync and a failover took it in both Regions at once. */
  Optional<EpochItem> byNumber(long number) {
    return Optional.ofNullable(unique.get(number));
  }

  Optional<EpochItem> of(long number, String activeRegion) {
    return latest.values().stream()
        .filter(epoch -> epoch.number() == number && epoch.activeRegion().equals(activeRegion))
        .findFirst();
  }

  Optional<EpochItem> lastActive() {
    return activated().stream().reduce((earlier, later) -> later);
  }

  /**
   * The one that everybody goes by: the last of those that are fenced or active, by number, then by
   * Region.
   */
  Optional<EpochItem> inForce() {
    return latest.values().stream().filter(EpochItem::inForce).reduce((earlier, later) -> later);
  }
}
