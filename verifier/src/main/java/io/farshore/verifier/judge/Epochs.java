package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.RegionTables;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All epochs, each in the latest phase that any replica shows. */
final class Epochs {
  private final Map<String, EpochItem> latest = new TreeMap<>();

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
  }

  /** In order of number. */
  List<EpochItem> all() {
    return List.copyOf(latest.values());
  }

  List<EpochItem> activated() {
    return latest.values().stream().filter(EpochItem::active).collect(Collectors.toList());
  }

  Optional<EpochItem> byNumber(long number) {
    return latest.values().stream().filter(epoch -> epoch.number() == number).findFirst();
  }

  Optional<EpochItem> lastActive() {
    return activated().stream().reduce((earlier, later) -> later);
  }

  long highestInForce() {
    return latest.values().stream()
        .filter(EpochItem::inForce)
        .mapToLong(EpochItem::number)
        .max()
        .orElse(0);
  }
}
