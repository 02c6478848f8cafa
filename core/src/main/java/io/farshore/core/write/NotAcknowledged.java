package io.farshore.core.write;

import java.time.Duration;

/**
 * A record, or one before it of the same key, was not acknowledged in the time allowed. It may be
 * in the stream all the same. Later records of its key fail too, so that the key's order holds.
 */
public final class NotAcknowledged extends RuntimeException {
  /**
   * Says how it was tried.
   *
   * @param attempts how often it was sent
   * @param after the time since it was first sent
   * @param lastAnswer Kinesis's error code, or the failure of the call
   * @param cause the failure of the call; null when there was an answer, a refusal
   */
  public NotAcknowledged(int attempts, Duration after, String lastAnswer, Throwable cause) {
    super(
        "Sent "
            + attempts
            + " times in "
            + after.toMillis()
            + " ms and not acknowledged; last answer: "
            + lastAnswer,
        cause);
  }
}
