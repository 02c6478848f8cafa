package io.farshore.lab.kinesis;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What can be set of a stream. Immutable.
 *
 * @param encryptionKey empty without encryption
 * @param shardMetrics the shard-level metrics that are asked for
 * @param maxRecordKiB the largest record with its partition key, in KiB
 * @param policy the resource policy; the lab keeps it, but has nobody to refuse
 */
record StreamSettings(
    boolean onDemand,
    Duration retention,
    Optional<String> encryptionKey,
    Set<String> shardMetrics,
    int maxRecordKiB,
    Optional<String> policy,
    Map<String, String> tags) {

  /** Copies the sets. */
  StreamSettings {
    shardMetrics = new TreeSet<>(shardMetrics);
    tags = new TreeMap<>(tags);
  }

  /** Those of a new stream. */
  static StreamSettings initial(boolean onDemand, int maxRecordKiB, Map<String, String> tags) {
    return new StreamSettings(
        onDemand,
        Duration.ofHours(24),
        Optional.empty(),
        Set.of(),
        maxRecordKiB,
        Optional.empty(),
        tags);
  }

  StreamSettings onDemand(boolean mode) {
    return new StreamSettings(
        mode, retention, encryptionKey, shardMetrics, maxRecordKiB, policy, tags);
  }

  StreamSettings retention(Duration time) {
    return new StreamSettings(
        onDemand, time, encryptionKey, shardMetrics, maxRecordKiB, policy, tags);
  }

  StreamSettings encryptionKey(Optional<String> key) {
    return new StreamSettings(onDemand, retention, key, shardMetrics, maxRecordKiB, policy, tags);
  }

  StreamSettings shardMetrics(Set<String> metrics) {
    return new StreamSettings(
        onDemand, retention, encryptionKey, metrics, maxRecordKiB, policy, tags);
  }

  StreamSettings maxRecordKiB(int kib) {
    return new StreamSettings(onDemand, retention, encryptionKey, shardMetrics, kib, policy, tags);
  }

  StreamSettings policy(Optional<String> document) {
    return new StreamSettings(
        onDemand, retention, encryptionKey, shardMetrics, maxRecordKiB, document, tags);
  }

  StreamSettings tags(Map<String, String> all) {
    return new StreamSettings(
        onDemand, retention, encryptionKey, shardMetrics, maxRecordKiB, policy, all);
  }

  String mode() {
    return onDemand ? "ON_DEMAND" : "PROVISIONED";
  }
}
