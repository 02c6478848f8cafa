package io.farshore.lab.kinesis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * What a shard iterator stands for; clients see it as opaque text.
 *
 * @param issuedAt it may be used for five minutes from then
 */
record ShardIterator(StreamArn stream, String shardId, ReadFrom from, Instant issuedAt) {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final String PREFIX = "farshore-lab-shard-iterator";
  private static final int PARTS = 7;

  static ShardIterator parse(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\\|");
      if (parts.length == PARTS && parts[0].equals(PREFIX)) {
        return new ShardIterator(
            new StreamArn(parts[1], parts[2]),
            parts[3],
            new ReadFrom(parts[4], Boolean.parseBoolean(parts[5])),
            Instant.ofEpochMilli(Long.parseLong(parts[6])));
      }
    } catch (IllegalArgumentException ignored) {
      // Not one of ours: answered below.
    }
    throw Errors.invalid("Invalid ShardIterator.");
  }

  void checkFresh(Instant now) {
    if (now.isAfter(issuedAt.plus(LIFE))) {
      throw Errors.expired(
          "ExpiredIteratorException",
          "Iterator expired. The iterator was created at time "
              + issuedAt
              + " while right now it is "
              + now
              + " which is further in the future than the tolerated delay of 300000 milliseconds.");
    }
  }

  @Override
  public String toString() {
    String text =
        String.join(
            "|",
            PREFIX,
            stream.region(),
            stream.name(),
            shardId,
            from.sequenceNumber(),
            Boolean.toString(from.inclusive()),
            Long.toString(issuedAt.toEpochMilli()));
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
