package io.farshore.lab.kinesis;

import java.util.Map;

/** Takes what Kinesis counts of a stream, as CloudWatch's namespace AWS/Kinesis. Thread-safe. */
@FunctionalInterface
public interface StreamMetrics {

  /** One observation, by the metrics' names: records, bytes, or milliseconds. */
  void record(String region, String stream, Map<String, Double> values);
}
