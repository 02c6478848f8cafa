package io.farshore.lab.lambda;

import java.util.Map;

/** Takes what Lambda counts of a function, as CloudWatch's namespace AWS/Lambda. Thread-safe. */
@FunctionalInterface
public interface FunctionMetrics {

  /**
   * One observation.
   *
   * @param region of the function
   * @param function its name
   * @param values by the metric's name: {@code Invocations}, {@code Errors}, {@code Duration}
   *     (milliseconds), {@code Throttles}, {@code IteratorAge} (milliseconds)
   */
  void record(String region, String function, Map<String, Double> values);
}
