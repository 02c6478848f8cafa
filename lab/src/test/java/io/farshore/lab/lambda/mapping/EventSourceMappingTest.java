package io.farshore.lab.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.faults.Faults;
import io.farshore.lab.lambda.InvocationResult;
import io.farshore.lab.lambda.mapping.MappingConfiguration.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventSourceMappingTest {

  private static final String REGION = "us-east-1";
  private static final String STREAM = "arn:aws:kinesis:us-east-1:111122223333:stream/changes";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MemoryStream stream = new MemoryStream();
  private final Faults faults = new Faults();
  private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(2);
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final Queue<CompletableFuture<InvocationResult>> answers = new ConcurrentLinkedQueue<>();
  private EventSourceMapping mapping;

  @AfterEach
  void stop() {
    mapping.close();
    timers.shutdownNow();
  }

  @Test
  void handsOnTheWireFormOfKinesis() {
    stream.add(
        "s-1", "7", "key", new byte[] {(byte) 0xff, 0}, Instant.ofEpochMilli(1545084650987L));
    open(10, false, OptionalInt.empty());

    await().until(() -> events.size() == 1);
    JsonNode record = events.get(0).at("/Records/0");
    assertThat(record.toString())
        .isEqualTo(
            "{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"key\","
                + "\"sequenceNumber\":\"7\",\"data\":\"/wA=\","
                + "\"approximateArrivalTimestamp\":1.545084650987E9},"
                + "\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\","
                + "\"eventID\":\"s-1:7\",\"eventName\":\"aws:kinesis:record\","
                + "\"invokeIdentityArn\":\"role\",\"awsRegion\":\"us-east-1\","
                + "\"eventSourceARN\":\""
                + STREAM
                + "\"}");
  }

  @Test
  void aPartialAnswerBringsTheRestAgain() {
    stream.add("s-1", "1", "2", "3", "4");
    answers.add(answered("{\"batchItemFailures\":[{\"itemIdentifier\":\"3\"}]}"));
    open(10, false, OptionalInt.empty());

    await().untilAsserted(() -> assertThat(batches()).containsExactly("1 2 3 4", "3 4"));
  }

  @Test
  void anAnswerIsIgnoredWithoutPartialResponses() {
    stream.add("s-1", "1", "2");
    answers.add(answered("{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}"));
    partialResponse = false;
    open(1, false, OptionalInt.empty());

    await().untilAsserted(() -> assertThat(batches()).containsExactly("1", "2"));
  }

  @Test
  void aFailedBatchComesAgainUntilItIsHandledAndNothingOvertakesIt() {
    stream.add("s-1", "1", "2", "3");
    for (int i = 0; i < 4; i++) {
      answers.add(failed());
    }
    open(2, false, OptionalInt.empty());

    await()
        .untilAsserted(
            () -> assertThat(batches()).containsExactly("1 2", "1 2", "1 2", "1 2", "1 2", "3"));
  }

  @Test
  void bisectingHalvesAFailedBatch() {
    stream.add("s-1", "1", "2", "3", "4");
    answers.add(failed());
    open(10, true, OptionalInt.empty());

    await().untilAsserted(() -> assertThat(batches()).containsExactly("1 2 3 4", "1 2", "3 4"));
  }

  @Test
  void aBatchIsGivenUpAfterItsRetries() {
    stream.add("s-1", "1", "2");
    answers.add(failed());
    answers.add(failed());
    open(1, false, OptionalInt.of(1));

    await().untilAsserted(() -> assertThat(batches()).containsExactly("1", "1", "2"));
  }

  @Test
  void aShardHasOneInvocationAtATime() {
    stream.add("s-1", "1", "2");
    CompletableFuture<InvocationResult> slow = new CompletableFuture<>();
    answers.add(slow);
    open(1, false, OptionalInt.empty());
    await().until(() -> events.size() == 1);

    stream.add("s-1", "3");
    stream.add("s-2", "1");

    await().until(() -> events.size() == 2);
    assertThat(batches()).containsExactly("1", "1");
    slow.complete(answered("{}").join());
    await().untilAsserted(() -> assertThat(batches()).containsExactly("1", "1", "2", "3"));
  }

  @Test
  void aChildShardComesAfterEverythingInItsParents() {
    stream.add("s-1", "1");
    stream.add("s-2", "1");
    CompletableFuture<InvocationResult> slow = new CompletableFuture<>();
    answers.add(slow);
    answers.add(failed());
    stream.merge("s-1", "s-2", "s-3");
    stream.add("s-3", "9");
    open(1, false, OptionalInt.empty());
    await().until(() -> events.size() >= 3);

    assertThat(batches()).doesNotContain("9");
    slow.complete(answered("{}").join());
    await().untilAsserted(() -> assertThat(batches()).contains("9"));
  }

  @Test
  void readsWhatArrivesLater() {
    open(10, false, OptionalInt.empty());

    stream.add("s-1", "5");

    await().untilAsserted(() -> assertThat(batches()).containsExactly("5"));
  }

  @Test
  void aWindowFillsABatch() {
    window = Duration.ofMillis(400);
    open(2, false, OptionalInt.empty());
    stream.add("s-1", "1");

    stream.add("s-1", "2");

    await().untilAsserted(() -> assertThat(batches()).containsExactly("1 2"));
  }

  @Test
  void standsStillWhileItsRegionIsLostAndGoesOnAfter() {
    faults.inject(new Fault.RegionLost(REGION));
    open(1, false, OptionalInt.empty());
    stream.add("s-1", "1");
    await().during(Duration.ofMillis(50)).until(events::isEmpty);

    faults.healAll();

    await().untilAsserted(() -> assertThat(batches()).containsExactly("1"));
  }

  @Test
  void aDisabledMappingGoesOnWhereItStopped() {
    stream.add("s-1", "1");
    open(1, false, OptionalInt.empty());
    await().until(() -> events.size() == 1);
    mapping.disable();
    stream.add("s-1", "2");
    await().during(Duration.ofMillis(50)).until(() -> events.size() == 1);

    mapping.enable();

    await().untilAsserted(() -> assertThat(batches()).containsExactly("1", "2"));
  }

  private boolean partialResponse = true;
  private Duration window = Duration.ZERO;

  private void open(int batchSize, boolean bisect, OptionalInt retries) {
    MappingConfiguration configuration =
        new MappingConfiguration(
            "uuid",
            REGION,
            STREAM,
            "copy",
            "role",
            Start.TRIM_HORIZON,
            Optional.empty(),
            batchSize,
            window,
            retries,
            Optional.empty(),
            bisect,
            partialResponse);
    Duration tick = Duration.ofMillis(1);
    mapping =
        new EventSourceMapping(
            configuration,
            new MappingRuntime(
                stream,
                this::invoke,
                faults,
                Clock.systemUTC(),
                timers,
                new MappingPace(tick, tick, tick)));
    mapping.enable();
  }

  private CompletableFuture<InvocationResult> invoke(MappingConfiguration of, byte[] event) {
    try {
      events.add(JSON.readTree(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CompletableFuture<InvocationResult> answer = answers.poll();
    return answer == null ? answered("{\"batchItemFailures\":[]}") : answer;
  }

  private static CompletableFuture<InvocationResult> answered(String payload) {
    return result(Optional.empty(), payload);
  }

  private static CompletableFuture<InvocationResult> failed() {
    return result(Optional.of("Unhandled"), "{\"errorType\":\"Fenced\"}");
  }

  private static CompletableFuture<InvocationResult> result(Optional<String> error, String json) {
    return CompletableFuture.completedFuture(
        new InvocationResult("id", "1", error, json.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> batches() {
    List<String> batches = new ArrayList<>();
    for (JsonNode event : events) {
      List<String> numbers = new ArrayList<>();
      event
          .path("Records")
          .forEach(record -> numbers.add(record.at("/kinesis/sequenceNumber").asText()));
      batches.add(String.join(" ", numbers));
    }
    return batches;
  }
}
