package io.farshore.lab;

import io.farshore.lab.cloudwatch.CloudWatchService;
import io.farshore.lab.lambda.FunctionMetrics;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands what services count to CloudWatch, with AWS's namespaces, dimensions and units. */
final class ServiceMetrics implements FunctionMetrics {

  private final Clock clock;
  private volatile Optional<CloudWatchService> metrics = Optional.empty();

  ServiceMetrics(Clock clock) {
    this.clock = clock;
  }

  /** From now on; what was counted before is gone. */
  void into(CloudWatchService taker) {
    metrics = Optional.of(taker);
  }

  @Override
  public void record(
      String region, List<Map<String, String>> dimensions, Map<String, Double> values) {
    put(region, "AWS/Lambda", dimensions, values);
  }

  void ofStream(String region, String stream, Map<String, Double> values) {
    put(region, "AWS/Kinesis", List.of(Map.of("StreamName", stream)), values);
  }

  void ofQueue(String region, String queue, Map<String, Double> values) {
    put(region, "AWS/SQS", List.of(Map.of("QueueName", queue)), values);
  }

  private void put(
      String region,
      String namespace,
      List<Map<String, String>> dimensions,
      Map<String, Double> values) {
    values.forEach(
        (name, value) ->
            metrics.ifPresent(
                taker ->
                    taker.record(
                        region, namespace, name, unit(name), dimensions, value, clock.instant())));
  }

  private static String unit(String name) {
    if (name.endsWith("Milliseconds") || name.equals("Duration") || name.equals("IteratorAge")) {
      return "Milliseconds";
    }
    return name.endsWith("Bytes") ? "Bytes" : "Count";
  }
}
