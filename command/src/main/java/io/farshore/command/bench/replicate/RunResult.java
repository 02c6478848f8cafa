package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * What one run showed.
 *
 * @param took from the first moment of copying until the last record had arrived
 * @param calls of the replicator
 * @param usage of the functions
 * @param peakHeapBytes of this JVM, or of the largest process of the function
 * @param lags of all records but those of the warm-up
 * @param judgement of all records
 */
record RunResult(
    RunSettings settings,
    Duration took,
    Calls calls,
    Usage usage,
    long peakHeapBytes,
    Lags lags,
    Judgement judgement) {

  /** Whether nothing was lost, and the order kept where it is asked for. */
  boolean holds() {
    return judgement.holds(settings.contender().keepsOrder());
  }

  double recordsPerSecond() {
    return settings.records() / seconds();
  }

  double megabytesPerSecond() {
    return recordsPerSecond() * settings.bytes() / 1e6;
  }

  double seconds() {
    return took.toMillis() / 1000.0;
  }

  /** Of the data, so many for a record. */
  double perRecord(double amount) {
    return amount / settings.records();
  }

  double perBatch(double amount) {
    return usage.invocations() == 0 ? 0 : amount / usage.invocations();
  }

  /** For machines. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("contender", settings.contender().toString());
    json.put("keys", settings.keys().toString()).put("recordBytes", settings.bytes());
    json.put("shards", settings.shards()).put("records", settings.records());
    json.put("roundTripMillis", settings.roundTrip().toMillis());
    json.put("shardLimits", settings.limits());
    json.put("feedPerShard", settings.feed());
    json.put("warmUpRecords", settings.warmUp());
    settings.batchSize().ifPresent(size -> json.put("batchSize", size));
    settings.stack().forEach(json.putObject("parameters")::put);
    json.put("ownProcess", settings.heapMegabytes().isPresent());
    settings.heapMegabytes().ifPresent(heap -> json.put("heapMegabytes", heap));
    json.put("standbyMapping", settings.standby()).put("seed", settings.seed());
    json.put("seconds", seconds()).put("recordsPerSecond", recordsPerSecond());
    json.put("megabytesPerSecond", megabytesPerSecond());
    ObjectNode lag = json.putObject("lagMillis");
    lag.put("p50", lags.quantile(0.5)).put("p99", lags.quantile(0.99)).put("max", lags.most());
    ArrayNode worst = json.putArray("worstLagBySecond");
    if (!settings.backlog()) {
      lags.worst().forEach(point -> worst.addArray().add((int) point[0]).add((int) point[1]));
    }
    calls(json);
    json.put("allocatedBytesPerRecord", perRecord(usage.allocatedBytes()));
    json.put("cpuMicrosPerRecord", perRecord(usage.cpuNanos() / 1e3));
    json.put("wholeCpuMicrosPerRecord", perRecord(usage.wholeCpuNanos() / 1e3));
    json.put("peakHeapBytes", peakHeapBytes);
    json.put("lost", judgement.lost()).put("duplicates", judgement.duplicates());
    json.put("outOfOrder", judgement.outOfOrder()).put("foreign", judgement.foreign());
    json.put("holds", holds());
    json.set("dollarsPerMillionRecords", Cost.of(this).json());
    return json;
  }

  private void calls(ObjectNode json) {
    ObjectNode million = json.putObject("perMillionRecords");
    million.put("calls", perRecord(calls.all() * 1e6));
    million.put("putCalls", perRecord(calls.puts() * 1e6));
    million.put("tableWrites", perRecord(calls.tableWrites() * 1e6));
    million.put("invocations", perRecord(usage.invocations() * 1e6));
    ObjectNode batch = json.putObject("perBatch");
    batch.put("batches", usage.invocations());
    batch.put("records", perBatch(settings.records()));
    batch.put("putCalls", perBatch(calls.puts()));
    batch.put("checkpointWrites", perBatch(calls.checkpointWrites()));
    batch.put("checkpointReads", perBatch(calls.checkpointReads()));
    batch.put("controlReads", perBatch(calls.controlReads()));
    batch.put("leaseReads", perBatch(calls.leaseReads()));
    batch.put("halfLeases", perBatch(usage.halfLeases()));
    batch.put("otherCalls", perBatch(calls.others()));
    batch.put("billedMillis", perBatch(usage.billedMillis()));
  }
}
