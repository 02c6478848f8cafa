package io.farshore.producer.changelog;

import io.farshore.core.checkpoint.Watermark;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One change of a change log.
 *
 * @param key its key as text: the partition key
 * @param data its bytes as the log keeps them; not to be changed
 * @param commitTimestamp the largest commit timestamp of the log up to and including it, so that it
 *     never falls along the log
 * @param position its own, exact place, opaque to all but the log
 * @param positionAfter the place right behind it
 */
public record Change(
    String key, ByteBuffer data, Instant commitTimestamp, String position, String positionAfter) {

  /** The resume point that delivers this change first. */
  public Watermark watermark() {
    return Watermark.at(commitTimestamp, position);
  }

  /** The resume point that delivers whatever follows this change first. */
  public Watermark watermarkAfter() {
    return Watermark.at(commitTimestamp, positionAfter);
  }

  /** Bytes that it holds while it is not acknowledged, about. */
  public int size() {
    return data.remaining() + key.length();
  }
}
