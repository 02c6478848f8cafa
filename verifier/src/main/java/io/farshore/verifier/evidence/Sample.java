package io.farshore.verifier.evidence;

import java.util.Map;
import java.util.TreeMap;

/**
 * One point of the series, one a second.
 *
 * @param second seconds since the run started
 * @param produced changes acknowledged by the active Region in this second
 * @param records by Region: records that arrived in its stream in this second
 * @param lagSeconds age of the oldest change that is in the active Region only; null when unknown
 */
public record Sample(double second, long produced, Map<String, Long> records, Double lagSeconds) {
  /** Copies the map, in order of Region. */
  public Sample {
    records = records == null ? Map.of() : new TreeMap<>(records);
  }
}
