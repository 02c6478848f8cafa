package io.farshore.conformance.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

class QueueTest {

  private final Aws aws = Aws.shared();

  @Test
  @DisplayName("a message is received with its attributes, hidden from others, and deleted")
  void roundTrip() {
    Queue queue = Queue.of(aws);
    queue
        .client()
        .sendMessage(
            r ->
                r.queueUrl(queue.url())
                    .messageBody("hello")
                    .messageAttributes(
                        Map.of(
                            "kind",
                            MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("test")
                                .build())));

    Message message = queue.receive().get(0);
    assertThat(message.body()).isEqualTo("hello");
    assertThat(message.messageAttributes().get("kind").stringValue()).isEqualTo("test");
    assertThat(message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
        .isEqualTo("1");
    assertThat(queue.receiveNow()).isEmpty();

    queue
        .client()
        .changeMessageVisibility(
            r ->
                r.queueUrl(queue.url())
                    .receiptHandle(message.receiptHandle())
                    .visibilityTimeout(0));
    Message again = queue.receive().get(0);
    assertThat(again.messageId()).isEqualTo(message.messageId());
    queue.delete(again);
    assertThat(
            queue
                .client()
                .getQueueAttributes(
                    r ->
                        r.queueUrl(queue.url())
                            .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values())
        .containsExactly("0");
  }

  @Test
  @DisplayName("a message that is received too often goes to the dead-letter queue")
  void deadLetters() {
    Queue dead = Queue.of(aws);
    Queue queue =
        Queue.of(
            aws,
            aws.region(),
            Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                "0",
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + dead.arn() + "\",\"maxReceiveCount\":1}"));
    queue.send("poison");

    assertThat(queue.receive()).hasSize(1);
    await().until(() -> queue.receiveNow().isEmpty());

    Message letter = dead.receive().get(0);
    assertThat(letter.body()).isEqualTo("poison");
    assertThat(letter.attributes())
        .containsEntry(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, queue.arn());
  }

  @Test
  @DisplayName("a FIFO queue keeps the order of a group, and takes a duplicate for the first")
  void fifo() {
    Queue queue = Queue.fifo(aws);
    for (String text : List.of("one", "two", "one", "three")) {
      queue
          .client()
          .sendMessage(r -> r.queueUrl(queue.url()).messageBody(text).messageGroupId("g"));
    }

    assertThat(queue.receive()).extracting(Message::body).containsExactly("one", "two", "three");
  }

  @Test
  @DisplayName("of a batch each entry succeeds or fails for itself")
  void batch() {
    Queue queue =
        Queue.of(aws, aws.region(), Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1024"));
    var answer =
        queue
            .client()
            .sendMessageBatch(
                r ->
                    r.queueUrl(queue.url())
                        .entries(
                            SendMessageBatchRequestEntry.builder()
                                .id("small")
                                .messageBody("x")
                                .build(),
                            SendMessageBatchRequestEntry.builder()
                                .id("large")
                                .messageBody("x".repeat(1025))
                                .build()));

    assertThat(answer.successful()).extracting(each -> each.id()).containsExactly("small");
    assertThat(answer.failed()).extracting(each -> each.id()).containsExactly("large");
    assertThat(answer.failed().get(0).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  @DisplayName("errors have SQS's names and words")
  void errors() {
    Queue queue = Queue.of(aws);
    String name = queue.arn().substring(queue.arn().lastIndexOf(':') + 1);

    assertThatThrownBy(() -> queue.client().getQueueUrl(r -> r.queueName(Aws.name("none"))))
        .isInstanceOfSatisfying(
            QueueDoesNotExistException.class,
            e ->
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo("The specified queue does not exist."));
    assertThatThrownBy(
            () ->
                queue
                    .client()
                    .createQueue(
                        r ->
                            r.queueName(name)
                                .attributes(Map.of(QueueAttributeName.DELAY_SECONDS, "7"))))
        .isInstanceOf(QueueNameExistsException.class);
    assertThatThrownBy(
            () ->
                queue.client().receiveMessage(r -> r.queueUrl(queue.url()).maxNumberOfMessages(11)))
        .isInstanceOf(SqsException.class)
        .hasMessageContaining("Must be between 1 and 10, if provided.");
  }
}
