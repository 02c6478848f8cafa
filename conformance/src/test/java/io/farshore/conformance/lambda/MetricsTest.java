package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.handlers.Probe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
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
