package io.farshore.conformance.lambda;

import io.farshore.conformance.Aws;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.sqs.model.Message;

/** What arrives in a queue. */
final class Messages {

  private Messages() {}

  /** The next message's body; waits for it, and takes it out of the queue. */
  static String await(Aws aws, String queueUrl) {
    List<Message> found =
        Awaitility.await()
            .atMost(Duration.ofMinutes(aws.isReal() ? 5 : 1))
            .until(
                () ->
                    aws.sqs(aws.region())
                        .receiveMessage(r -> r.queueUrl(queueUrl).waitTimeSeconds(1))
                        .messages(),
                messages -> !messages.isEmpty());
    aws.sqs(aws.region())
        .deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(found.get(0).receiptHandle()));
    return found.get(0).body();
  }
}
