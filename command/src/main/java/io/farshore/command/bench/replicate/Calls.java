package io.farshore.command.bench.replicate;

import io.farshore.lab.endpoint.CallCounts;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Calls of the replicator in the source's Region, as the lab counted them.
 *
 * @param puts PutRecords and PutRecord to the target
 * @param checkpointWrites UpdateItem and PutItem, whichever table's replica
 * @param checkpointReads GetItem in the target's Region
 * @param controlReads Query in the source's Region: the epoch in force
 * @param leaseReads Query in the target's Region
 * @param others all else
 */
record Calls(
    long puts,
    long checkpointWrites,
    long checkpointReads,
    long controlReads,
    long leaseReads,
    long others) {

  static Calls of(Map<CallCounts.Kind, Long> counts) {
    long puts = sum(counts, kind -> kind.operation().startsWith("PutRecord"));
    long writes =
        sum(counts, k -> k.operation().equals("UpdateItem") || k.operation().equals("PutItem"));
    long reads = sum(counts, kind -> kind.operation().equals("GetItem"));
    long control = sum(counts, kind -> isQuery(kind) && kind.region().equals(BenchLab.FIRST));
    long lease = sum(counts, kind -> isQuery(kind) && kind.region().equals(BenchLab.SECOND));
    long all = sum(counts, kind -> true);
    return new Calls(
        puts, writes, reads, control, lease, all - puts - writes - reads - control - lease);
  }

  private static boolean isQuery(CallCounts.Kind kind) {
    return kind.operation().equals("Query");
  }

  private static long sum(Map<CallCounts.Kind, Long> counts, Predicate<CallCounts.Kind> which) {
    return counts.entrySet().stream()
        .filter(entry -> isReplicator(entry.getKey().principal()) && which.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static boolean isReplicator(String principal) {
    return principal.contains(":" + BenchLab.FIRST + ":")
        && principal.contains("KinesisReplicator");
  }

  Calls minus(Calls before) {
    return new Calls(
        puts - before.puts,
        checkpointWrites - before.checkpointWrites,
        checkpointReads - before.checkpointReads,
        controlReads - before.controlReads,
        leaseReads - before.leaseReads,
        others - before.others);
  }

  /** All of them. */
  long all() {
    return puts + checkpointWrites + checkpointReads + controlReads + leaseReads + others;
  }

  /** Those that write to DynamoDB. */
  long tableWrites() {
    return checkpointWrites;
  }
}
