package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.bench.handler.OwnProcess;
import io.farshore.command.bench.handler.PerRecordReplicator;
import io.farshore.command.drill.Patience;
import io.farshore.command.up.DeployedLab;
import io.farshore.command.up.Deployment;
import io.farshore.command.up.Registration;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.kinesis.StreamArn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Two Regions with a contender deployed as the replicator, and an epoch open. Thread-safe. */
final class BenchLab implements AutoCloseable {

  static final String STREAM = "orders";
  static final String FIRST = "us-east-1";
  static final String SECOND = "us-west-2";

  private static final String REPLICATOR = "io.farshore.functions.replicator.KinesisReplicator";
  private static final Duration MOST_TO_SWITCH = Duration.ofSeconds(90);
  private static final Duration MOST_TO_TAKE_MARKERS = Duration.ofSeconds(90);

  private final DeployedLab deployed;
  private final Lab lab;
  private final Patience patience;

  private BenchLab(DeployedLab deployed, Patience patience) {
    this.deployed = deployed;
    this.lab = deployed.lab();
    this.patience = patience;
  }

  /**
   * Starts it.
   *
   * @param home the folder of the template and of the functions' jar
   * @param work an empty folder
   * @param meter hears of all that the functions log
   * @throws IOException when the folders can't be read or written
   * @throws IllegalStateException when the replicator does not take what opens the epoch
   */
  static BenchLab start(RunSettings settings, Path home, Path work, Patience patience, Meter meter)
      throws IOException {
    Path template = template(settings, home, work);
    DeployedLab deployed =
        DeployedLab.start(
            LabSettings.usual()
                .inRegions(java.util.List.of(FIRST, SECOND))
                .onPort(0)
                .withRoundTrip(settings.roundTrip())
                .withShardLimits(settings.limits()),
            new Deployment(template, home.resolve("tables.yaml"), STREAM, settings.parameters()));
    BenchLab started = new BenchLab(deployed, patience);
    deployed.lab().onLog(meter);
    try {
      new Registration(deployed.lab().endpoint(), STREAM).open(FIRST, SECOND, "bench");
      if (!settings.standby()) {
        started.mapping(SECOND, false);
      }
      started.markersTaken(settings.shards(), meter);
      return started;
    } catch (RuntimeException e) {
      deployed.close();
      throw e;
    }
  }

  /** The epoch's marker in each shard is a batch too, and not one of what is measured. */
  private void markersTaken(int shards, Meter meter) {
    if (!patience.until(() -> meter.invocations() >= shards, MOST_TO_TAKE_MARKERS)) {
      throw new IllegalStateException(
          "The replicator took the markers of %d of %d shards"
              .formatted(meter.invocations(), shards));
    }
  }

  private static Path template(RunSettings settings, Path home, Path work) throws IOException {
    BenchTemplate template = new BenchTemplate(home);
    settings.batchSize().ifPresent(template::batchSize);
    String handler = REPLICATOR;
    Path folder = Files.createDirectory(work.resolve("code"));
    HandlerCode code =
        settings.contender() == Contender.PER_RECORD
            ? HandlerCode.ofItsOwn(folder)
            : HandlerCode.farshore(folder, home);
    if (settings.contender() == Contender.PER_RECORD) {
      handler = PerRecordReplicator.class.getName();
      template.mayWriteRecordByRecord();
    }
    if (settings.heapMegabytes().isPresent()) {
      template.variable("BENCH_CLASSPATH", code.classPath());
      template.variable("BENCH_HANDLER", handler);
      template.variable("BENCH_HEAP", "" + settings.heapMegabytes().getAsInt());
      template.handler(OwnProcess.class.getName(), code.folder());
    } else if (settings.contender() == Contender.PER_RECORD) {
      template.handler(handler, code.folder());
    }
    return template.write(work);
  }

  Lab lab() {
    return lab;
  }

  /** The stream in a Region. */
  static StreamArn stream(String region) {
    return new StreamArn(region, STREAM);
  }

  /**
   * Switches the replicator's mapping of a Region on or off, and waits until it is.
   *
   * @throws IllegalStateException when it does not come to that
   */
  void mapping(String region, boolean on) {
    String uuid = replicatorMapping(region).path("UUID").asText();
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("UUID", uuid).put("Enabled", on);
    call(region, "lambda", "UpdateEventSourceMapping", input);
    String wanted = on ? "Enabled" : "Disabled";
    if (!patience.until(
        () -> replicatorMapping(region).path("State").asText().equals(wanted), MOST_TO_SWITCH)) {
      throw new IllegalStateException("The mapping in " + region + " is not " + wanted);
    }
  }

  /** By its function: its source is the stream, or a consumer with enhanced fan-out. */
  private JsonNode replicatorMapping(String region) {
    JsonNode all =
        call(region, "lambda", "ListEventSourceMappings", JsonNodeFactory.instance.objectNode())
            .path("EventSourceMappings");
    for (JsonNode mapping : all) {
      if (mapping.path("FunctionArn").asText().contains("KinesisReplicator")) {
        return mapping;
      }
    }
    throw new IllegalStateException("The replicator in " + region + " has no mapping");
  }

  /** Calls as somebody outside of AWS. */
  JsonNode call(String region, String service, String operation, ObjectNode input) {
    return lab.call("bench", region, service, operation, input).join();
  }

  @Override
  public void close() {
    deployed.close();
  }
}
