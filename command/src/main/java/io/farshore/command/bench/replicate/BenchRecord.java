package io.farshore.command.bench.replicate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * A record's data: JSON whose numbers stand at fixed places, so that judging a record costs next to
 * nothing beside copying it.
 *
 * @param number of the record in its run, from 0
 * @param nth record of its key, from 1
 */
record BenchRecord(int number, int nth) {

  /** The least size that there can be. */
  static final int LEAST_BYTES = 92;

  private static final int DIGITS = 9;
  private static final int NUMBER_AT = "{\"n\":\"".length();
  private static final int NTH_AT = NUMBER_AT + DIGITS + "\",\"s\":\"".length();

  /** The data, of exactly {@code size} bytes. */
  byte[] data(Instant commit, int size) {
    String head =
        "{\"n\":\"%09d\",\"s\":\"%09d\",\"commitTimestamp\":\"%s\",\"pad\":\""
            .formatted(number, nth, TimestampText.of(commit));
    byte[] data = new byte[size];
    byte[] text = head.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, data, 0, text.length);
    Arrays.fill(data, text.length, size - 2, (byte) 'x');
    data[size - 2] = '"';
    data[size - 1] = '}';
    return data;
  }

  /** Reads data that {@link #data} made. */
  static BenchRecord of(byte[] data) {
    return new BenchRecord(digits(data, NUMBER_AT), digits(data, NTH_AT));
  }

  /** False for heartbeats and markers. */
  static boolean is(byte[] data) {
    return data.length >= LEAST_BYTES && data[2] == 'n' && data[3] == '"';
  }

  private static int digits(byte[] data, int at) {
    int value = 0;
    for (int i = at; i < at + DIGITS; i++) {
      value = value * 10 + data[i] - '0';
    }
    return value;
  }

  /** Always with three digits of the second, so that sizes are the same. */
  private static final class TimestampText {
    private static final java.time.format.DateTimeFormatter MILLIS =
        new java.time.format.DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    static String of(Instant time) {
      return MILLIS.format(time.truncatedTo(ChronoUnit.MILLIS));
    }
  }
}
