package io.farshore.lab.sns;

import java.time.Instant;

/**
 * A message that was published.
 *
 * @param topicArn where
 * @param messageId its id
 * @param subject empty when there was none
 * @param text the message itself
 * @param time when
 */
public record Message(
    String topicArn, String messageId, String subject, String text, Instant time) {}
