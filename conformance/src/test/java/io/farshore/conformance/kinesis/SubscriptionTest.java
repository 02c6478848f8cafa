package io.farshore.conformance.kinesis;

import static io.farshore.conformance.kinesis.Stream.FIRST;
import static io.farshore.conformance.kinesis.Stream.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;

class SubscriptionTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private final Aws aws = Aws.shared();
  private Stream stream;
  private String consumer;

  @BeforeEach
  void create() {
    stream = new Stream(1);
    consumer =
        stream
            .client()
            .registerStreamConsumer(r -> r.streamARN(stream.arn()).consumerName("c1"))
            .consumer()
            .consumerARN();
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                stream
                        .client()
                        .describeStreamConsumer(r -> r.consumerARN(consumer))
                        .consumerDescription()
                        .consumerStatus()
                    == ConsumerStatus.ACTIVE);
  }

  @AfterEach
  void delete() {
    stream.close();
  }

  @Test
  @DisplayName("records come as they are written, each event with the number to go on after")
  void pushed() {
    stream.put("before");
    Subscriber subscriber = subscribe(ShardIteratorType.TRIM_HORIZON);
    await().atMost(LONG_ENOUGH).until(() -> subscriber.keys().size() == 1);
    String number = stream.put("after").sequenceNumber();
    await().atMost(LONG_ENOUGH).until(() -> subscriber.keys().size() == 2);

    assertThat(subscriber.keys()).containsExactly("before", "after");
    SubscribeToShardEvent event =
        subscriber.events().stream()
            .filter(each -> each.records().stream().anyMatch(r -> r.partitionKey().equals("after")))
            .findFirst()
            .orElseThrow();
    assertThat(event.continuationSequenceNumber()).isEqualTo(number);
    assertThat(event.millisBehindLatest()).isZero();
  }

  @Test
  @DisplayName("from the latest on nothing old comes, and events without records say: up to date")
  void latest() {
    stream.put("old");
    Subscriber subscriber = subscribe(ShardIteratorType.LATEST);
    await().atMost(LONG_ENOUGH).until(() -> !subscriber.events().isEmpty());
    assertThat(subscriber.last().records()).isEmpty();
    assertThat(subscriber.last().continuationSequenceNumber()).isNotNull();

    stream.put("new");

    await().atMost(LONG_ENOUGH).until(() -> !subscriber.keys().isEmpty());
    assertThat(subscriber.keys()).containsExactly("new");
  }

  @Test
  @DisplayName("the end of a closed shard names its children, and ends the subscription")
  void endOfShard() {
    stream.put("k", BigInteger.ZERO);
    Subscriber subscriber = subscribe(ShardIteratorType.TRIM_HORIZON);
    stream.split(FIRST, MIDDLE);

    await().atMost(LONG_ENOUGH).until(() -> subscriber.end().isDone());

    assertThat(subscriber.end()).isCompleted();
    assertThat(subscriber.keys()).containsExactly("k");
    assertThat(subscriber.last().childShards())
        .extracting(ChildShard::shardId)
        .containsExactly("shardId-000000000001", "shardId-000000000002");
    assertThat(subscriber.last().continuationSequenceNumber()).isNull();
  }

  @Test
  @DisplayName("a second subscription is refused for 5 s, and then takes the first one's place")
  void takenOver() {
    Subscriber first = subscribe(ShardIteratorType.LATEST);
    await().atMost(LONG_ENOUGH).until(() -> !first.events().isEmpty());
    assertThatThrownBy(() -> subscribe(ShardIteratorType.LATEST).end().join())
        .hasCauseInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("Another active subscription exists for this consumer");
    assertThat(first.end()).isNotDone();

    await()
        .atMost(LONG_ENOUGH)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              Subscriber second = subscribe(ShardIteratorType.LATEST);
              await()
                  .atMost(LONG_ENOUGH)
                  .until(() -> second.end().isDone() || !second.events().isEmpty());
              return !second.end().isDone();
            });
    await().atMost(LONG_ENOUGH).until(() -> first.end().isDone());
    assertThatThrownBy(() -> first.end().join()).hasCauseInstanceOf(ResourceInUseException.class);
  }

  @Test
  @DisplayName("a consumer that is not there can't subscribe")
  void unknown() {
    assertThatThrownBy(
            () ->
                new Subscriber(
                        aws.kinesisAsync(aws.region()),
                        consumer.replace("/consumer/c1", "/consumer/c2"),
                        FIRST,
                        p -> p.type(ShardIteratorType.LATEST))
                    .end()
                    .join())
        .hasCauseInstanceOf(ResourceNotFoundException.class);
  }

  private Subscriber subscribe(ShardIteratorType type) {
    return new Subscriber(aws.kinesisAsync(aws.region()), consumer, FIRST, p -> p.type(type));
  }
}
