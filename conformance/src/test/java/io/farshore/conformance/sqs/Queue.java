package io.farshore.conformance.sqs;

import io.farshore.conformance.Aws;
import java.util.List;
import java.util.Map;
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

  /** What is there now. */
  public List<Message> receiveNow() {
    return client
        .receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(0))
        .messages();
  }

  /** Deletes a message that was received. */
  public void delete(Message message) {
    client.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
  }
}
