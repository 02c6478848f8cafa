package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.handlers.Printer;
import io.farshore.conformance.lambda.handlers.Probe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class MetricsTest {

  private final Aws aws = Aws.shared();

  @Test
  @DisplayName("invocations, errors and durations are counted as AWS/Lambda, by function")
  void counted() {
    try (UploadedFunction function = UploadedFunction.of(aws, Probe.class)) {
      function.invoke("{}");
      function.invoke("{\"do\":\"fail\"}");

      await()
          .atMost(Duration.ofMinutes(aws.isReal() ? 10 : 1))
          .until(() -> sum(function, "Invocations") == 2);
      assertThat(sum(function, "Errors")).isEqualTo(1);
      assertThat(sum(function, "Throttles")).isZero();
      assertThat(sum(function, "Duration")).isPositive();
    }
  }

  @Test
  @DisplayName(
      "what a function logs in embedded metric format becomes a metric; other lines do not")
  void embedded() {
    String namespace = Aws.name("namespace");
    long now = Clock.systemUTC().instant().toEpochMilli();
    String line =
        "{\"_aws\":{\"Timestamp\":%d,\"CloudWatchMetrics\":[{\"Namespace\":\"%s\",\"Dimensions\":"
            + "[[\"Stream\"]],\"Metrics\":[{\"Name\":\"Lag\",\"Unit\":\"Count\"}]}]},"
            + "\"Stream\":\"s\",\"Lag\":%d}";
    try (UploadedFunction function = UploadedFunction.of(aws, Printer.class)) {
      function.invoke("{\"_aws\":\"broken\"}");
      function.invoke(line.formatted(now, namespace, 3));
      function.invoke(line.formatted(now, namespace, 5));

      await()
          .atMost(Duration.ofMinutes(aws.isReal() ? 10 : 1))
          .untilAsserted(
              () ->
                  assertThat(embeddedValues(namespace, Instant.ofEpochMilli(now)))
                      .containsExactly(8.0));
    }
    assertThat(aws.cloudWatch(aws.region()).listMetrics(r -> r.namespace(namespace)).metrics())
        .singleElement()
        .extracting(metric -> metric.dimensions().get(0).value())
        .isEqualTo("s");
  }

  private List<Double> embeddedValues(String namespace, Instant time) {
    MetricStat stat =
        MetricStat.builder()
            .metric(
                m ->
                    m.namespace(namespace)
                        .metricName("Lag")
                        .dimensions(Dimension.builder().name("Stream").value("s").build()))
            .period(3600)
            .stat("Sum")
            .build();
    return aws.cloudWatch(aws.region())
        .getMetricData(
            r ->
                r.startTime(time.truncatedTo(ChronoUnit.HOURS))
                    .endTime(time.plus(Duration.ofMinutes(1)))
                    .metricDataQueries(MetricDataQuery.builder().id("m").metricStat(stat).build()))
        .metricDataResults()
        .get(0)
        .values();
  }

  private double sum(UploadedFunction function, String metric) {
    Instant now = Clock.systemUTC().instant();
    Dimension dimension = Dimension.builder().name("FunctionName").value(function.name()).build();
    return aws
        .cloudWatch(aws.region())
        .getMetricStatistics(
            r ->
                r.namespace("AWS/Lambda")
                    .metricName(metric)
                    .dimensions(dimension)
                    .startTime(now.minus(Duration.ofMinutes(30)))
                    .endTime(now.plus(Duration.ofMinutes(1)))
                    .period(3600)
                    .statistics(Statistic.SUM))
        .datapoints()
        .stream()
        .mapToDouble(Datapoint::sum)
        .sum();
  }
}
