package io.farshore.conformance.kinesis;

import static io.farshore.conformance.kinesis.Stream.FIRST;
import static io.farshore.conformance.kinesis.Stream.MIDDLE;
import static io.farshore.conformance.kinesis.Stream.keys;
import static io.farshore.conformance.kinesis.Stream.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** What takes minutes or days on AWS, in a lab whose clock the test moves. */
class TimeTest {

  private static final OwnClock CLOCK = new OwnClock();

  private static Lab lab;
  private static Aws aws;
  private static KinesisClient once;

  @BeforeAll
  static void start() {
    LabSettings settings = LabSettings.usual().onPort(0).withStreamChanges(Duration.ZERO);
    lab = Lab.start(settings, CLOCK);
    aws = Aws.at(lab.endpoint(), settings.regions());
    once =
        aws.addressed(KinesisClient.builder(), aws.region())
            .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
            .build();
  }

  @AfterAll
  static void stop() {
    once.close();
    lab.close();
  }

  @Test
  @DisplayName("an iterator lives for five minutes")
  void iteratorsExpire() {
    try (Stream stream = stream()) {
      String iterator = stream.iterator(FIRST, ShardIteratorType.TRIM_HORIZON);
      CLOCK.move(Duration.ofMinutes(5).plusMillis(1));

      refused(
          "ExpiredIteratorException",
          "which is further in the future than the tolerated delay of 300000 milliseconds.",
          () -> stream.read(iterator));
    }
  }

  @Test
  @DisplayName("a listing goes on for five minutes")
  void tokensExpire() {
    try (Stream stream = new Stream(aws, r -> r.shardCount(3))) {
      String token =
          stream.client().listShards(r -> r.streamName(stream.name()).maxResults(1)).nextToken();
      CLOCK.move(Duration.ofMinutes(5).plusMillis(1));

      refused(
          "ExpiredNextTokenException",
          "",
          () -> stream.client().listShards(r -> r.nextToken(token)));
    }
  }

  @Test
  @DisplayName("what is older than the retention is gone for good, and the rest stays in its place")
  void retention() {
    try (Stream stream = stream()) {
      String first = stream.put("a").sequenceNumber();
      CLOCK.move(Duration.ofSeconds(10));
      stream.put("b");
      CLOCK.move(Duration.ofHours(24).minusSeconds(5));

      assertThat(keys(stream.all(FIRST))).containsExactly("b");
      assertThat(
              keys(
                  stream
                      .read(stream.iterator(FIRST, ShardIteratorType.AT_SEQUENCE_NUMBER, first))
                      .records()))
          .containsExactly("b");
      stream
          .client()
          .increaseStreamRetentionPeriod(r -> r.streamName(stream.name()).retentionPeriodHours(48));
      CLOCK.move(Duration.ofSeconds(10));
      assertThat(keys(stream.all(FIRST))).containsExactly("b");
    }
  }

  @Test
  @DisplayName("a closed shard is listed until its last record is gone")
  void closedShards() {
    try (Stream stream = stream()) {
      stream.put("k");
      stream.split(FIRST, MIDDLE);
      CLOCK.move(Duration.ofHours(23));
      assertThat(stream.shards()).hasSize(3);
      CLOCK.move(Duration.ofHours(2));

      assertThat(stream.shards()).hasSize(2);
      refused(
          "ResourceNotFoundException",
          "does not exist",
          () -> stream.iterator(FIRST, ShardIteratorType.TRIM_HORIZON));
    }
  }

  @Test
  @DisplayName("how far behind: the age of the next record, and behind a closed shard since when")
  void millisBehind() {
    try (Stream stream = stream()) {
      stream.put("a", BigInteger.ZERO);
      CLOCK.move(Duration.ofSeconds(10));
      stream.put("b", BigInteger.ZERO);
      CLOCK.move(Duration.ofSeconds(10));

      String start = stream.iterator(FIRST, ShardIteratorType.TRIM_HORIZON);
      GetRecordsResponse page = stream.client().getRecords(r -> r.shardIterator(start).limit(1));
      assertThat(page.millisBehindLatest()).isEqualTo(10_000);
      GetRecordsResponse rest = stream.read(page.nextShardIterator());
      assertThat(rest.millisBehindLatest()).isZero();
      stream.split(FIRST, MIDDLE);
      CLOCK.move(Duration.ofSeconds(7));
      GetRecordsResponse end = stream.read(rest.nextShardIterator());
      assertThat(end.nextShardIterator()).isNull();
      assertThat(end.millisBehindLatest()).isEqualTo(7_000);
    }
  }

  @Test
  @DisplayName("a shard takes 1,000 records a second, and more when time has passed")
  void recordsPerSecond() {
    try (Stream stream = stream()) {
      List<PutRecordsRequestEntry> entries =
          Collections.nCopies(
              500,
              PutRecordsRequestEntry.builder()
                  .partitionKey("k")
                  .data(SdkBytes.fromUtf8String("x"))
                  .build());
      for (int i = 0; i < 2; i++) {
        assertThat(
                once.putRecords(r -> r.streamName(stream.name()).records(entries))
                    .failedRecordCount())
            .isZero();
      }
      refused(
          "ProvisionedThroughputExceededException",
          "Rate exceeded for shard " + FIRST + " in stream " + stream.name(),
          () -> put(stream, new byte[1]));
      CLOCK.move(Duration.ofMillis(100));
      assertThat(
              once.putRecords(r -> r.streamName(stream.name()).records(entries))
                  .failedRecordCount())
          .isEqualTo(400);
    }
  }

  @Test
  @DisplayName("a shard is read five times a second")
  void readsPerSecond() {
    try (Stream stream = stream()) {
      String iterator = stream.iterator(FIRST, ShardIteratorType.TRIM_HORIZON);
      for (int i = 0; i < 5; i++) {
        once.getRecords(r -> r.shardIterator(iterator));
      }
      refused(
          "ProvisionedThroughputExceededException",
          "Rate exceeded for shard " + FIRST + " in stream " + stream.name(),
          () -> once.getRecords(r -> r.shardIterator(iterator)));
      CLOCK.move(Duration.ofMillis(200));
      once.getRecords(r -> r.shardIterator(iterator));
    }
  }

  @Test
  @DisplayName("a read of 10 MiB is followed by five seconds without one")
  void largeReads() {
    try (Stream stream = stream()) {
      for (int i = 0; i < 12; i++) {
        put(stream, new byte[1_000_000]);
        CLOCK.move(Duration.ofSeconds(1));
      }
      String start = stream.iterator(FIRST, ShardIteratorType.TRIM_HORIZON);
      GetRecordsResponse page = once.getRecords(r -> r.shardIterator(start));
      assertThat(page.records()).hasSize(10);
      CLOCK.move(Duration.ofSeconds(4));
      refused(
          "ProvisionedThroughputExceededException",
          "",
          () -> once.getRecords(r -> r.shardIterator(page.nextShardIterator())));
      CLOCK.move(Duration.ofSeconds(1));
      assertThat(once.getRecords(r -> r.shardIterator(page.nextShardIterator())).records())
          .hasSize(2);
    }
  }

  @Test
  @DisplayName("what manages streams is called a few times a second")
  void callRates() {
    CLOCK.move(Duration.ofSeconds(10));
    for (int i = 0; i < 5; i++) {
      once.listStreams();
    }
    refused("LimitExceededException", "Rate exceeded", () -> once.listStreams());
    CLOCK.move(Duration.ofSeconds(1));
    once.listStreams();
  }

  @Test
  @DisplayName("a stream is scaled ten times a day")
  void scalingsPerDay() {
    try (Stream stream = stream()) {
      for (int i = 0; i < 10; i++) {
        scale(stream, 1 + (i + 1) % 2);
      }
      refused("LimitExceededException", "", () -> scale(stream, 2));
      CLOCK.move(Duration.ofHours(25));
      scale(stream, 2);
    }
  }

  @Test
  @DisplayName("a subscription ends after five minutes")
  void subscriptionsEnd() {
    try (Stream stream = stream()) {
      String consumer =
          stream
              .client()
              .registerStreamConsumer(r -> r.streamARN(stream.arn()).consumerName("c1"))
              .consumer()
              .consumerARN();
      Subscriber subscriber =
          new Subscriber(
              aws.kinesisAsync(aws.region()),
              consumer,
              FIRST,
              p -> p.type(ShardIteratorType.TRIM_HORIZON));
      await().until(() -> !subscriber.events().isEmpty());
      CLOCK.move(Duration.ofMinutes(5));
      stream.put("too late");

      await().atMost(Duration.ofSeconds(10)).until(() -> subscriber.end().isDone());
      assertThat(subscriber.end()).isCompleted();
      assertThat(subscriber.keys()).isEmpty();
    }
  }

  private static Stream stream() {
    CLOCK.move(Duration.ofSeconds(10));
    return new Stream(aws, r -> r.shardCount(1));
  }

  private static void scale(Stream stream, int target) {
    CLOCK.move(Duration.ofSeconds(1));
    stream
        .client()
        .updateShardCount(
            r ->
                r.streamName(stream.name())
                    .targetShardCount(target)
                    .scalingType("UNIFORM_SCALING"));
  }

  private static void put(Stream stream, byte[] data) {
    once.putRecord(
        r -> r.streamName(stream.name()).partitionKey("k").data(SdkBytes.fromByteArray(data)));
  }
}
