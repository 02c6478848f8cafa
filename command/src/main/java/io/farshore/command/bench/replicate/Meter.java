package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.command.bench.handler.OwnProcess;
import io.farshore.lab.lambda.LogSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Meters the replicator: by Lambda's REPORT lines what is billed, by its threads what it allocates.
 * In this JVM its threads are those of the thread group that its environments have; in a process of
 * its own, all. Thread-safe.
 */
final class Meter implements LogSink {

  private static final String FUNCTION = "KinesisReplicator";
  private static final Pattern BILLED = Pattern.compile("\tBilled Duration: ([0-9]+) ms");

  private final ObjectMapper json = new ObjectMapper();
  private final com.sun.management.ThreadMXBean threads =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final com.sun.management.OperatingSystemMXBean system =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Map<Long, long[]> byThread = new HashMap<>();
  private final Map<Long, JsonNode> byProcess = new HashMap<>();
  private final Duration halfLease;
  private long invocations;
  private long billedMillis;
  private long halfLeases;
  private long standbyInvocations;
  private long standbyBilledMillis;
  private long loggedBytes;

  Meter(Duration halfLease) {
    this.halfLease = halfLease;
  }

  @Override
  public void accept(Line line) {
    if (!line.logGroup().endsWith("/" + FUNCTION)) {
      return;
    }
    String text = line.text();
    if (text.startsWith(OwnProcess.STATISTICS)) {
      process(line.region(), text.substring(OwnProcess.STATISTICS.length()));
      return;
    }
    synchronized (this) {
      loggedBytes += text.length();
    }
    if (text.startsWith("REPORT ")) {
      Matcher billed = BILLED.matcher(text);
      if (billed.find()) {
        billed(line.region(), Long.parseLong(billed.group(1)));
      }
    }
  }

  private synchronized void billed(String region, long millis) {
    if (region.equals(BenchLab.FIRST)) {
      invocations++;
      billedMillis += millis;
      halfLeases += millis / halfLease.toMillis();
    } else {
      standbyInvocations++;
      standbyBilledMillis += millis;
    }
  }

  private synchronized void process(String region, String statistics) {
    if (region.equals(BenchLab.FIRST)) {
      try {
        JsonNode now = json.readTree(statistics);
        byProcess.put(now.path("process").asLong(), now);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Looks at the threads; often enough, so that one that ends has been seen late in its life. */
  synchronized void sample() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] all = new Thread[root.activeCount() * 2 + 64];
    int count = root.enumerate(all, true);
    for (int i = 0; i < count; i++) {
      ThreadGroup group = all[i].getThreadGroup();
      if (group != null && isReplicator(group.getName())) {
        long id = all[i].getId();
        long bytes = threads.getThreadAllocatedBytes(id);
        long nanos = threads.getThreadCpuTime(id);
        if (bytes >= 0 && nanos >= 0) {
          byThread.put(id, new long[] {bytes, nanos});
        }
      }
    }
  }

  private static boolean isReplicator(String group) {
    return group.startsWith("lambda-" + BenchLab.FIRST) && group.contains(FUNCTION);
  }

  /** How many in the source's Region have been reported. */
  synchronized long invocations() {
    return invocations;
  }

  /** All by now. */
  synchronized Usage usage() {
    sample();
    boolean own = !byProcess.isEmpty();
    return new Usage(
        invocations,
        billedMillis,
        halfLeases,
        standbyInvocations,
        standbyBilledMillis,
        loggedBytes,
        own ? sum("allocatedBytes") : byThread.values().stream().mapToLong(t -> t[0]).sum(),
        own ? sum("cpuNanos") : byThread.values().stream().mapToLong(t -> t[1]).sum(),
        system.getProcessCpuTime() + sum("cpuNanos"));
  }

  private long sum(String member) {
    return byProcess.values().stream().mapToLong(process -> process.path(member).asLong()).sum();
  }

  /** The most heap of one process of the function; without such processes, of this JVM. */
  synchronized long peakHeapBytes() {
    return byProcess.isEmpty()
        ? heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum()
        : byProcess.values().stream()
            .mapToLong(process -> process.path("peakHeapBytes").asLong())
            .max()
            .orElseThrow();
  }

  /** Forgets this JVM's peak so far. */
  void resetPeak() {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static java.util.stream.Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }
}
