package io.farshore.command.drill;

import io.farshore.lab.Lab;
import io.farshore.lab.kinesis.ReportedRecord;
import io.farshore.verifier.evidence.DumpedRecord;
import io.farshore.verifier.evidence.DumpedShard;
import io.farshore.verifier.evidence.RegionStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is in the streams, also of a Region that is lost: the lab can look where nobody else can.
 */
final class Streams {

  private final Lab lab;
  private final String stream;
  private final Clock clock;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, Integer> copies = new HashMap<>();

  /**
   * A lab's stream, in both Regions.
   *
   * @param lines the change log; a line that stands in it twice counts by its first place
   */
  Streams(DrillLab drillLab, Clock clock, List<byte[]> lines) {
    this.lab = drillLab.lab();
    this.stream = drillLab.stream();
    this.clock = clock;
    for (int i = 0; i < lines.size(); i++) {
      String change = withoutCarriageReturn(text(lines.get(i)));
      if (!change.isBlank()) {
        positions.putIfAbsent(change, i);
        copies.merge(change, 1, Integer::sum);
      }
    }
  }

  /** How many records are in a Region's stream. */
  long records(String region) {
    return lab.records(region, stream).size();
  }

  /** Whether every change of the log is in a Region's stream, as often as in the log. */
  boolean holdsAll(String region) {
    Map<String, Integer> missing = new HashMap<>(copies);
    for (ReportedRecord stored : lab.records(region, stream)) {
      missing.computeIfPresent(
          text(stored.entry().data()), (line, count) -> count == 1 ? null : count - 1);
    }
    return missing.isEmpty();
  }

  /**
   * What one Region has and the other lacks.
   *
   * @param changes how many
   * @param seconds since the oldest of them arrived; 0 if there is none
   */
  record Missing(long changes, double seconds) {}

  /** What of the changes in {@code one} is not in {@code other}. */
  Missing missing(String one, String other) {
    Set<String> there = firstArrivals(other).keySet();
    Map<String, Instant> missing = firstArrivals(one);
    missing.keySet().removeAll(there);
    double seconds =
        missing.values().stream()
            .min(Instant::compareTo)
            .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
            .orElse(0.0);
    return new Missing(missing.size(), seconds);
  }

  /**
   * When the first change that no stream had before arrived in a Region; where its log had none
   * left, when the first one was written again.
   *
   * @param since the activation of its epoch
   */
  Optional<Instant> firstNewChange(String region, Instant since) {
    Map<String, Instant> elsewhere = firstArrivals(DrillLab.peerOf(region));
    return firstArrivals(region).entrySet().stream()
        .filter(arrival -> !arrival.getValue().isBefore(since))
        .filter(
            arrival ->
                !elsewhere.getOrDefault(arrival.getKey(), Instant.MAX).isBefore(arrival.getValue()))
        .map(Map.Entry::getValue)
        .min(Instant::compareTo)
        .or(() -> firstChange(region, since));
  }

  private Optional<Instant> firstChange(String region, Instant since) {
    return lab.records(region, stream).stream()
        .filter(stored -> positions.containsKey(text(stored.entry().data())))
        .map(stored -> stored.entry().approximateArrivalTimestamp())
        .filter(arrived -> !arrived.isBefore(since))
        .min(Instant::compareTo);
  }

  private Map<String, Instant> firstArrivals(String region) {
    Map<String, Instant> arrivals = new HashMap<>();
    for (ReportedRecord stored : lab.records(region, stream)) {
      String line = text(stored.entry().data());
      if (positions.containsKey(line)) {
        arrivals.merge(
            line, stored.entry().approximateArrivalTimestamp(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return arrivals;
  }

  /** All of a Region's stream, with its empty shards where the Region can be asked. */
  RegionStream dump(String region, DrillLab drillLab) {
    Map<String, List<String>> parents = new LinkedHashMap<>();
    Map<String, List<DumpedRecord>> records = new HashMap<>();
    if (!drillLab.isLost(region)) {
      drillLab
          .shards(region)
          .forEach(
              shard -> {
                List<String> of = new ArrayList<>();
                for (String member : List.of("ParentShardId", "AdjacentParentShardId")) {
                  if (shard.hasNonNull(member)) {
                    of.add(shard.path(member).asText());
                  }
                }
                parents.put(shard.path("ShardId").asText(), of);
              });
    }
    for (ReportedRecord stored : lab.records(region, stream)) {
      parents.putIfAbsent(stored.shardId(), stored.parentShardIds());
      records
          .computeIfAbsent(stored.shardId(), id -> new ArrayList<>())
          .add(
              new DumpedRecord(
                  new BigInteger(stored.entry().sequenceNumber()),
                  stored.entry().partitionKey(),
                  stored.entry().data(),
                  stored.entry().approximateArrivalTimestamp()));
    }
    List<DumpedShard> shards = new ArrayList<>();
    parents.forEach(
        (id, of) -> shards.add(new DumpedShard(id, of, records.getOrDefault(id, List.of()))));
    return new RegionStream(region, shards);
  }

  /** A line end may be two bytes; neither is a part of the change. */
  private static String withoutCarriageReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }
}
