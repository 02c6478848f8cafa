package io.farshore.core.write;

import java.time.Duration;

/**
 * How fast a shard that has refused records is written: at first a little above what Kinesis says
 * that a shard takes, then by what it does take. A little above, so that the shard is never idle:
 * the few records that it refuses are sent again.
 *
 * <p>An answer that is nothing but refusals stops the shard for a random time, which doubles with
 * each further one (full jitter). Other shards go on.
 */
final class ShardPace {

  private static final double RECORDS_PER_SECOND = 1_000;
  private static final double BYTES_PER_SECOND = 1 << 20;
  private static final double ABOVE = 1.02;
  private static final double LEAST = 0.01;
  private static final double MOST = 100;
  private static final double QUANTUM_SECONDS = 0.1;
  private static final double NANOS = 1e9;
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long OVER_AFTER_NANOS = Duration.ofSeconds(10).toNanos();

  private final BackOff backOff;
  private double factor = ABOVE;
  private double records;
  private double bytes;
  private long filledAtNanos;
  private long pausedUntilNanos;
  private long refusedAtNanos;
  private int emptyAnswers;

  /** What was on its way when the shard first refused says little of what it takes. */
  private boolean settled;

  private long intervalAtNanos;
  private long acknowledgedRecords;
  private long acknowledgedBytes;
  private long refusedRecords;

  ShardPace(BackOff backOff, long nowNanos) {
    this.backOff = backOff;
    this.filledAtNanos = nowNanos;
    this.pausedUntilNanos = nowNanos;
    this.refusedAtNanos = nowNanos;
    this.intervalAtNanos = nowNanos;
  }

  /** What one answer said of this shard. */
  void answered(int acknowledged, long acknowledgedSize, int refused, long nowNanos) {
    acknowledgedRecords += acknowledged;
    acknowledgedBytes += acknowledgedSize;
    refusedRecords += refused;
    if (refused > 0) {
      refusedAtNanos = nowNanos;
    }
    if (acknowledged > 0) {
      emptyAnswers = 0;
    } else if (refused > 0 && nowNanos >= pausedUntilNanos) {
      // Calls that were in flight together say it once.
      emptyAnswers++;
      pausedUntilNanos = nowNanos + backOff.after(emptyAnswers).toNanos();
    }
    adapt(nowNanos);
  }

  private void adapt(long nowNanos) {
    double seconds = (nowNanos - intervalAtNanos) / NANOS;
    if (nowNanos - intervalAtNanos < INTERVAL_NANOS) {
      return;
    }
    double took =
        Math.max(acknowledgedRecords / RECORDS_PER_SECOND, acknowledgedBytes / BYTES_PER_SECOND)
            / seconds;
    if (settled && refusedRecords * 10 > acknowledgedRecords) {
      factor = Math.max(LEAST, took * ABOVE);
    } else if (settled && refusedRecords * 50 < acknowledgedRecords && took > factor / 2) {
      factor = Math.min(MOST, factor * (refusedRecords == 0 ? 1.1 : 1.01));
    }
    settled = true;
    intervalAtNanos = nowNanos;
    acknowledgedRecords = 0;
    acknowledgedBytes = 0;
    refusedRecords = 0;
  }

  /** Nothing was refused for a while: the shard needs no pace any more. */
  boolean isOver(long nowNanos) {
    return nowNanos - refusedAtNanos > OVER_AFTER_NANOS;
  }

  /** True when the shard takes a record of this size now; it is then counted. */
  boolean take(int size, long nowNanos) {
    fill(nowNanos);
    if (nowNanos < pausedUntilNanos || records < 1 || bytes < Math.min(size, byteRate())) {
      return false;
    }
    records--;
    bytes -= size;
    return true;
  }

  /**
   * How long until a good part of what waits may be sent, so that calls do not become tiny.
   *
   * @param waiting 1 or more records
   * @param size theirs
   * @param firstSize that of the first one, which must be able to go then
   */
  Duration untilWorthwhile(int waiting, long size, int firstSize, long nowNanos) {
    fill(nowNanos);
    double wantedRecords = Math.max(1, Math.min(waiting, recordRate() * QUANTUM_SECONDS));
    double wantedBytes =
        Math.min(byteRate(), Math.max(firstSize, Math.min(size, byteRate() * QUANTUM_SECONDS)));
    double seconds =
        Math.max((wantedRecords - records) / recordRate(), (wantedBytes - bytes) / byteRate());
    long byTokens = seconds <= 0 ? 0 : (long) (seconds * NANOS) + 1_000;
    return Duration.ofNanos(Math.max(byTokens, pausedUntilNanos - nowNanos));
  }

  private void fill(long nowNanos) {
    double seconds = (nowNanos - filledAtNanos) / NANOS;
    records = Math.min(recordRate(), records + seconds * recordRate());
    bytes = Math.min(byteRate(), bytes + seconds * byteRate());
    filledAtNanos = nowNanos;
  }

  private double recordRate() {
    return Math.max(1, factor * RECORDS_PER_SECOND);
  }

  private double byteRate() {
    return factor * BYTES_PER_SECOND;
  }
}
