package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.command.bench.results.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Runs, in the form of {@link RunResult#json}, as tables for people.
 *
 * @param caption of the table
 * @param columns its columns
 * @param row a run's row
 */
record RunTables(String caption, List<String> columns, Function<JsonNode, List<String>> row) {

  private static final List<String> FIRST = List.of("who", "keys", "record", "shards");

  /** All tables, in order. */
  static List<RunTables> all() {
    return List.of(
        of(
            "Speed",
            RunTables::speed,
            "records",
            "records/s",
            "MB/s",
            "lag p50",
            "p99",
            "max",
            "lost",
            "twice",
            "out of order"),
        of(
            "Expense, for a million records (M) or one",
            RunTables::expense,
            "calls/M",
            "table writes/M",
            "$/M",
            "KB allocated",
            "its CPU us",
            "all CPU us",
            "peak heap MB"),
        of(
            "In a batch",
            RunTables::batch,
            "batches",
            "records",
            "PutRecords",
            "checkpoint writes",
            "control reads",
            "lease reads",
            "half leases",
            "checkpoint reads",
            "ms billed"));
  }

  private static RunTables of(
      String caption, Function<JsonNode, List<String>> cells, String... columns) {
    List<String> all = new ArrayList<>(FIRST);
    all.addAll(List.of(columns));
    return new RunTables(caption, all, run -> row(run, cells.apply(run)));
  }

  List<List<String>> rows(Iterable<JsonNode> runs) {
    List<List<String>> rows = new ArrayList<>();
    runs.forEach(run -> rows.add(row.apply(run)));
    return rows;
  }

  /** Adds all tables. */
  static void addTo(Section section, Iterable<JsonNode> runs) {
    all().forEach(table -> section.table(table.caption, table.columns, table.rows(runs)));
  }

  private static List<String> row(JsonNode run, List<String> cells) {
    List<String> row = new ArrayList<>();
    row.add(run.path("contender").asText());
    row.add(run.path("keys").asText());
    row.add(RunSettings.size(run.path("recordBytes").asInt()));
    row.add(run.path("shards").asText());
    row.addAll(cells);
    return row;
  }

  private static List<String> speed(JsonNode run) {
    boolean lagged = run.path("feedPerShard").asDouble() > 0;
    JsonNode lag = run.path("lagMillis");
    boolean ordered = !run.path("contender").asText().equals(Contender.RELAXED.toString());
    return List.of(
        run.path("records").asText(),
        number(run.path("recordsPerSecond")),
        number(run.path("megabytesPerSecond")),
        lagged ? lag.path("p50").asText() + " ms" : "",
        lagged ? lag.path("p99").asText() + " ms" : "",
        lagged ? lag.path("max").asText() + " ms" : "",
        run.path("lost").asText(),
        run.path("duplicates").asText(),
        ordered ? run.path("outOfOrder").asText() : "not asked");
  }

  private static List<String> expense(JsonNode run) {
    JsonNode million = run.path("perMillionRecords");
    return List.of(
        number(million.path("calls")),
        number(million.path("tableWrites")),
        String.format(Locale.ROOT, "%.3f", run.at("/dollarsPerMillionRecords/total").asDouble()),
        number(run.path("allocatedBytesPerRecord").asDouble() / 1e3),
        number(run.path("cpuMicrosPerRecord")),
        number(run.path("wholeCpuMicrosPerRecord")),
        number(run.path("peakHeapBytes").asDouble() / 1e6)
            + (run.path("ownProcess").asBoolean() ? "" : " (with the lab)"));
  }

  private static List<String> batch(JsonNode run) {
    JsonNode batch = run.path("perBatch");
    List<String> cells = new ArrayList<>();
    for (String member :
        List.of(
            "batches",
            "records",
            "putCalls",
            "checkpointWrites",
            "controlReads",
            "leaseReads",
            "halfLeases",
            "checkpointReads",
            "billedMillis")) {
      cells.add(number(batch.path(member)));
    }
    return cells;
  }

  private static String number(JsonNode value) {
    return number(value.asDouble());
  }

  /** Three digits that count, without an exponent. */
  static String number(double value) {
    if (value >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
