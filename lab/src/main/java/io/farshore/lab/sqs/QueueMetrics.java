package io.farshore.lab.sqs;

import java.util.Map;

/** Takes what SQS counts of a queue, as CloudWatch's namespace AWS/SQS. Thread-safe. */
@FunctionalInterface
public interface QueueMetrics {

  /** One observation, by the metrics' names: messages. */
  void record(String region, String queue, Map<String, Double> values);
}
