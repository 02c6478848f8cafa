package io.farshore.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.Shard;
import io.farshore.core.stream.StreamRecord;
import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.ExecutionRun;
import io.farshore.lab.stepfunctions.execution.HistoryEvent;
import io.farshore.verifier.evidence.ChangeLog;
import io.farshore.verifier.evidence.Circumstances;
import io.farshore.verifier.evidence.DumpedRecord;
import io.farshore.verifier.evidence.DumpedShard;
import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.evidence.RegionStream;
import io.farshore.verifier.evidence.RegionTables;
import io.farshore.verifier.evidence.Run;
import io.farshore.verifier.evidence.Times;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run leaves behind, as evidence for the judge of drills: both streams with all that was
 * ever in them, the tables, the change logs, the executions.
 */
final class EndState {

  private final Stage stage;
  private final World world;

  EndState(Stage stage) {
    this.stage = stage;
    this.world = stage.world();
  }

  Evidence evidence() {
    Map<String, RegionStream> streams = new LinkedHashMap<>();
    Map<String, RegionTables> tables = new LinkedHashMap<>();
    List<Execution> executions = new ArrayList<>();
    for (Region region : World.REGIONS) {
      streams.put(region.name(), stream(region));
      tables.put(region.name(), tables(region));
      stage.machine(region).ended().forEach(ended -> executions.add(ended(region, ended)));
      stage.machine(region).running().forEach(run -> executions.add(running(region, run)));
    }
    List<ChangeLog> logs = world.logs().stream().map(EndState::log).toList();
    return new Evidence(run(logs), logs, streams, tables, executions);
  }

  private Run run(List<ChangeLog> logs) {
    Instant now = Actor.START.plusNanos(world.time().nanos());
    return new Run(
        World.STREAM.value(),
        names(World.REGIONS.stream()),
        "Simulated",
        null,
        null,
        null,
        null,
        logs.stream().map(ChangeLog::producer).toList(),
        stage.gone().map(this::loss).stream().toList(),
        new Times(Actor.START, null, null, null, null, null, null, now),
        names(World.REGIONS.stream().filter(each -> !stage.gone().equals(Optional.of(each)))),
        Run.BEST_EFFORT,
        null,
        null,
        null,
        null,
        null,
        new Circumstances(
            List.copyOf(world.invariants().strangers()),
            World.REGIONS.stream().flatMap(this::late).toList(),
            world.setting().foreign(),
            stage.gone().isEmpty()));
  }

  private static List<String> names(Stream<Region> regions) {
    return regions.map(Region::name).toList();
  }

  private io.farshore.verifier.evidence.Fault loss(Region gone) {
    return new io.farshore.verifier.evidence.Fault(
        io.farshore.verifier.evidence.Fault.REGION_LOSS, gone.name(), stage.goneAt(), null);
  }

  private Stream<String> late(Region region) {
    return world.stream(region).late().stream().map(number -> region + "/" + number);
  }

  private static ChangeLog log(CommittedLog log) {
    List<byte[]> lines = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      lines.add(bytes(log.change(i).data().duplicate()));
    }
    return new ChangeLog(log.producer().value(), lines);
  }

  private static byte[] bytes(java.nio.ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private RegionStream stream(Region region) {
    List<DumpedShard> shards = new ArrayList<>();
    for (Shard shard : world.stream(region).all()) {
      List<DumpedRecord> records = new ArrayList<>();
      for (StreamRecord found : world.stream(region).records(shard.id())) {
        records.add(
            new DumpedRecord(
                new BigInteger(found.sequenceNumber().digits()),
                found.partitionKey(),
                bytes(found.data().duplicate()),
                found.arrivedAt()));
      }
      shards.add(new DumpedShard(shard.id(), shard.parents(), records));
    }
    return new RegionStream(region.name(), shards);
  }

  private RegionTables tables(Region region) {
    Replica replica = world.replica(region);
    List<JsonNode> epochs =
        replica.epochs().all().stream().map(epoch -> EndItems.epoch(epoch, skew(epoch))).toList();
    List<JsonNode> checkpoints = new ArrayList<>();
    for (Region source : World.REGIONS) {
      replica
          .shards(source)
          .values()
          .forEach(item -> checkpoints.add(EndItems.checkpoint(source, item)));
    }
    replica.reports().forEach(report -> checkpoints.add(EndItems.report(region, report)));
    return new RegionTables(region.name(), epochs, checkpoints);
  }

  /** Of the clock that wrote its times; who registers a stream has one that goes right. */
  private Duration skew(Epoch epoch) {
    return epoch.startedBy().startsWith("arn:") ? world.skew(epoch.activeRegion()) : Duration.ZERO;
  }

  private Execution ended(Region region, StateMachine.Ended ended) {
    ExecutionEnd end = ended.end();
    JsonNode output = end instanceof ExecutionEnd.Succeeded done ? done.output() : null;
    Instant at = ended.at().minus(world.skew(region));
    return execution(region, ended.run(), end.status(), output, at);
  }

  private Execution running(Region region, ExecutionRun run) {
    return execution(region, run, "RUNNING", null, null);
  }

  /** The output and the end are null where there are none. */
  private Execution execution(
      Region region, ExecutionRun run, String status, JsonNode output, Instant end) {
    Duration skew = world.skew(region);
    return new Execution(
        region + "-" + run.identity().name(),
        run.identity().executionArn(),
        status,
        run.identity().startedAt().minus(skew),
        end,
        run.identity().input(),
        output,
        told(run).stream().map(event -> event(event, skew)).toList());
  }

  /** What it called matters only where a Region is gone: else its end will do. */
  private List<HistoryEvent> told(ExecutionRun run) {
    List<HistoryEvent> events = run.history().events();
    return stage.gone().isPresent() ? events : events.subList(events.size() - 1, events.size());
  }

  private static JsonNode event(HistoryEvent event, Duration skew) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("timestamp", event.timestamp().minus(skew).toString()).put("type", event.type());
    if (!event.detailsName().isEmpty()) {
      node.set(event.detailsName(), event.details());
    }
    return node;
  }
}
