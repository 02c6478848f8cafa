package io.farshore.lab.kinesis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/**
 * What a shard iterator stands for; clients see it as opaque text.
 *
 * @param issuedAt it may be used for five minutes from then
 * @param serial makes it differ from all others
 */
record ShardIterator(
    StreamArn stream, String shardId, ReadFrom from, Instant issuedAt, long serial) {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final AtomicLong SERIALS = new AtomicLong();
  private static final long FORM = 1;
  private static final int HEAD_BYTES = 16;
  private static final int LEAST_BYTES = 152;
  private static final int BLOCK = 16;
  private static final int PARTS = 7;

  /** An iterator of its own, even if another one stands at the same place. */
  ShardIterator(StreamArn stream, String shardId, ReadFrom from, Instant issuedAt) {
    this(stream, shardId, from, issuedAt, SERIALS.incrementAndGet());
  }

  /** Reads an iterator, which clients may have left in quotation marks. */
  static ShardIterator parse(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    try {
      byte[] bytes =
          Base64.getDecoder().decode(quoted ? text.substring(1, text.length() - 1) : text);
      String[] parts = unpack(bytes).split("\\|", PARTS);
      return new ShardIterator(
          new StreamArn(parts[0], parts[1]),
          parts[2],
          new ReadFrom(parts[3], parts[4].equals("at")),
          Instant.ofEpochMilli(Long.parseLong(parts[5])),
          Long.parseLong(parts[6].trim()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException ignored) {
      throw Errors.invalid("Invalid ShardIterator.");
    }
  }

  private static String unpack(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    boolean whole =
        bytes.length >= LEAST_BYTES
            && buffer.getLong() == FORM
            && buffer.getLong() == checksum(bytes);
    if (!whole) {
      throw new IllegalArgumentException("Not an iterator of the lab");
    }
    return new String(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES, StandardCharsets.UTF_8);
  }

  private static long checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
    return crc.getValue();
  }

  void checkFresh(Instant now) {
    if (now.isAfter(issuedAt.plus(LIFE))) {
      throw Errors.expired(
          "ExpiredIteratorException",
          "Iterator expired. The iterator was created at time "
              + TIME.format(issuedAt)
              + " while right now it is "
              + TIME.format(now)
              + " which is further in the future than the tolerated delay of 300000 milliseconds.");
    }
  }

  /** As AWS's look: of 152 bytes or a multiple of 16 more, beginning with the number 1. */
  @Override
  public String toString() {
    String text =
        String.join(
            "|",
            stream.region(),
            stream.name(),
            shardId,
            from.sequenceNumber(),
            from.inclusive() ? "at" : "after",
            Long.toString(issuedAt.toEpochMilli()),
            Long.toString(serial));
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    int blocks = Math.max(0, HEAD_BYTES + content.length - LEAST_BYTES + BLOCK - 1) / BLOCK;
    byte[] bytes = new byte[LEAST_BYTES + blocks * BLOCK];
    Arrays.fill(bytes, (byte) ' ');
    System.arraycopy(content, 0, bytes, HEAD_BYTES, content.length);
    ByteBuffer.wrap(bytes).putLong(FORM).putLong(checksum(bytes));
    return Base64.getEncoder().encodeToString(bytes);
  }
}
