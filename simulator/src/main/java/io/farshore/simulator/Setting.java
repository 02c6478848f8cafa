package io.farshore.simulator;

import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What does not change in a run.
 *
 * @param climate what kind of night it is
 * @param shards how many each stream has at first
 * @param lateWindow so late can a request be applied at most
 * @param batch how many records a batch has at most
 * @param foreign watermarks come from records, as with foreign producers
 * @param retention how long the streams keep a record
 * @param approval whether a person must approve
 * @param skews how wrong each Region's wall clock is
 * @param activeSeconds how long faults happen
 * @param limits when the mapping gives a batch up
 */
record Setting(
    Climate climate,
    Map<Region, Integer> shards,
    Duration lateWindow,
    int batch,
    boolean foreign,
    Duration retention,
    boolean approval,
    Map<Region, Duration> skews,
    int activeSeconds,
    MappingLimits limits) {

  /** The most changes in flight of a producer whose records carry the watermark. */
  static final int FOREIGN_SPAN = 5;

  /** A day, when nothing is trimmed. */
  private static final Duration LONG = Duration.ofHours(24);

  static Setting draw(SplittableRandom random, Climate climate, Weather weather) {
    boolean late = weather.has(Fault.LATE_FROM_PRODUCER) || weather.has(Fault.LATE);
    int[] windows = {5, 10, 20};
    int window = late ? windows[random.nextInt(3)] : random.nextInt(2) * windows[random.nextInt(3)];
    if (climate == Climate.LATE_REQUESTS && late) {
      window = windows[2];
    } else if (climate == Climate.STALE_LEDGER) {
      window = Math.min(window, windows[0]);
    }
    boolean trimmed = weather.has(Fault.TRIMMED) && climate == Climate.SHORT_MEMORY;
    return new Setting(
        climate,
        Map.of(World.EAST, 1 + random.nextInt(3), World.OHIO, 1 + random.nextInt(3)),
        Duration.ofSeconds(window),
        batch(random.nextInt(40), climate),
        random.nextInt(10) == 0,
        trimmed ? Duration.ofSeconds(40 + random.nextInt(60)) : LONG,
        random.nextInt(climate == Climate.OUTAGES ? 4 : 12) == 0,
        Map.of(World.EAST, skew(random, weather), World.OHIO, skew(random, weather)),
        least(climate) + random.nextInt(120),
        MappingLimits.NONE);
  }

  /** An outage is long; a copy must be away for longer than records are kept; more fences. */
  private static int least(Climate climate) {
    return switch (climate) {
      case OUTAGES -> 150;
      case SHORT_MEMORY -> 70;
      case STALE_LEDGER -> 110;
      default -> 30;
    };
  }

  private static int batch(int drawn, Climate climate) {
    return switch (climate) {
      case CROWD -> 21 + drawn;
      case HALF_FENCES -> 1 + drawn % 4;
      default -> 1 + drawn;
    };
  }

  /** Nothing fails, nothing is late: for scenarios that say by themselves what happens. */
  static Setting quiet(int shards) {
    return new Setting(
        Climate.MIXED,
        Map.of(World.EAST, shards, World.OHIO, shards),
        Duration.ZERO,
        40,
        false,
        LONG,
        false,
        Map.of(World.EAST, Duration.ZERO, World.OHIO, Duration.ZERO),
        60,
        MappingLimits.NONE);
  }

  Setting withLateWindow(Duration window) {
    return with(window, retention, limits);
  }

  Setting withRetention(Duration time) {
    return with(lateWindow, time, limits);
  }

  Setting withLimits(MappingLimits given) {
    return with(lateWindow, retention, given);
  }

  private Setting with(Duration window, Duration time, MappingLimits given) {
    return new Setting(
        climate, shards, window, batch, foreign, time, approval, skews, activeSeconds, given);
  }

  private static Duration skew(SplittableRandom random, Weather weather) {
    return Duration.ofMillis(weather.has(Fault.CLOCK_SKEW) ? random.nextInt(4_000) - 2_000 : 0);
  }

  boolean trims() {
    return retention.compareTo(LONG) < 0;
  }
}
