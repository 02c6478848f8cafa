package io.farshore.command.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.UnusableInput;
import io.farshore.command.up.DeployedLab;
import io.farshore.command.up.Deployment;
import io.farshore.core.stream.ProducerId;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.cloudformation.Stack;
import io.farshore.lab.faults.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Two Regions with Farshore deployed in them, from its own templates. Thread-safe. */
final class DrillLab implements AutoCloseable {

  /** The name of a drill's stream. */
  static final String STREAM = "orders";

  /** Active at first. */
  static final String FIRST = "us-east-1";

  /** The standby at first. */
  static final String SECOND = "us-east-2";

  private final DeployedLab deployed;
  private final String stream;
  private final Lab lab;

  private DrillLab(DeployedLab deployed, String stream) {
    this.deployed = deployed;
    this.stream = stream;
    this.lab = deployed.lab();
  }

  /**
   * Starts the lab and deploys the tables, and then both stacks side by side.
   *
   * @param home the folder of the templates
   * @throws UnusableInput when the port is in use, or a template can't be deployed
   */
  static DrillLab start(DrillSettings settings, Path home) {
    Map<String, String> parameters =
        Map.of(
            "ShardCount",
            "" + settings.shards(),
            "AutomaticFailover",
            "" + (settings.trigger() == DrillSettings.Trigger.ALARM),
            "LateRequestWindowSeconds",
            "" + settings.lateRequestWindow().toSeconds());
    Deployment own = Deployment.ofHome(home, STREAM, parameters);
    return new DrillLab(
        DeployedLab.start(
            LabSettings.usual().onPort(settings.port()).withRoundTrip(settings.roundTrip()),
            settings.template().map(own::with).orElse(own)),
        STREAM);
  }

  /**
   * The same in any lab.
   *
   * @throws UnusableInput when the port is in use
   */
  static DrillLab start(LabSettings settings, Function<Lab, Deployment> deployment) {
    return new DrillLab(DeployedLab.start(settings, deployment), STREAM);
  }

  /** Deploys a further stream beside this one; its lab is the same, and closed with this one. */
  DrillLab beside(Deployment deployment) {
    return new DrillLab(deployed.beside(deployment), deployment.stream());
  }

  /** The stream's name. */
  String stream() {
    return stream;
  }

  static String peerOf(String region) {
    return region.equals(FIRST) ? SECOND : FIRST;
  }

  Lab lab() {
    return lab;
  }

  /** Where SDKs reach it. */
  String endpoint() {
    return lab.endpoint().toString();
  }

  void lose(String region) {
    lab.faults().inject(new Fault.RegionLost(region));
  }

  void cut() {
    lab.faults().inject(new Fault.Partition(FIRST, SECOND));
  }

  void heal() {
    lab.faults().healAll();
  }

  boolean isLost(String region) {
    return lab.faults().isLost(region);
  }

  /**
   * Starts the state machine in a Region by hand.
   *
   * @return the execution's ARN
   */
  String startByHand(String target, String mode, String reason) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("stream", stream);
    request.put("targetRegion", target);
    request.put("mode", mode);
    request.put("reason", reason);
    return start(target, request).join();
  }

  /** Starts the state machine in a Region with any input; completes with the execution's ARN. */
  CompletableFuture<String> start(String region, JsonNode request) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("stateMachineArn", deployed.stack(region).outputs().get("FailoverStateMachineArn"));
    input.put("input", request.toString());
    return lab.call("drill", region, "states", "StartExecution", input)
        .thenApply(answer -> answer.path("executionArn").asText());
  }

  /** What was deployed in a Region. */
  Stack stack(String region) {
    return deployed.stack(region);
  }

  /** What a Region's table has of the stream, as DynamoDB's JSON. */
  List<JsonNode> items(String region, String table) {
    return lab.items(region, table).stream()
        .filter(item -> item.at("/streamName/S").asText().equals(stream))
        .toList();
  }

  /** Whether the producer has reported to a Region that it writes. */
  boolean hasReport(String region, ProducerId producer) {
    return items(region, "kdsReplicationCheckpoint").stream()
        .filter(item -> item.at("/entry/S").asText().equals("producer#" + producer + "#" + region))
        .anyMatch(item -> item.at("/phase/S").asText().equals("WRITING"));
  }

  /** Whether every shard's checkpoint has a watermark of the producer. */
  boolean copiesHeartbeats(String source, ProducerId producer, int shards) {
    return items(peerOf(source), "kdsReplicationCheckpoint").stream()
            .filter(item -> item.at("/entry/S").asText().startsWith("shard#" + source + "#"))
            .filter(item -> item.at("/watermarks/M").has(producer.value()))
            .count()
        >= shards;
  }

  /** The open and closed shards of a Region's stream; asks the Region, which must not be lost. */
  List<JsonNode> shards(String region) {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("StreamName", stream);
    JsonNode answer = lab.call("drill", region, "kinesis", "ListShards", input).join();
    return java.util.stream.StreamSupport.stream(answer.path("Shards").spliterator(), false)
        .toList();
  }

  @Override
  public void close() {
    deployed.close();
  }
}
