package io.farshore.lab.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A message in a queue. Guarded by its service's lock.
 *
 * <p>It can be received from {@code visibleAt} on: by the monotonic clock, as all that SQS counts.
 */
final class StoredMessage {

  private final String id;
  private final NewMessage content;
  private final long sentMillis;
  private long visibleAt;
  private int receiveCount;
  private long firstReceivedMillis;
  private String receipt = "";
  private Optional<String> deadLetterSource = Optional.empty();

  /**
   * What a sender gives.
   *
   * @param attributes of the user
   * @param system attributes that the service may set, such as AWSTraceHeader
   * @param groupId empty for none
   * @param deduplicationId empty for none
   * @param sequenceNumber empty in a standard queue
   */
  record NewMessage(
      String body,
      ObjectNode attributes,
      ObjectNode system,
      String senderId,
      String groupId,
      String deduplicationId,
      String sequenceNumber) {}

  StoredMessage(String id, NewMessage content, long sentMillis, long visibleAt) {
    this.id = id;
    this.content = content;
    this.sentMillis = sentMillis;
    this.visibleAt = visibleAt;
  }

  String id() {
    return id;
  }

  NewMessage content() {
    return content;
  }

  long sentMillis() {
    return sentMillis;
  }

  long visibleAt() {
    return visibleAt;
  }

  void visibleAt(long time) {
    visibleAt = time;
  }

  boolean isVisible(long now) {
    return visibleAt <= now;
  }

  boolean wasReceived() {
    return receiveCount > 0;
  }

  int receiveCount() {
    return receiveCount;
  }

  long firstReceivedMillis() {
    return firstReceivedMillis;
  }

  String receipt() {
    return receipt;
  }

  Optional<String> deadLetterSource() {
    return deadLetterSource;
  }

  void received(String handle, long wallMillis, long visibleAgainAt) {
    receipt = handle;
    firstReceivedMillis = receiveCount == 0 ? wallMillis : firstReceivedMillis;
    receiveCount++;
    visibleAt = visibleAgainAt;
  }

  void movedFrom(String sourceArn) {
    deadLetterSource = Optional.of(sourceArn);
    receipt = "";
  }
}
