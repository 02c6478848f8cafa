package io.farshore.conformance.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import io.farshore.conformance.sqs.Queue;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.model.Message;

class TopicTest {

  private final Aws aws = Aws.shared();
  private final SnsClient sns = aws.sns(aws.region());

  private String topic() {
    return sns.createTopic(r -> r.name(Aws.name("topic"))).topicArn();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  @Test
  @DisplayName("a queue gets a message in an envelope, or raw if it says so")
  void envelopeAndRaw() {
    String topic = topic();
    Queue enveloped = Queue.of(aws);
    Queue raw = Queue.of(aws);
    sns.subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(enveloped.arn()));
    sns.subscribe(
        r ->
            r.topicArn(topic)
                .protocol("sqs")
                .endpoint(raw.arn())
                .attributes(Map.of("RawMessageDelivery", "true")));

    sns.publish(
        r ->
            r.topicArn(topic)
                .subject("an approval")
                .message("approve?")
                .messageAttributes(Map.of("kind", text("ask"))));

    assertThat(enveloped.receive().get(0).body())
        .contains("\"Type\":\"Notification\"")
        .contains("\"Subject\":\"an approval\"")
        .contains("\"Message\":\"approve?\"")
        .contains("\"TopicArn\":\"" + topic + "\"");
    Message message = raw.receive().get(0);
    assertThat(message.body()).isEqualTo("approve?");
    assertThat(message.messageAttributes().get("kind").stringValue()).isEqualTo("ask");
  }

  @Test
  @DisplayName("a filter policy keeps out what does not match it")
  void filterPolicy() {
    String topic = topic();
    Queue queue = Queue.of(aws);
    sns.subscribe(
        r ->
            r.topicArn(topic)
                .protocol("sqs")
                .endpoint(queue.arn())
                .attributes(
                    Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"kind\":[\"b\"]}")));

    sns.publish(r -> r.topicArn(topic).message("1").messageAttributes(Map.of("kind", text("a"))));
    sns.publish(r -> r.topicArn(topic).message("2").messageAttributes(Map.of("kind", text("b"))));

    assertThat(queue.receive()).extracting(Message::body).containsExactly("2");
  }

  @Test
  @DisplayName("errors have SNS's names and words")
  void errors() {
    String topic = topic();
    assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic).message("")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Invalid parameter: Empty message");
    assertThatThrownBy(() -> sns.getTopicAttributes(r -> r.topicArn(topic + "-none")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Topic does not exist");
    assertThatThrownBy(() -> sns.subscribe(r -> r.topicArn(topic).protocol("pigeon")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Amazon SNS does not support this protocol string: pigeon");
  }
}
