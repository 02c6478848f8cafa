package io.farshore.core.replication;

import io.farshore.core.stream.ProducerId;
import java.time.Duration;

/** Where a shard's low watermark comes from. */
public sealed interface WatermarkSource {

  /** From the heartbeats of Farshore's producers. */
  record Heartbeats() implements WatermarkSource {}

  /**
   * From the records of a foreign producer, one change log a stream: the highest commit timestamp
   * copied, less the lateness. An idle shard holds it back.
   *
   * @param producer the name that the watermark is kept under
   * @param allowedLateness a change comes at most so long, in commit time, after a later one. One
   *     that comes later than this breaks guarantee D
   */
  record Records(ProducerId producer, Duration allowedLateness) implements WatermarkSource {}
}
