package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.command.bench.results.Section;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What is asked of replication at a round trip of 70 ms, held against the runs that measure it. A
 * run that is smaller than what a claim is about adds no claim.
 */
final class Claims {

  private static final int ROUND_TRIP_MILLIS = 70;
  private static final double SHARD_RECORDS = 1_000;
  private static final double SHARD_BYTES = 1 << 20;
  private static final long HEAP = 512_000_000;

  private final Section section;
  private final List<JsonNode> runs;

  private Claims(Section section, List<JsonNode> runs) {
    this.section = section;
    this.runs = runs;
  }

  static void addTo(Section section, List<JsonNode> runs) {
    Claims claims = new Claims(section, runs);
    for (JsonNode run : runs) {
      if (is(run, Contender.STRICT) && run.path("roundTripMillis").asInt() >= ROUND_TRIP_MILLIS) {
        claims.add(run);
      }
    }
    claims.batches();
  }

  private void add(JsonNode run) {
    boolean limits = run.path("shardLimits").asBoolean();
    int records = run.path("records").asInt();
    if (limits && run.path("feedPerShard").asDouble() >= 0.95 * SHARD_RECORDS) {
      fullRate(run);
    } else if (limits && run.path("shards").asInt() == 1 && records >= 60_000) {
      backlog(run);
    } else if (!limits && records >= 200_000 && keys(run, KeyMix.UNIFORM)) {
      withoutLimits(run);
    } else if (!limits && records >= 200_000 && keys(run, KeyMix.HOT)) {
      claim(run, "Limits off, the keys of the sample's log", "at least 2,000 records/s", 2_000);
    }
  }

  private void fullRate(JsonNode run) {
    double fed = run.path("feedPerShard").asDouble() * run.path("shards").asInt();
    double seconds = run.path("records").asDouble() / fed;
    JsonNode lag = run.path("lagMillis");
    long heap = run.path("peakHeapBytes").asLong();
    boolean keptUp = run.path("recordsPerSecond").asDouble() >= 0.99 * fed;
    section.claim(
        "Limits on, %d shards each fed %.0f records/s of %d bytes for %.0f s"
            .formatted(
                run.path("shards").asInt(),
                run.path("feedPerShard").asDouble(),
                run.path("recordBytes").asInt(),
                seconds),
        "keeps up, lag p99 under 1 s, nothing lost, order kept, heap under 512 MB",
        "%s records/s, p99 %d ms, %d lost, %d out of order, %d MB%s"
            .formatted(
                RunTables.number(run.path("recordsPerSecond").asDouble()),
                lag.path("p99").asInt(),
                run.path("lost").asLong(),
                run.path("outOfOrder").asLong(),
                heap / 1_000_000,
                run.path("ownProcess").asBoolean()
                    ? " in the largest environment's process"
                    : " with the lab"),
        keptUp
            && seconds >= 600
            && lag.path("p99").asInt() < 1_000
            && heap < HEAP
            && run.path("holds").asBoolean());
  }

  private void backlog(JsonNode run) {
    double takes = Math.min(SHARD_RECORDS, SHARD_BYTES / (run.path("recordBytes").asDouble() + 10));
    double share = run.path("recordsPerSecond").asDouble() / takes;
    section.claim(
        "Limits on, one shard with a backlog of " + run.path("records").asText(),
        "at least 97% of what the target shard takes",
        "%.1f%%".formatted(share * 100),
        share >= 0.97 && run.path("holds").asBoolean());
  }

  private void withoutLimits(JsonNode run) {
    claim(run, "Limits off, uniform keys", "at least 8,000 records/s", 8_000);
    Optional<JsonNode> baseline =
        runs.stream()
            .filter(other -> is(other, Contender.PER_RECORD) && alike(run, other))
            .findFirst();
    if (baseline.isPresent()) {
      double ratio =
          run.path("recordsPerSecond").asDouble()
              / baseline.get().path("recordsPerSecond").asDouble();
      section.claim(
          "The same beside the per-record baseline",
          "at least 300 times",
          "%.0f times (%s records/s)"
              .formatted(
                  ratio, RunTables.number(baseline.get().path("recordsPerSecond").asDouble())),
          ratio >= 300);
    }
  }

  private void claim(JsonNode run, String what, String target, double least) {
    double rate = run.path("recordsPerSecond").asDouble();
    section.claim(
        what + ", " + run.path("records").asText() + " records",
        target,
        RunTables.number(rate) + " records/s",
        rate >= least && run.path("holds").asBoolean());
  }

  /** What is spent on a batch; one that outlasts half a lease has to renew it. */
  private void batches() {
    List<JsonNode> strict =
        runs.stream()
            .filter(run -> is(run, Contender.STRICT))
            .map(run -> run.path("perBatch"))
            .toList();
    if (strict.isEmpty()) {
      return;
    }
    double writes = most(strict, batch -> batch.path("checkpointWrites").asDouble());
    double control = most(strict, batch -> batch.path("controlReads").asDouble());
    double leases =
        most(
            strict,
            batch -> batch.path("leaseReads").asDouble() - batch.path("halfLeases").asDouble());
    section.claim(
        "In a batch (on average of the dearest run)",
        "at most 1 checkpoint write, 1 local control read, 1 lease read; one more for each half"
            + " lease that it lasts",
        "%.3f, %.3f, %.3f beside the renewals".formatted(writes, control, leases),
        writes <= 1 && control <= 1 && leases <= 1);
  }

  private static double most(List<JsonNode> batches, ToDoubleFunction<JsonNode> figure) {
    return batches.stream().mapToDouble(figure).max().orElseThrow();
  }

  private static boolean is(JsonNode run, Contender contender) {
    return run.path("contender").asText().equals(contender.toString());
  }

  private static boolean keys(JsonNode run, KeyMix mix) {
    return run.path("keys").asText().equals(mix.toString());
  }

  private static boolean alike(JsonNode one, JsonNode other) {
    return List.of("keys", "recordBytes", "shards", "roundTripMillis", "shardLimits").stream()
        .allMatch(member -> one.path(member).equals(other.path(member)));
  }
}
