package io.farshore.command.drill;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A change log made from a seed: hot keys, runs of equal commit timestamps, and now and then a
 * timestamp that falls back a little, as real logs have them. The same seed gives the same bytes.
 */
final class GeneratedChanges {

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private GeneratedChanges() {}

  /** So many lines, without line ends. */
  static List<byte[]> lines(int changes, long seed) {
    return lines(changes, seed, "account");
  }

  /** The same, with keys that begin with {@code table}: no two change logs share a key. */
  static List<byte[]> lines(int changes, long seed, String table) {
    Random random = new Random(seed);
    List<byte[]> lines = new ArrayList<>(changes);
    Instant now = FIRST;
    for (int position = 0; position < changes; position++) {
      if (random.nextInt(4) > 0) {
        now = now.plus(random.nextInt(2_000), ChronoUnit.MILLIS);
      }
      Instant committed = random.nextInt(50) == 0 ? now.minusMillis(random.nextInt(500)) : now;
      lines.add(line(table, position, committed, random).getBytes(StandardCharsets.UTF_8));
    }
    return lines;
  }

  private static String line(String table, int position, Instant committed, Random random) {
    int key = (int) (Math.pow(random.nextDouble(), 3) * 200);
    return "{\"key\":\"%s-%03d\",\"op\":\"u\",\"commitTimestamp\":\"%s\",\"balance\":%d,\"position\":%d}"
        .formatted(table, key, committed, random.nextInt(100_000), position);
  }
}
