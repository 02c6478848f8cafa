package io.farshore.conformance.kinesis;

import static io.farshore.conformance.kinesis.Stream.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;

class ConsumersTest {

  private Stream stream;
  private String arn;
  private KinesisClient client;

  @BeforeEach
  void create() {
    stream = new Stream(1);
    arn = stream.arn();
    client = stream.client();
  }

  @AfterEach
  void delete() {
    stream.close();
  }

  @Test
  @DisplayName("a consumer is creating, then active, and is described by ARN and by name")
  void registered() {
    Consumer consumer = register("c1");
    assertThat(consumer.consumerStatus()).isEqualTo(ConsumerStatus.CREATING);
    assertThat(consumer.consumerARN())
        .isEqualTo(arn + "/consumer/c1:" + consumer.consumerCreationTimestamp().getEpochSecond());
    awaitActive(consumer);

    ConsumerDescription byName =
        client
            .describeStreamConsumer(r -> r.streamARN(arn).consumerName("c1"))
            .consumerDescription();
    assertThat(byName).isEqualTo(describe(consumer));
    assertThat(byName.streamARN()).isEqualTo(arn);
    assertThat(stream.summary().consumerCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("consumers are listed page by page, and a name is taken once")
  void listed() {
    register("a");
    register("b");
    register("c");

    var page = client.listStreamConsumers(r -> r.streamARN(arn).maxResults(2));
    var rest = client.listStreamConsumers(r -> r.streamARN(arn).nextToken(page.nextToken()));

    assertThat(page.consumers()).extracting(Consumer::consumerName).containsExactly("a", "b");
    assertThat(rest.consumers()).extracting(Consumer::consumerName).containsExactly("c");
    assertThat(rest.nextToken()).isNull();
    refused(
        "ResourceInUseException",
        "Consumer a under stream " + stream.name() + " already exists for account",
        () -> register("a"));
  }

  @Test
  @DisplayName("a stream with consumers is deleted only together with them")
  void deletion() {
    register("c1");
    refused(
        "ResourceInUseException",
        "registered consumers",
        () -> client.deleteStream(r -> r.streamName(stream.name())));
  }

  @Test
  @DisplayName("a deregistered consumer is deleting, then not there")
  void deregistered() {
    Consumer consumer = register("c1");
    awaitActive(consumer);
    client.deregisterStreamConsumer(r -> r.consumerARN(consumer.consumerARN()));

    assertThat(describe(consumer).consumerStatus()).isEqualTo(ConsumerStatus.DELETING);
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                refused(
                    "ResourceNotFoundException",
                    "Consumer " + consumer.consumerARN() + ", account",
                    () -> describe(consumer)));
  }

  @Test
  @DisplayName("consumers have tags of their own")
  void tags() {
    Consumer consumer =
        client
            .registerStreamConsumer(
                r -> r.streamARN(arn).consumerName("c1").tags(Map.of("one", "1")))
            .consumer();
    client.tagResource(r -> r.resourceARN(consumer.consumerARN()).tags(Map.of("two", "2")));
    client.untagResource(r -> r.resourceARN(consumer.consumerARN()).tagKeys("one"));

    assertThat(client.listTagsForResource(r -> r.resourceARN(consumer.consumerARN())).tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactly("two=2");
    assertThat(client.listTagsForResource(r -> r.resourceARN(arn)).tags()).isEmpty();
  }

  private Consumer register(String name) {
    return client.registerStreamConsumer(r -> r.streamARN(arn).consumerName(name)).consumer();
  }

  private ConsumerDescription describe(Consumer consumer) {
    return client
        .describeStreamConsumer(r -> r.consumerARN(consumer.consumerARN()))
        .consumerDescription();
  }

  private void awaitActive(Consumer consumer) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> describe(consumer).consumerStatus() == ConsumerStatus.ACTIVE);
  }
}
