package io.farshore.conformance.sqs;

import io.farshore.conformance.Aws;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue of a test. */
public record Queue(SqsClient client, String url, String arn) {

  private static final int PATIENCE_SECONDS = 10;

  /** Makes a queue with a name of its own. */
  public static Queue of(Aws aws, String region, Map<QueueAttributeName, String> attributes) {
    SqsClient client = aws.sqs(region);
    boolean fifo = attributes.containsKey(QueueAttributeName.FIFO_QUEUE);
    String name = Aws.name("queue") + (fifo ? ".fifo" : "");
    String url = client.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
    String arn =
        client
            .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    return new Queue(client, url, arn);
  }

  /** Makes a standard queue in the Region of most tests. */
  public static Queue of(Aws aws) {
    return of(aws, aws.region(), Map.of());
  }

  /** Makes a FIFO queue that takes messages of the same content for duplicates. */
  public static Queue fifo(Aws aws) {
    return of(
        aws,
        aws.region(),
        Map.of(
            QueueAttributeName.FIFO_QUEUE,
            "true",
            QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
            "true"));
  }

  /** Sends a text. */
  public void send(String text) {
    client.sendMessage(r -> r.queueUrl(url).messageBody(text));
  }

  /** The next messages, as soon as there are any; none when none come within ten seconds. */
  public List<Message> receive() {
    return client
        .receiveMessage(
            r ->
                r.queueUrl(url)
                    .maxNumberOfMessages(10)
                    .waitTimeSeconds(PATIENCE_SECONDS)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  /** The next message's body; waits for it, on AWS for minutes, and takes it out of the queue. */
  public String await(Aws aws) {
    List<Message> found =
        Awaitility.await()
            .atMost(Duration.ofMinutes(aws.isReal() ? 5 : 1))
            .until(this::receive, messages -> !messages.isEmpty());
    delete(found.get(0));
    return found.get(0).body();
  }

  /** What is there now. */
  public List<Message> receiveNow() {
    return client
        .receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(0))
        .messages();
  }

  /** Deletes the queue. */
  public void delete() {
    client.deleteQueue(r -> r.queueUrl(url));
  }

  /** Deletes a message that was received. */
  public void delete(Message message) {
    client.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
  }
}
