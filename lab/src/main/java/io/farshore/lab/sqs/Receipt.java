package io.farshore.lab.sqs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a receipt handle says: which message of which queue it is of. */
record Receipt(String nonce, String queueArn, String messageId) {

  String handle() {
    String text = nonce + " " + queueArn + " " + messageId;
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a handle of {@code queue}. */
  static Receipt of(String handle, QueueName queue) {
    if (handle.isEmpty()) {
      throw SqsErrors.missing("ReceiptHandle");
    }
    String[] parts;
    try {
      byte[] bytes = Base64.getDecoder().decode(handle);
      parts = new String(bytes, StandardCharsets.UTF_8).split(" ");
    } catch (IllegalArgumentException e) {
      throw SqsErrors.receipt(handle);
    }
    if (parts.length != 3 || !parts[1].equals(queue.arn())) {
      throw SqsErrors.receipt(handle);
    }
    return new Receipt(parts[0], parts[1], parts[2]);
  }
}
