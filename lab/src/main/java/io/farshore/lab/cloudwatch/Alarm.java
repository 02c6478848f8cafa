package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** An alarm of a Region. Guarded by its service's lock. */
interface Alarm {

  /** As it was put. */
  ObjectNode definition();

  /** How often it is judged, in seconds. */
  int judgedEachSeconds();

  /**
   * Judges.
   *
   * @param store the Region's metrics
   * @param states of the Region's alarms by name or ARN
   * @param haste how many times as fast as they say periods pass; 1 on AWS
   * @return empty when the state stays as it is
   */
  Optional<AlarmState> judge(
      MetricStore store, Function<String, Optional<AlarmState>> states, Instant now, int haste);

  /** Of the events about it. */
  ObjectNode eventConfiguration();

  /** True for a composite alarm. */
  boolean isComposite();
}
