package io.farshore.command.bench.replicate;

import java.util.List;
import java.util.Locale;

/** Results as tables for people. */
final class ReplicateText {

  static final List<String> SPEED =
      List.of(
          "who",
          "keys",
          "record",
          "shards",
          "records",
          "records/s",
          "MB/s",
          "lag p50",
          "p99",
          "max",
          "lost",
          "twice",
          "out of order");

  static final List<String> EXPENSE =
      List.of(
          "who",
          "keys",
          "record",
          "shards",
          "calls/M",
          "table writes/M",
          "$/M",
          "KB allocated/record",
          "CPU us/record",
          "all CPU us/record",
          "peak heap MB");

  static final List<String> BATCH =
      List.of(
          "who",
          "keys",
          "record",
          "shards",
          "batches",
          "records",
          "PutRecords",
          "checkpoint writes",
          "control reads",
          "lease reads",
          "checkpoint reads",
          "ms billed");

  private ReplicateText() {}

  static List<String> speed(RunResult result) {
    Lags lags = result.lags();
    Judgement judgement = result.judgement();
    boolean lagged = !result.settings().backlog();
    return row(
        result.settings(),
        "" + result.settings().records(),
        number(result.recordsPerSecond()),
        number(result.megabytesPerSecond()),
        lagged ? lags.quantile(0.5) + " ms" : "",
        lagged ? lags.quantile(0.99) + " ms" : "",
        lagged ? lags.most() + " ms" : "",
        "" + judgement.lost(),
        "" + judgement.duplicates(),
        result.settings().contender().keepsOrder() ? "" + judgement.outOfOrder() : "not asked");
  }

  static List<String> expense(RunResult result) {
    Usage usage = result.usage();
    return row(
        result.settings(),
        number(result.perRecord(result.calls().all() * 1e6)),
        number(result.perRecord(result.calls().tableWrites() * 1e6)),
        "%.3f".formatted(Cost.of(result).total()),
        number(result.perRecord(usage.allocatedBytes()) / 1e3),
        number(result.perRecord(usage.cpuNanos() / 1e3)),
        number(result.perRecord(usage.wholeCpuNanos() / 1e3)),
        number(result.peakHeapBytes() / 1e6));
  }

  static List<String> batch(RunResult result) {
    Calls calls = result.calls();
    return row(
        result.settings(),
        "" + result.usage().invocations(),
        number(result.perBatch(result.settings().records())),
        number(result.perBatch(calls.puts())),
        number(result.perBatch(calls.checkpointWrites())),
        number(result.perBatch(calls.controlReads())),
        number(result.perBatch(calls.leaseReads())),
        number(result.perBatch(calls.checkpointReads())),
        number(result.perBatch(result.usage().billedMillis())));
  }

  private static List<String> row(RunSettings settings, String... cells) {
    List<String> row = new java.util.ArrayList<>();
    row.add(settings.contender().toString());
    row.add(settings.keys().toString());
    row.add(RunSettings.size(settings.bytes()));
    row.add("" + settings.shards());
    row.addAll(List.of(cells));
    return row;
  }

  /** Three digits that count, without an exponent. */
  static String number(double value) {
    if (value >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
