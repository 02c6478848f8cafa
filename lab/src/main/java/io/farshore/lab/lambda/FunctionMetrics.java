package io.farshore.lab.lambda;

import java.util.List;
import java.util.Map;

/** Takes what Lambda counts, as CloudWatch's namespace AWS/Lambda. Thread-safe. */
@FunctionalInterface
public interface FunctionMetrics {

  /**
   * One observation.
   *
   * @param region of the function or mapping
   * @param dimensions each set of them under which it is counted, by name: {@code FunctionName},
   *     {@code Resource} and {@code ExecutedVersion}, or {@code EventSourceMappingUUID}
   * @param values by the metric's name, durations in milliseconds
   */
  void record(String region, List<Map<String, String>> dimensions, Map<String, Double> values);

  /** The sets of dimensions of a function, as AWS has them; the empty one is of all functions. */
  static List<Map<String, String>> of(FunctionName name) {
    String function = name.name();
    return List.of(
        Map.of(),
        Map.of("FunctionName", function),
        Map.of(
            "FunctionName",
            function,
            "Resource",
            name.qualifier().map(q -> function + ":" + q).orElse(function)));
  }

  /** The set of dimensions of a mapping. */
  static List<Map<String, String>> ofMapping(String uuid) {
    return List.of(Map.of("EventSourceMappingUUID", uuid));
  }
}
