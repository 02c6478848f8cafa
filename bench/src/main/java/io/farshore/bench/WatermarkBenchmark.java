package io.farshore.bench;

import io.farshore.core.checkpoint.LowWatermark;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Computing W of one producer, as a failover does once. */
@State(Scope.Thread)
public class WatermarkBenchmark {

  private static final ProducerId PRODUCER = new ProducerId("p1");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Half of them were split, so that their children count. */
  @Param({"1", "64", "1024"})
  int shards;

  private Epoch epoch;
  private Map<String, ShardCheckpoint> checkpoints;

  /** Makes an epoch and its checkpoints. */
  @Setup
  public void make() {
    Map<String, NamedShard> named = new HashMap<>();
    checkpoints = new HashMap<>();
    for (int i = 0; i < shards; i++) {
      String id = "shardId-" + i;
      named.put(id, new NamedShard.Open(SequenceNumber.of("1"), List.of()));
      List<String> children = i % 2 == 1 ? List.of(id + "-a", id + "-b") : List.of();
      add(id, i, children);
      children.forEach(child -> add(child, shards, List.of()));
    }
    epoch =
        new Epoch(
            new EpochId(2, new Region("us-east-1")),
            Phase.ACTIVE,
            named,
            Map.of(PRODUCER, Watermark.at(START)),
            "bench",
            Optional.empty(),
            START,
            Optional.of(START),
            Optional.of(START),
            Optional.empty(),
            false);
  }

  private void add(String id, int seconds, List<String> children) {
    Instant commit = START.plusSeconds(seconds);
    checkpoints.put(
        id,
        new ShardCheckpoint(
            id,
            2,
            Optional.of(SequenceNumber.of("5")),
            Optional.of(commit),
            Map.of(PRODUCER, new TakenWatermark(Watermark.at(commit, "17"), commit)),
            commit,
            Optional.of(commit),
            children,
            !children.isEmpty()));
  }

  /** W, from what was read of the table. */
  @Benchmark
  public Watermark compute() {
    return new LowWatermark(epoch, checkpoints).of(PRODUCER, Watermark.START);
  }
}
