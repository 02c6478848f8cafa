package io.farshore.conformance.cloudwatch;

import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * What a service counted of itself in the last half hour.
 *
 * @param dimensions by name
 */
public record Counted(Aws aws, String namespace, Map<String, String> dimensions) {

  /** The sum of all datapoints; 0 without any. */
  public double sum(String metric) {
    return datapoints(metric).stream().mapToDouble(Datapoint::sum).sum();
  }

  /** Waits until the sum is this one. */
  public void awaitSum(String metric, double sum) {
    await(metric + " of " + dimensions)
        .atMost(Duration.ofMinutes(aws.isReal() ? 10 : 1))
        .until(() -> sum(metric) == sum);
  }

  /** Waits until there was one datapoint or more that is as great as this. */
  public void awaitMaximum(String metric, double least) {
    await(metric + " of " + dimensions)
        .atMost(Duration.ofMinutes(aws.isReal() ? 10 : 1))
        .until(() -> datapoints(metric).stream().anyMatch(point -> point.maximum() >= least));
  }

  private List<Datapoint> datapoints(String metric) {
    Instant now = Clock.systemUTC().instant();
    return aws.cloudWatch(aws.region())
        .getMetricStatistics(
            r ->
                r.namespace(namespace)
                    .metricName(metric)
                    .dimensions(
                        dimensions.entrySet().stream()
                            .map(each -> dimension(each.getKey(), each.getValue()))
                            .toList())
                    .startTime(now.minus(Duration.ofMinutes(30)))
                    .endTime(now.plus(Duration.ofMinutes(1)))
                    .period(3600)
                    .statistics(Statistic.SUM, Statistic.MAXIMUM))
        .datapoints();
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }
}
