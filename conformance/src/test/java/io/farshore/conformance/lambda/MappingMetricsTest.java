package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import io.farshore.conformance.cloudwatch.Counted;
import io.farshore.conformance.lambda.handlers.Batches;
import io.farshore.conformance.sqs.Queue;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingMetric;

class MappingMetricsTest {

  private final Aws aws = Aws.shared();

  @Test
  @DisplayName(
      "a mapping that is told to counts its events: polled, filtered out, dropped, told of")
  void counted() {
    try (UploadedFunction function = UploadedFunction.of(aws, Batches.class);
        Stream stream = new Stream(aws, 1)) {
      Queue queue = Queue.of(aws);
      stream.putAll("1", "fail", "3");
      try (Mapped mapping =
          Mapped.of(
              aws,
              stream,
              function,
              r ->
                  r.batchSize(1)
                      .maximumRetryAttempts(1)
                      .metricsConfig(m -> m.metrics(EventSourceMappingMetric.EVENT_COUNT))
                      .destinationConfig(Mapped.onFailure(queue.arn())))) {
        Counted counted =
            new Counted(aws, "AWS/Lambda", Map.of("EventSourceMappingUUID", mapping.uuid()));

        counted.awaitSum("PolledEventCount", 3);
        counted.awaitSum("InvokedEventCount", 4);
        counted.awaitSum("FailedInvokeEventCount", 2);
        counted.awaitSum("DroppedEventCount", 1);
        counted.awaitSum("OnFailureDestinationDeliveredEventCount", 1);
        assertThat(mapping.get().metricsConfig().metrics())
            .containsExactly(EventSourceMappingMetric.EVENT_COUNT);
        new Counted(
                aws,
                "AWS/Lambda",
                Map.of("FunctionName", function.name(), "Resource", function.name()))
            .awaitSum("Errors", 2);
        new Counted(aws, "AWS/SQS", Map.of("QueueName", name(queue)))
            .awaitMaximum("ApproximateNumberOfMessagesVisible", 1);
      }
      new Counted(aws, "AWS/Kinesis", Map.of("StreamName", name(stream.arn())))
          .awaitSum("IncomingRecords", 3);
    }
  }

  @Test
  @DisplayName("a mapping that is not told to counts none")
  void notCounted() {
    try (UploadedFunction function = UploadedFunction.of(aws, Batches.class);
        Stream stream = new Stream(aws, 1)) {
      stream.putAll("1");
      try (Mapped mapping = Mapped.of(aws, stream, function, r -> r.batchSize(1))) {
        new Counted(aws, "AWS/Lambda", Map.of("FunctionName", function.name()))
            .awaitSum("Invocations", 1);

        assertThat(
                new Counted(aws, "AWS/Lambda", Map.of("EventSourceMappingUUID", mapping.uuid()))
                    .sum("PolledEventCount"))
            .isZero();
        assertThat(mapping.get().metricsConfig()).isNull();
      }
    }
  }

  private static String name(Queue queue) {
    return queue.arn().substring(queue.arn().lastIndexOf(':') + 1);
  }

  private static String name(String streamArn) {
    return streamArn.substring(streamArn.lastIndexOf('/') + 1);
  }
}
