package io.farshore.verifier.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What only the one who ran the drill knows. Lists and maps may be given as null, for empty.
 *
 * @param streamName the stream
 * @param regions the Regions; the one that was active first comes first
 * @param outcome how it ended: {@code Activated}, {@code SwitchedOver}, {@code NotImpaired}...
 * @param executionArn the execution that the figures tell of; null when there was none
 * @param mode {@code failover} or {@code switchover}
 * @param trigger {@code alarm} or {@code manual}
 * @param seed the seed of generated changes; null when they came from a file
 * @param producers the producers' ids, one a change log
 * @param faults what was done to the Regions, in order of time
 * @param times the moments
 * @param convergedRegions the Regions whose streams must hold every change, because the run waited
 *     for that; the finally active one must always
 * @param bestEffortStates the states that may call a lost Region, and fail, without harm
 * @param commitTimestampPointer the JSON pointer of a change's commit timestamp; null for {@code
 *     /commitTimestamp}
 * @param positions what a position means; null for {@link Positions#LINE_NUMBER}
 * @param settings everything else that was set, for the page
 * @param series one sample a second, for the page
 * @param timeline what happened, for the page
 * @param circumstances what is not the run's fault; null for {@link Circumstances#USUAL}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Run(
    String streamName,
    List<String> regions,
    String outcome,
    String executionArn,
    String mode,
    String trigger,
    Long seed,
    List<String> producers,
    List<Fault> faults,
    Times times,
    List<String> convergedRegions,
    List<String> bestEffortStates,
    String commitTimestampPointer,
    Positions positions,
    Map<String, String> settings,
    List<Sample> series,
    List<TimelineEntry> timeline,
    Circumstances circumstances) {
  /** The states of Farshore's state machine that may call a lost Region, and fail. */
  public static final List<String> BEST_EFFORT =
      List.of("Confirm", "DryRunProbe", "Redirect", "Notify", "Publish");

  /** Copies, and puts the defaults in. */
  public Run {
    regions = copy(regions);
    producers = copy(producers);
    faults = copy(faults);
    convergedRegions = copy(convergedRegions);
    bestEffortStates = copy(bestEffortStates);
    commitTimestampPointer =
        commitTimestampPointer == null ? "/commitTimestamp" : commitTimestampPointer;
    positions = positions == null ? Positions.LINE_NUMBER : positions;
    settings = settings == null ? Map.of() : new LinkedHashMap<>(settings);
    series = copy(series);
    timeline = copy(timeline);
    circumstances = circumstances == null ? Circumstances.USUAL : circumstances;
  }

  private static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
