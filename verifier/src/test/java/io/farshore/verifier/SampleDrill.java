package io.farshore.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.verifier.evidence.ChangeLog;
import io.farshore.verifier.evidence.DumpedRecord;
import io.farshore.verifier.evidence.DumpedShard;
import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.evidence.Fault;
import io.farshore.verifier.evidence.Json;
import io.farshore.verifier.evidence.Positions;
import io.farshore.verifier.evidence.RegionStream;
import io.farshore.verifier.evidence.RegionTables;
import io.farshore.verifier.evidence.Run;
import io.farshore.verifier.evidence.Sample;
import io.farshore.verifier.evidence.TimelineEntry;
import io.farshore.verifier.evidence.Times;
import io.farshore.verifier.judge.Verdict;
import io.farshore.verifier.judge.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A good drill, small: 60 changes of 6 keys in 2 shards, one change every 0.1 s. us-east-1 is lost
 * after 40; 35 had been copied, the low watermark stands at 30, from which us-east-2 goes on. Every
 * part may be changed before {@link #evidence()}.
 */
final class SampleDrill {
  static final String ONE = "us-east-1";
  static final String TWO = "us-east-2";
  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  static final String ARN =
      "arn:aws:states:us-east-2:111122223333:execution:farshore-failover:alarm-1";
  private static final int CHANGES = 60;
  private static final int LOST_AFTER = 40;
  private static final int COPIED = 35;
  private static final int WATERMARK = 30;

  final List<byte[]> log = new ArrayList<>();
  final Map<String, Map<String, List<DumpedRecord>>> streams = new TreeMap<>();
  final Map<String, ObjectNode> tables = new TreeMap<>();
  final List<Execution> executions = new ArrayList<>();
  final Map<String, List<String>> parents = new TreeMap<>();
  final List<ChangeLog> otherLogs = new ArrayList<>();
  final List<String> converged = new ArrayList<>();
  boolean healed;
  private long sequence = 1000;

  SampleDrill() {
    for (String region : List.of(ONE, TWO)) {
      streams.put(region, new TreeMap<>());
      streams.get(region).put(shard(0), new ArrayList<>());
      streams.get(region).put(shard(1), new ArrayList<>());
      tables.put(region, Json.shared().createObjectNode());
      tables.get(region).putArray("kdsActiveRegionConfig");
      tables.get(region).putArray("kdsReplicationCheckpoint");
    }
    for (int i = 0; i < CHANGES; i++) {
      log.add(line(i).getBytes(StandardCharsets.UTF_8));
    }
    firstEpoch();
    failover();
    executions.add(SampleExecution.failover());
  }

  static String shard(int number) {
    return "shardId-00000000000" + number;
  }

  static String line(int i) {
    return "{\"key\":\"k%d\",\"commitTimestamp\":\"%s\",\"n\":%d}"
        .formatted(i % 6, committed(i), i);
  }

  /** Two changes share a timestamp, now and then it falls back. */
  static Instant committed(int i) {
    return START.minusSeconds(86_400).plusSeconds(i / 2).minusSeconds(i % 11 == 10 ? 3 : 0);
  }

  private static Instant highest(int i) {
    Instant highest = committed(0);
    for (int j = 1; j <= i; j++) {
      highest = committed(j).isAfter(highest) ? committed(j) : highest;
    }
    return highest;
  }

  private void firstEpoch() {
    Map<String, String> markers = markers(ONE, 1, 0);
    for (int i = 0; i < LOST_AFTER; i++) {
      if (i % 10 == 0) {
        heartbeats(ONE, 1, i, i * 100L);
      }
      DumpedRecord change = change(i, 20 + i * 100L);
      at(ONE, i).add(change);
    }
    BigInteger[] checkpoint = new BigInteger[2];
    for (int s = 0; s < 2; s++) {
      for (DumpedRecord record : records(ONE, s)) {
        boolean marker = record.partitionKey().startsWith("farshore-epoch");
        boolean behind = !record.arrivedAt().isBefore(START.plusMillis(20 + COPIED * 100L));
        if (!marker && !behind) {
          records(TWO, s).add(copy(record));
          checkpoint[s] = record.sequenceNumber();
        }
      }
    }
    item(epochItem(1, ONE, markers, null, START.minusSeconds(5)));
    for (int s = 0; s < 2; s++) {
      checkpointItem(s, checkpoint[s]);
    }
  }

  private void failover() {
    Map<String, String> markers = markers(TWO, 2, 9_000);
    item(epochItem(2, TWO, markers, mark(WATERMARK), START.plusMillis(9_500)));
    for (int i = WATERMARK; i < CHANGES; i++) {
      if (i % 10 == 0) {
        heartbeats(TWO, 2, i, 9_800 + (i - WATERMARK) * 100L);
      }
      at(TWO, i).add(change(i, 9_820 + (i - WATERMARK) * 100L));
    }
  }

  private List<DumpedRecord> at(String region, int i) {
    return records(region, i % 6 % 2);
  }

  private DumpedRecord change(int i, long millis) {
    return record("k" + i % 6, log.get(i), millis);
  }

  private Map<String, String> markers(String region, long epoch, long millis) {
    Map<String, String> numbers = new TreeMap<>();
    for (int s = 0; s < 2; s++) {
      DumpedRecord marker = marker(region, epoch, s, millis);
      records(region, s).add(marker);
      numbers.put(shard(s), marker.sequenceNumber().toString());
    }
    return numbers;
  }

  DumpedRecord marker(String region, long epoch, int s, long millis) {
    String data =
        "{\"farshore\":\"epoch\",\"epoch\":%d,\"region\":\"%s\",\"shardId\":\"%s\",\"sentAt\":\"%s\"}"
            .formatted(epoch, region, shard(s), START.plusMillis(millis));
    return record("farshore-epoch-" + shard(s), data.getBytes(StandardCharsets.UTF_8), millis);
  }

  private void heartbeats(String region, long epoch, int low, long millis) {
    for (int s = 0; s < 2; s++) {
      records(region, s).add(heartbeat(epoch, s, low, millis));
    }
  }

  DumpedRecord heartbeat(long epoch, int s, int low, long millis) {
    String data =
        ("{\"farshore\":\"heartbeat\",\"commitTimestamp\":\"%s\",\"position\":\"%d\",\"epoch\":%d,"
                + "\"producer\":\"p1\",\"shardId\":\"%s\",\"sentAt\":\"%s\"}")
            .formatted(highest(low), low + 1, epoch, shard(s), START.plusMillis(millis));
    return record(
        "farshore-heartbeat-p1-" + shard(s), data.getBytes(StandardCharsets.UTF_8), millis);
  }

  DumpedRecord record(String key, byte[] data, long millis) {
    sequence += 7;
    return new DumpedRecord(BigInteger.valueOf(sequence), key, data, START.plusMillis(millis));
  }

  private DumpedRecord copy(DumpedRecord record) {
    sequence += 7;
    return new DumpedRecord(
        BigInteger.valueOf(sequence),
        record.partitionKey(),
        record.data(),
        record.arrivedAt().plusMillis(150));
  }

  private void item(JsonNode item) {
    tables.values().forEach(table -> table.withArray("kdsActiveRegionConfig").add(item.deepCopy()));
  }

  static String mark(int low) {
    return "{\"M\":{\"commitTimestamp\":{\"S\":\"%s\"},\"position\":{\"S\":\"%d\"}}}"
        .formatted(highest(low), low + 1);
  }

  private static JsonNode epochItem(
      long number, String region, Map<String, String> markers, String from, Instant activated) {
    StringBuilder shards = new StringBuilder();
    markers.forEach(
        (shardId, marker) ->
            shards
                .append(shards.length() == 0 ? "" : ",")
                .append(
                    "\"%s\":{\"M\":{\"state\":{\"S\":\"OPEN\"},\"marker\":{\"S\":\"%s\"}}}"
                        .formatted(shardId, marker)));
    return json(
        """
        {"streamName":{"S":"orders"},"entry":{"S":"epoch#%010d#%s"},"epoch":{"N":"%d"},
         "activeRegion":{"S":"%s"},"phase":{"S":"ACTIVE"},"startedBy":{"S":"%s"},
         "activatedAt":{"S":"%s"},"shards":{"M":{%s}},"resumeFrom":{"M":{%s}}}
        """
            .formatted(
                number,
                region,
                number,
                region,
                number == 1 ? "register" : ARN,
                activated,
                shards,
                from == null ? "" : "\"p1\":" + from));
  }

  private void checkpointItem(int s, BigInteger sequenceNumber) {
    JsonNode item =
        json(
            """
            {"streamName":{"S":"orders"},"entry":{"S":"shard#us-east-1#%s"},"epoch":{"N":"1"},
             "sequenceNumber":{"S":"%0129d"},"watermarks":{"M":{"p1":%s}}}
            """
                .formatted(shard(s), sequenceNumber, mark(WATERMARK)));
    tables
        .values()
        .forEach(table -> table.withArray("kdsReplicationCheckpoint").add(item.deepCopy()));
  }

  List<DumpedRecord> records(String region, int s) {
    return streams.get(region).get(shard(s));
  }

  /** The item of an epoch in a replica, to be changed. */
  ObjectNode epoch(String region, int number) {
    return item(region, "kdsActiveRegionConfig", "epoch#000000000" + number);
  }

  /** The item that TWO copies a shard of ONE by, in its own replica, to be changed. */
  ObjectNode checkpoint(int s) {
    return item(TWO, "kdsReplicationCheckpoint", "shard#us-east-1#" + shard(s));
  }

  private ObjectNode item(String region, String table, String entry) {
    for (JsonNode item : tables.get(region).path(table)) {
      if (item.path("entry").path("S").asText().startsWith(entry)) {
        return (ObjectNode) item;
      }
    }
    throw new IllegalArgumentException(entry);
  }

  Verdict judge() {
    return Verifier.judge(evidence());
  }

  Evidence evidence() {
    Map<String, RegionStream> dumped = new TreeMap<>();
    streams.forEach((region, shards) -> dumped.put(region, stream(region, shards)));
    Map<String, RegionTables> replicas = new TreeMap<>();
    tables.forEach((region, table) -> replicas.put(region, replica(region, table)));
    List<ChangeLog> logs = new ArrayList<>(otherLogs);
    logs.add(0, new ChangeLog("p1", log));
    return new Evidence(run(logs), logs, dumped, replicas, executions);
  }

  private RegionStream stream(String region, Map<String, List<DumpedRecord>> shards) {
    return new RegionStream(
        region,
        shards.entrySet().stream()
            .map(
                shard ->
                    new DumpedShard(
                        shard.getKey(),
                        parents.getOrDefault(shard.getKey(), List.of()),
                        shard.getValue()))
            .toList());
  }

  private static RegionTables replica(String region, JsonNode table) {
    List<JsonNode> config = new ArrayList<>();
    table.path("kdsActiveRegionConfig").forEach(config::add);
    List<JsonNode> checkpoints = new ArrayList<>();
    table.path("kdsReplicationCheckpoint").forEach(checkpoints::add);
    return new RegionTables(region, config, checkpoints);
  }

  private Run run(List<ChangeLog> logs) {
    return new Run(
        "orders",
        List.of(ONE, TWO),
        "Activated",
        ARN,
        "failover",
        "alarm",
        7L,
        logs.stream().map(ChangeLog::producer).toList(),
        List.of(
            new Fault(
                Fault.REGION_LOSS,
                ONE,
                START.plusMillis(4_000),
                healed ? START.plusMillis(13_000) : null)),
        new Times(
            START,
            START.plusMillis(4_000),
            START.plusMillis(5_000),
            START.plusMillis(5_520),
            START.plusMillis(8_300),
            START.plusMillis(9_500),
            START.plusMillis(10_820),
            START.plusMillis(13_500)),
        converged,
        List.of("Redirect"),
        null,
        Positions.LINE_NUMBER,
        Map.of("rate", "10 changes a second", "shards", "2", "note", "<b>&'escaped'</b>"),
        series(),
        timeline(),
        null);
  }

  private static List<Sample> series() {
    List<Sample> series = new ArrayList<>();
    for (int second = 0; second <= 13; second++) {
      boolean before = second < 4;
      boolean after = second >= 10;
      Map<String, Long> records =
          Map.of(ONE, before ? 12L : 0L, TWO, before ? 10L + second % 3 : after ? 11L : 0L);
      Double lag = before ? Double.valueOf(0.2 + second % 2 * 0.1) : after ? 0.1 : second - 3.5;
      series.add(new Sample(second, before || after ? 10 : 0, records, lag));
    }
    return series;
  }

  private static List<TimelineEntry> timeline() {
    return List.of(
        new TimelineEntry(START, null, "The producer p1 starts in epoch 1"),
        new TimelineEntry(START.plusMillis(4_000), ONE, "The Region is lost"),
        new TimelineEntry(START.plusMillis(5_000), TWO, "The alarm ReplicationStopped goes off"),
        new TimelineEntry(START.plusMillis(9_500), TWO, "Epoch 2 is ACTIVE"));
  }

  static JsonNode json(String text) {
    try {
      return Json.shared().readTree(text);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
