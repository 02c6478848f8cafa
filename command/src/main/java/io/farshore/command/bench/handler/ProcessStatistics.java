package io.farshore.command.bench.handler;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.HashMap;
import java.util.Map;

/** What this process has used: heap, allocations, processor, pauses. Not thread-safe. */
final class ProcessStatistics {

  private final com.sun.management.ThreadMXBean threads =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final com.sun.management.OperatingSystemMXBean system =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Map<Long, Long> allocated = new HashMap<>();

  /** Of threads that have ended, what they had allocated when they were last looked at. */
  private long allocatedBytes() {
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      if (bytes[i] >= 0) {
        allocated.put(ids[i], bytes[i]);
      }
    }
    return allocated.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The sum of the pools' own peaks: no less than what was used at any one time. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  String json() {
    long pauses =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum();
    return "{\"process\":%d,\"peakHeapBytes\":%d,\"allocatedBytes\":%d,\"cpuNanos\":%d,\"pauseMillis\":%d}"
        .formatted(
            ProcessHandle.current().pid(),
            peakHeap(),
            allocatedBytes(),
            system.getProcessCpuTime(),
            pauses);
  }
}
