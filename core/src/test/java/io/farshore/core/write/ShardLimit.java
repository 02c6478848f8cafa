package io.farshore.core.write;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.testing.VirtualEventLoop;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Refuses what a shard does not take: so many records, and so many bytes, a second. */
final class ShardLimit implements Function<OutgoingRecord, Optional<String>> {

  private static final Optional<String> REFUSED =
      Optional.of("ProvisionedThroughputExceededException");

  private final VirtualEventLoop loop;
  private final Predicate<OutgoingRecord> applies;
  private final boolean bySecond;
  private final double recordsPerSecond;
  private final double bytesPerSecond;
  private double records;
  private double bytes;
  private long atNanos;
  int refusals;

  private ShardLimit(
      VirtualEventLoop loop, Predicate<OutgoingRecord> applies, boolean bySecond, double factor) {
    this.loop = loop;
    this.applies = applies;
    this.bySecond = bySecond;
    this.recordsPerSecond = 1_000 * factor;
    this.bytesPerSecond = (1 << 20) * factor;
    this.records = recordsPerSecond;
    this.bytes = bytesPerSecond;
    this.atNanos = loop.monotonicNanos();
  }

  /** A bucket that fills by time, with one second's worth at once. */
  static ShardLimit bucket(VirtualEventLoop loop, Predicate<OutgoingRecord> applies) {
    return new ShardLimit(loop, applies, false, 1);
  }

  /** A count that begins anew with each second. */
  static ShardLimit bySecond(VirtualEventLoop loop, Predicate<OutgoingRecord> applies) {
    return new ShardLimit(loop, applies, true, 1);
  }

  /** A bucket of another size. */
  static ShardLimit ofFactor(VirtualEventLoop loop, double factor) {
    return new ShardLimit(loop, record -> true, false, factor);
  }

  @Override
  public Optional<String> apply(OutgoingRecord record) {
    if (!applies.test(record)) {
      return Optional.empty();
    }
    fill(loop.monotonicNanos());
    if (records < 1 || bytes < record.size()) {
      refusals++;
      return REFUSED;
    }
    records--;
    bytes -= record.size();
    return Optional.empty();
  }

  private void fill(long now) {
    double seconds =
        bySecond ? now / 1_000_000_000L - atNanos / 1_000_000_000L : (now - atNanos) / 1e9;
    records = Math.min(recordsPerSecond, records + seconds * recordsPerSecond);
    bytes = Math.min(bytesPerSecond, bytes + seconds * bytesPerSecond);
    atNanos = now;
  }
}
