package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Estimated US dollars for a million records, by {@link Prices}. Not in it, since it is the same
 * for all: shards by the hour, the producer's own writes, KMS, storage.
 *
 * @param lambda seconds of memory, and requests, in the source's Region
 * @param standby the same in the other Region, which is handed the copies and acknowledges them
 * @param puts PUT payload units in the target
 * @param tables checkpoint writes in both replicas, and reads
 * @param transfer of data and keys between the Regions
 * @param logs what the functions log
 */
record Cost(
    double lambda, double standby, double puts, double tables, double transfer, double logs) {

  /** As in template.yaml. */
  private static final double MEMORY_GB = 1769 / 1024.0;

  /** Checkpoints are items below 1 KB, and tables.yaml has two replicas. */
  private static final int REPLICAS = 2;

  private static final double MILLION = 1e6;

  static Cost of(RunResult result) {
    Usage usage = result.usage();
    Calls calls = result.calls();
    double units = Math.ceil((double) result.settings().bytes() / Prices.PAYLOAD_UNIT_BYTES);
    double reads = calls.checkpointReads() + calls.controlReads() + calls.leaseReads();
    return new Cost(
        result.perRecord(lambda(usage.invocations(), usage.billedMillis())) * MILLION,
        result.perRecord(lambda(usage.standbyInvocations(), usage.standbyBilledMillis())) * MILLION,
        units * Prices.PUT_PAYLOAD_UNIT * MILLION,
        result.perRecord(
                calls.checkpointWrites() * REPLICAS * Prices.REPLICATED_WRITE + reads * Prices.READ)
            * MILLION,
        result.settings().bytes() / 1e9 * Prices.TRANSFER_GB * MILLION,
        result.perRecord(usage.loggedBytes() / 1e9 * Prices.LOGS_GB) * MILLION);
  }

  private static double lambda(long invocations, long billedMillis) {
    return invocations * Prices.LAMBDA_REQUEST
        + billedMillis / 1e3 * MEMORY_GB * Prices.LAMBDA_GB_SECOND;
  }

  double total() {
    return lambda + standby + puts + tables + transfer + logs;
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("lambda", lambda).put("standbyLambda", standby).put("putPayloadUnits", puts);
    json.put("dynamoDb", tables).put("transfer", transfer).put("logs", logs);
    return json.put("total", total());
  }
}
