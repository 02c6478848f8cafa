package io.farshore.bench;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.lease.Lease;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.Region;
import io.farshore.core.write.KeyOrderedWriter;
import io.farshore.core.write.LearnedTarget;
import io.farshore.core.write.Ordering;
import io.farshore.core.write.WriterCounts;
import io.farshore.core.write.WriterSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Building lanes by key, filling calls, and settling their answers, for a whole batch; the target
 * answers at once. Figures are per record.
 */
@State(Scope.Thread)
public class LaneBenchmark {

  private static final int RECORDS = 10_000;

  /** Uniform: a million keys. Hot: every tenth record has the same one. */
  @Param({"uniform", "hot"})
  String keys;

  /** Of the writer. */
  @Param({"STRICT", "RELAXED"})
  Ordering ordering;

  private final ImmediateLoop loop = new ImmediateLoop();
  private final LearnedTarget target = new LearnedTarget();
  private List<OutgoingRecord> records;

  /** Makes the batch. */
  @Setup
  public void make() {
    SplittableRandom random = new SplittableRandom(1);
    ByteBuffer data = ByteBuffer.allocate(1_024);
    records = new ArrayList<>(RECORDS);
    for (int i = 0; i < RECORDS; i++) {
      boolean hot = keys.equals("hot") && i % 10 == 0;
      records.add(OutgoingRecord.of(hot ? "hot" : "key" + random.nextInt(1_000_000), data));
    }
  }

  /** From the first record submitted to the last one acknowledged. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public WriterCounts write() {
    Lease lease =
        new Lease(
            new EpochId(1, new Region("us-east-1")),
            loop.wallTime(),
            loop.monotonicNanos(),
            Duration.ofHours(1));
    KeyOrderedWriter writer =
        new KeyOrderedWriter(
            new AcknowledgingStream(),
            loop,
            new SplittableRandom(1),
            () -> Optional.of(lease),
            WriterSettings.defaults(Duration.ofSeconds(1)).with(ordering),
            target);
    records.forEach(writer::write);
    loop.run();
    if (writer.pending() > 0) {
      throw new IllegalStateException(writer.pending() + " records were not acknowledged");
    }
    return writer.counts();
  }
}
