package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.RegionTables;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One epoch that was activated, as the tables tell it.
 *
 * @param epoch its number
 * @param activeRegion the Region that it activated
 * @param activatedAt when; null when the item does not say
 * @param startedBy the execution, or who registered the stream
 * @param resumeFrom by producer, where it resumed
 */
public record Activation(
    long epoch,
    String activeRegion,
    Instant activatedAt,
    String startedBy,
    Map<String, Mark> resumeFrom) {

  /** All of them, in order of number. */
  public static List<Activation> in(Collection<RegionTables> replicas) {
    return new Epochs(replicas)
        .activated().stream()
            .map(
                item ->
                    new Activation(
                        item.number(),
                        item.activeRegion(),
                        item.activatedAt(),
                        item.startedBy(),
                        item.resumeFrom()))
            .toList();
  }
}
