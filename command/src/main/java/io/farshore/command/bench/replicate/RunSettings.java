package io.farshore.command.bench.replicate;

import io.farshore.core.setting.ProtocolSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One run: one contender, one kind of data.
 *
 * @param keys which keys
 * @param bytes of a record's data
 * @param shards of the stream, in both Regions
 * @param records how many; with {@code feed} those of its whole time
 * @param feed records a second and shard, written while they are copied; 0: all are there before
 * @param roundTrip between the Regions
 * @param limits whether shards have AWS's limits
 * @param warmUp records that are copied before anything is measured
 * @param batchSize in place of the template's
 * @param heapMegabytes runs the function in a process of its own with so much heap; empty: in this
 *     JVM
 * @param stack further parameters of the stacks
 * @param standby whether the standby's mapping is on, as deployed
 * @param seed of all that is random
 */
record RunSettings(
    Contender contender,
    KeyMix keys,
    int bytes,
    int shards,
    int records,
    double feed,
    Duration roundTrip,
    boolean limits,
    int warmUp,
    OptionalInt batchSize,
    OptionalInt heapMegabytes,
    Map<String, String> stack,
    boolean standby,
    long seed) {

  /** Copies the parameters. */
  RunSettings {
    stack = Map.copyOf(stack);
  }

  /** All parameters of the stacks, beside the stream's name and the peer. */
  Map<String, String> parameters() {
    Map<String, String> all = new HashMap<>(stack);
    all.put("ShardCount", "" + shards);
    if (contender == Contender.RELAXED) {
      all.put("Ordering", "relaxed");
    }
    return all;
  }

  /** How long a batch may last on its first lease: longer work renews it at half its life. */
  Duration halfLease() {
    String millis = stack.get("LeaseMillis");
    Duration lease =
        millis == null
            ? ProtocolSettings.LEASE.byDefault().orElseThrow()
            : Duration.ofMillis(Long.parseLong(millis));
    return lease.dividedBy(2);
  }

  /** Everything is there before copying begins. */
  boolean backlog() {
    return feed == 0;
  }

  /** What sets it apart, for people. */
  String label() {
    return "%s, %s keys, %s records, %d %s"
        .formatted(contender, keys, size(bytes), shards, shards == 1 ? "shard" : "shards");
  }

  /** Such as {@code 1 KB}. */
  static String size(int bytes) {
    return bytes < 1_000 ? bytes + " B" : Math.round(bytes / 1_000.0) + " KB";
  }
}
