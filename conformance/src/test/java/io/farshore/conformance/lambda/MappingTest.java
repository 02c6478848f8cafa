package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.handlers.Batches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.Filter;

class MappingTest {

  private final Aws aws = Aws.shared();
  private final Duration patience = Duration.ofMinutes(aws.isReal() ? 5 : 1);
  private UploadedFunction function;
  private Stream stream;

  @BeforeEach
  void create() {
    function = UploadedFunction.of(aws, Batches.class);
    stream = new Stream(aws, 1);
  }

  @AfterEach
  void delete() {
    stream.close();
    function.close();
  }

  @Test
  @DisplayName("an event is what Lambda makes of Kinesis records, member by member")
  void wireForm() {
    PutRecordResponse put =
        stream
            .kinesis()
            .putRecord(
                r ->
                    r.streamName(stream.name())
                        .partitionKey("a \"key\"")
                        .data(SdkBytes.fromByteArray(new byte[] {(byte) 0xff, 0})));
    try (Mapped mapping = Mapped.of(aws, stream, function, r -> {})) {
      awaitBatches(1);

      assertThat(function.events().get(0))
          .matches(
              "\\{\"Records\":\\[\\{\"kinesis\":\\{\"kinesisSchemaVersion\":\"1.0\","
                  + "\"partitionKey\":\"a \\\\\"key\\\\\"\",\"sequenceNumber\":\""
                  + put.sequenceNumber()
                  + "\",\"data\":\"/wA=\",\"approximateArrivalTimestamp\":\\d{10}(\\.\\d{1,3})?},"
                  + "\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\"eventID\":\""
                  + put.shardId()
                  + ":"
                  + put.sequenceNumber()
                  + "\",\"eventName\":\"aws:kinesis:record\",\"invokeIdentityArn\":\""
                  + aws.role()
                  + "\",\"awsRegion\":\""
                  + aws.region()
                  + "\",\"eventSourceARN\":\""
                  + stream.arn()
                  + "\"}]}");
      assertThat(mapping.get().lastProcessingResult()).isEqualTo("OK");
    }
  }

  @Test
  @DisplayName("batches are as large as they may be, in order, one at a time")
  void batchSize() {
    stream.putAll("1", "2", "3", "4", "5");
    try (Mapped mapping = Mapped.of(aws, stream, function, r -> r.batchSize(2))) {
      awaitBatches(3);

      assertThat(function.batches()).containsExactly("1 2", "3 4", "5");
      assertThat(mapping.get().batchSize()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("a window fills a batch")
  void window() {
    try (Mapped mapping =
        Mapped.of(aws, stream, function, r -> r.maximumBatchingWindowInSeconds(1).batchSize(2))) {
      stream.putAll("1");
      stream.putAll("2");
      stream.putAll("3");

      awaitBatches(2);
      assertThat(function.batches()).containsExactly("1 2", "3");
      assertThat(mapping.get().maximumBatchingWindowInSeconds()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("an event has 6 MB at most")
  void payloadLimit() {
    String large = "x".repeat(900_000);
    for (int i = 0; i < 6; i++) {
      int shortOfAMegabyteASecond = i;
      await()
          .ignoreExceptions()
          .until(() -> stream.put("key" + shortOfAMegabyteASecond, large) != null);
    }
    try (Mapped mapping = Mapped.of(aws, stream, function, r -> r.batchSize(100))) {
      await().atMost(patience).until(() -> function.sizes().size() >= 2);

      assertThat(mapping.get().state()).isEqualTo("Enabled");
      assertThat(function.sizes().get(0)).isBetween(5 * 1024 * 1024, 6 * 1024 * 1024);
    }
  }

  @Test
  @DisplayName("LATEST begins behind what is there, AT_TIMESTAMP at a time")
  void startingPositions() {
    stream.put("old");
    try (UploadedFunction second = UploadedFunction.of(aws, Batches.class)) {
      Instant between = stream.arrivalOfLast().plusMillis(1);
      await().until(() -> Clock.systemUTC().instant().isAfter(between.plusMillis(20)));
      stream.put("middle");
      try (Mapped latest =
              Mapped.of(
                  aws, stream, function, r -> r.startingPosition(EventSourcePosition.LATEST));
          Mapped later =
              Mapped.of(
                  aws,
                  stream,
                  second,
                  r ->
                      r.startingPosition(EventSourcePosition.AT_TIMESTAMP)
                          .startingPositionTimestamp(between))) {
        stream.put("new");

        await().atMost(patience).until(() -> String.join(" ", second.batches()).endsWith("new"));
        awaitBatches(1);
        assertThat(function.batches()).containsExactly("new");
        assertThat(String.join(" ", second.batches())).isEqualTo("middle new");
        assertThat(later.get().startingPositionTimestamp()).isNotNull();
        assertThat(latest.get().startingPosition()).isEqualTo(EventSourcePosition.LATEST);
      }
    }
  }

  @Test
  @DisplayName("filters let matching records pass; the others are done with")
  void filters() {
    stream.putAll(
        "{\"type\":\"order\",\"n\":1}",
        "{\"type\":\"other\",\"n\":2}",
        "no json",
        "{\"type\":\"order\",\"n\":3}",
        "{\"type\":\"other\",\"n\":4}");
    String pattern = "{\"partitionKey\":[\"key\"],\"data\":{\"type\":[\"order\"]}}";
    try (Mapped mapping =
        Mapped.of(
            aws,
            stream,
            function,
            r -> r.filterCriteria(f -> f.filters(Filter.builder().pattern(pattern).build())))) {
      awaitBatches(1);

      assertThat(function.batches())
          .containsExactly("{\"type\":\"order\",\"n\":1} {\"type\":\"order\",\"n\":3}");
      mapping.update(r -> r.enabled(false));
      mapping.update(r -> r.enabled(true));
      stream.putAll("{\"type\":\"order\",\"n\":5}");
      awaitBatches(2);
      assertThat(function.batches().get(1)).isEqualTo("{\"type\":\"order\",\"n\":5}");
    }
  }

  @Test
  @DisplayName("ParallelizationFactor: lanes pass each other, records of one key never do")
  void lanes() {
    List<String> keys = IntStream.range(0, 12).mapToObj(i -> "key" + i).toList();
    for (int round = 0; round < 3; round++) {
      for (String key : keys) {
        stream.put(key, key + "." + round);
      }
    }
    try (Mapped mapping =
        Mapped.of(aws, stream, function, r -> r.batchSize(2).parallelizationFactor(10))) {
      await().atMost(patience).until(() -> all(function.batches()).size() >= 36);

      List<String> got = all(function.batches());
      assertThat(got).hasSize(36).doesNotHaveDuplicates();
      for (String key : keys) {
        assertThat(got.stream().filter(text -> text.startsWith(key + ".")))
            .containsExactly(key + ".0", key + ".1", key + ".2");
      }
      mapping.update(r -> r.parallelizationFactor(1));
      stream.put("last");
      await().atMost(patience).until(() -> all(function.batches()).contains("last"));
      assertThat(mapping.get().parallelizationFactor()).isEqualTo(1);
    }
  }

  private static List<String> all(List<String> batches) {
    List<String> all = new ArrayList<>();
    batches.forEach(batch -> all.addAll(List.of(batch.split(" "))));
    return all;
  }

  @Test
  @DisplayName("a mapping that was disabled goes on where it stopped")
  void disabled() {
    stream.put("1");
    try (Mapped mapping = Mapped.of(aws, stream, function, r -> {})) {
      awaitBatches(1);
      mapping.update(r -> r.enabled(false));
      stream.put("2");
      assertThat(mapping.get().state()).isEqualTo("Disabled");
      assertThat(function.batches()).containsExactly("1");

      mapping.update(r -> r.enabled(true));

      awaitBatches(2);
      assertThat(function.batches()).containsExactly("1", "2");
    }
  }

  @Test
  @DisplayName("children of a split shard come after everything in their parent")
  void resharding() {
    stream.putAll("1", "2", "fail-once-disabled");
    stream
        .kinesis()
        .updateShardCount(
            r -> r.streamName(stream.name()).targetShardCount(2).scalingType("UNIFORM_SCALING"));
    stream.awaitActive();
    stream.put("a", "3");
    stream.put("b", "4");
    try (Mapped mapping = Mapped.of(aws, stream, function, r -> r.batchSize(1))) {
      await().atMost(patience).until(() -> function.batches().size() >= 4);
      assertThat(all(function.batches())).doesNotContain("3", "4");

      mapping.update(r -> r.maximumRetryAttempts(0));

      await().atMost(patience).until(() -> all(function.batches()).containsAll(List.of("3", "4")));
      assertThat(all(function.batches()).subList(0, 2)).containsExactly("1", "2");
    }
  }

  @Test
  @DisplayName("a consumer of a stream is a source, too, and events name it")
  void consumer() {
    String name = Aws.name("consumer");
    String arn =
        stream
            .kinesis()
            .registerStreamConsumer(r -> r.streamARN(stream.arn()).consumerName(name))
            .consumer()
            .consumerARN();
    await()
        .atMost(patience)
        .until(
            () ->
                stream
                        .kinesis()
                        .describeStreamConsumer(r -> r.consumerARN(arn))
                        .consumerDescription()
                        .consumerStatus()
                    == ConsumerStatus.ACTIVE);
    stream.put("1");
    try (Mapped mapping = Mapped.of(aws, stream, function, r -> r.eventSourceArn(arn))) {
      awaitBatches(1);

      assertThat(function.events().get(0)).contains("\"eventSourceARN\":\"" + arn + "\"");
      assertThat(mapping.get().eventSourceArn()).isEqualTo(arn);
    }
  }

  @Test
  @DisplayName("a function that is changed meanwhile gets the next batches as it is then")
  void functionChanged() {
    stream.put("1");
    try (Mapped mapping = Mapped.of(aws, stream, function, r -> {})) {
      awaitBatches(1);
      aws.lambda(aws.region())
          .updateFunctionConfiguration(
              r -> r.functionName(function.name()).description("changed").timeout(20));
      stream.put("2");

      awaitBatches(2);
      assertThat(function.batches()).containsExactly("1", "2");
      assertThat(mapping.get().state()).isEqualTo("Enabled");
    }
  }

  @Test
  @DisplayName("a function without concurrency is not invoked, and nothing is lost")
  void throttled() {
    aws.lambda(aws.region())
        .putFunctionConcurrency(
            r -> r.functionName(function.name()).reservedConcurrentExecutions(0));
    stream.putAll("1", "2");
    try (Mapped mapping = Mapped.of(aws, stream, function, r -> r.maximumRetryAttempts(0))) {
      await()
          .atMost(patience)
          .until(() -> mapping.get().lastProcessingResult().startsWith("PROBLEM"));

      aws.lambda(aws.region()).deleteFunctionConcurrency(r -> r.functionName(function.name()));

      awaitBatches(1);
      assertThat(function.batches()).containsExactly("1 2");
    }
  }

  private void awaitBatches(int number) {
    await().atMost(patience).until(() -> function.batches().size() >= number);
  }
}
