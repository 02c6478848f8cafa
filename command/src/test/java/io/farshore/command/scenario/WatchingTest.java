package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.STREAM;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.drill.ReplicatorMapping;
import io.farshore.command.drill.Signals;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import io.farshore.lab.cloudwatch.AlarmState.Value;
import io.farshore.lab.faults.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong is seen: a cause for each alarm, and its end. */
@Tag("drill")
class WatchingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> QUICK =
      Map.of(
          "ShardCount", "1",
          "LagAlarmSeconds", "5",
          "IteratorAgeAlarmMillis", "1000",
          "FencingLimitSeconds", "1",
          "VerifySeconds", "5");

  private World world;
  private Signals signals;
  private Writer writer;

  @Test
  @DisplayName("watching: every alarm fires and clears, every metric of the dashboard is emitted")
  void everySignal() {
    try (World started = World.start(QUICK)) {
      world = started;
      writer = world.writer("orders-db", 1500);
      writer.write(100, OHIO);
      signals = new Signals(world);
      isReady();
      startsFail();
      theReplicatorStands();
      theStreamIsThrottled();
      recordsAreWrong();
      executionsFail();
      theRegionIsLost();
      nobodyLooks();
      theRegionComesBack();

      assertThat(signals.neverEmitted()).as("metrics never seen").isEmpty();
      assertThat(signals.neverCameTo(Value.ALARM)).as("alarms that never fired").isEmpty();
      assertThat(signals.neverCameTo(Value.OK)).as("alarms that never cleared").isEmpty();
    }
  }

  /** Neither is invoked by what it was made for. */
  private void startsFail() {
    for (String function : List.of("StartOnce", "RegionSwitchAction")) {
      ObjectNode input = JSON.createObjectNode();
      input.put("FunctionName", world.function(OHIO, function));
      input.put("Payload", "{\"action\":\"postRecovery\"}".getBytes(StandardCharsets.UTF_8));
      assertThat(world.call(OHIO, "lambda", "Invoke", input).has("FunctionError")).isTrue();
    }
    signals.fires(OHIO, "StartOnceErrorsAlarm");
    signals.fires(OHIO, "RegionSwitchActionErrorsAlarm");
  }

  private void isReady() {
    signals.fires(OHIO, "ReadinessSilentAlarm");
    world.invoke(VIRGINIA, "ReadinessCheck", "{}");
    world.await(
        "the stacks to find each other alike",
        () -> world.invoke(OHIO, "ReadinessCheck", "{}").path("ready").asBoolean());
    signals.clears(OHIO, "ReadinessSilentAlarm");
  }

  private void isNotReady(String region, String problem) {
    world.await(
        problem,
        () -> {
          JsonNode found = world.invoke(region, "ReadinessCheck", "{}");
          assertThat(found.path("findings").toString()).contains(problem);
          return isOn(region, "NotReadyAlarm");
        });
  }

  private boolean isOn(String region, String alarm) {
    return signals.alarms(region).get(alarm).path("StateValue").asText().equals("ALARM");
  }

  private void theReplicatorStands() {
    ObjectNode limit = JSON.createObjectNode();
    limit.put("FunctionName", world.function(VIRGINIA, "KinesisReplicator"));
    world.call(
        VIRGINIA,
        "lambda",
        "PutFunctionConcurrency",
        limit.deepCopy().put("ReservedConcurrentExecutions", 0));
    writer.commit(50);
    signals.fires(VIRGINIA, "ReplicatorThrottlesAlarm");
    world.disable(VIRGINIA, "KinesisReplicator");
    world.call(VIRGINIA, "lambda", "DeleteFunctionConcurrency", limit);
    signals.fires(VIRGINIA, "ReplicatorErrorsAlarm");
    signals.fires(VIRGINIA, "IteratorAgeAlarm");
    signals.fires(OHIO, "WatermarkAgeAlarm");
    signals.fires(OHIO, "ReplicationLagAlarm");
    mapping().retries(0);
    signals.fires(VIRGINIA, "DroppedRecordsAlarm");
    signals.fires(VIRGINIA, "GivenUpAlarm");
    world.heal();
    mapping().retries(-1);
    String queue = world.function(VIRGINIA, "GivenUpBatches");
    world.call(VIRGINIA, "sqs", "PurgeQueue", JSON.createObjectNode().put("QueueUrl", queue));
  }

  private void theStreamIsThrottled() {
    Fault throttled = new Fault.ShardThrottled(VIRGINIA, STREAM, "shardId-000000000000");
    world.inject(throttled);
    writer.commit(50);
    signals.fires(VIRGINIA, "WritesThrottledAlarm");
    world.heal(throttled);
    signals.clears(VIRGINIA, "WritesThrottledAlarm");
    signals.clears(OHIO, "WatermarkAgeAlarm");
    signals.clears(OHIO, "ReplicationLagAlarm");
  }

  private void recordsAreWrong() {
    put("no JSON");
    signals.fires(VIRGINIA, "UnreadableTimestampsAlarm");
    mapping().enabled(false);
    isNotReady(VIRGINIA, "nothing is copied");
    put("{\"in\":\"parent\"}");
    world.split(VIRGINIA);
    JsonNode child = put("{\"in\":\"child\"}");
    world.invoke(VIRGINIA, "KinesisReplicator", event(child));
    signals.fires(VIRGINIA, "ChildShardEarlyAlarm");
    mapping().enabled(true);
    world.await(
        "the gap",
        () -> {
          copiedAt("2001-01-01T00:00:00Z");
          writer.commit(1);
          return isOn(VIRGINIA, "GapAlarm");
        });
    copiedAt(world.now());
    signals.clears(VIRGINIA, "GapAlarm");
  }

  private void executionsFail() {
    machine(
        "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"No\",\"States\":{\"No\":{\"Type\":\"Fail\"}}}");
    start();
    signals.fires(VIRGINIA, "ExecutionFailedAlarm");
    machine(
        "{\"QueryLanguage\":\"JSONata\",\"TimeoutSeconds\":1,\"StartAt\":\"Long\","
            + "\"States\":{\"Long\":{\"Type\":\"Wait\",\"Seconds\":60,\"End\":true}}}");
    start();
    signals.fires(VIRGINIA, "ExecutionTimedOutAlarm");
  }

  private void theRegionIsLost() {
    world.lose(VIRGINIA);
    signals.fires(OHIO, "StandbyViewAlarm");
    // The producer's reports are the second point that sees it: Route 53's API is lost, too.
    signals.fires(OHIO, "VerdictAlarm");
    writer.kill();
    world.startByHand(OHIO, "failover").awaitState("WaitOutLeases").stop();
    signals.fires(OHIO, "ExecutionAbortedAlarm");
    world.await(
        "the watch to find it overdue",
        () -> world.invoke(OHIO, "FencingWatch", "{}").path("overdue").asLong() == 2);
    signals.fires(OHIO, "FencingOverdueAlarm");
    signals.fires(OHIO, "ActivatedWithoutProducersAlarm");
    signals.clears(OHIO, "StandbyViewAlarm");
    signals.clears(OHIO, "VerdictAlarm");
  }

  private void nobodyLooks() {
    world.disable(OHIO, "HealthProbe");
    signals.fires(OHIO, "FencingWatchSilentAlarm");
    world.invoke(OHIO, "FencingWatch", "{}");
    signals.clears(OHIO, "FencingWatchSilentAlarm");
    // An invocation that had begun looks for up to a minute.
    world.pass(Duration.ofSeconds(30));
    signals.fires(OHIO, "ProbeSilentAlarm");
  }

  private void theRegionComesBack() {
    world.heal();
    ObjectNode look = JSON.createObjectNode().put("InvocationType", "Event");
    look.put("FunctionName", world.function(OHIO, "HealthProbe"));
    look.put("Payload", "{\"mode\":\"scheduled\"}".getBytes(StandardCharsets.UTF_8));
    world.call(OHIO, "lambda", "Invoke", look);
    signals.clears(OHIO, "ProbeSilentAlarm");
    writer.restart();
    writer.commit(50);
    writer.awaitIn(VIRGINIA);
    assertThat(world.startByHand(OHIO, "resync").outcome()).isEqualTo("Resynced");
    signals.clears(OHIO, "FencingOverdueAlarm");
    signals.clears(OHIO, "ActivatedWithoutProducersAlarm");
    signals.clears(VIRGINIA, "ExecutionTimedOutAlarm");
    signals.clears(VIRGINIA, "GivenUpAlarm");
    signals.clears(VIRGINIA, "NotReadyAlarm");
  }

  private ReplicatorMapping mapping() {
    return new ReplicatorMapping(world, VIRGINIA);
  }

  /** Puts a record into the last shard, as somebody who is no producer of Farshore's. */
  private JsonNode put(String data) {
    ObjectNode input = JSON.createObjectNode().put("StreamName", STREAM);
    input.put("PartitionKey", "stranger").put("Data", data.getBytes(StandardCharsets.UTF_8));
    return world.call(VIRGINIA, "kinesis", "PutRecord", input);
  }

  private static String event(JsonNode written) {
    ObjectNode event = JSON.createObjectNode();
    ObjectNode entry = event.putArray("Records").addObject();
    String number = written.path("SequenceNumber").asText();
    entry
        .putObject("kinesis")
        .put("kinesisSchemaVersion", "1.0")
        .put("partitionKey", "stranger")
        .put("sequenceNumber", number)
        .put("data", "eyJpbiI6ImNoaWxkIn0=")
        .put("approximateArrivalTimestamp", 1767225600.987);
    entry.put("eventSource", "aws:kinesis").put("eventVersion", "1.0");
    entry.put("eventID", written.path("ShardId").asText() + ":" + number);
    entry.put("eventName", "aws:kinesis:record").put("awsRegion", VIRGINIA);
    entry.put("invokeIdentityArn", "arn:aws:iam::111122223333:role/someone");
    entry.put("eventSourceARN", "arn:aws:kinesis:us-east-1:111122223333:stream/" + STREAM);
    return event.toString();
  }

  /** Writes into every checkpoint when it was made, as if nothing had been copied since. */
  private void copiedAt(String instant) {
    world.allItems().stream()
        .map(item -> item.at("/entry/S").asText())
        .filter(entry -> entry.startsWith("shard#" + VIRGINIA))
        .distinct()
        .forEach(
            entry -> {
              ObjectNode input = JSON.createObjectNode();
              input.put("TableName", "kdsReplicationCheckpoint");
              ObjectNode key = input.putObject("Key");
              key.putObject("streamName").put("S", STREAM);
              key.putObject("entry").put("S", entry);
              input.put("UpdateExpression", "SET replicatedAt = :at, arrivedAt = :at");
              input.putObject("ExpressionAttributeValues").putObject(":at").put("S", instant);
              world.call(OHIO, "dynamodb", "UpdateItem", input);
            });
  }

  private void machine(String definition) {
    ObjectNode input = JSON.createObjectNode().put("definition", definition);
    input.put("stateMachineArn", world.stateMachine(VIRGINIA));
    world.call(VIRGINIA, "states", "UpdateStateMachine", input);
  }

  private void start() {
    ObjectNode input = JSON.createObjectNode();
    input.put("stateMachineArn", world.stateMachine(VIRGINIA));
    world.call(VIRGINIA, "states", "StartExecution", input);
  }
}
