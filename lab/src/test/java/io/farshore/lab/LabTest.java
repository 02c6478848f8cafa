package io.farshore.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.cloudformation.StackRequest;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.PortInUseException;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.kinesis.ReportedRecord;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIRST = "us-east-1";
  private static final String SECOND = "us-east-2";

  @TempDir private static Path folder;
  private static Lab lab;

  @BeforeAll
  static void deploy() throws Exception {
    lab = Lab.start(LabSettings.usual().onPort(0));
    lab.deploy(template("small-tables.yaml"), Map.of());
    Path stack = template("small-stack.yaml");
    deploy(FIRST, stack, Map.of("Peer", SECOND, "Enabled", "true"));
    deploy(SECOND, stack, Map.of("Peer", FIRST, "Enabled", "false"));
  }

  private static void deploy(String region, Path stack, Map<String, String> parameters) {
    lab.deployStack(new StackRequest("farshore", region, stack, parameters));
  }

  private static Path template(String name) throws Exception {
    try (InputStream in = LabTest.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var classes = LabTest.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path file = folder.resolve(name);
      return Files.writeString(file, text.replace("CODE", Path.of(classes).toString()));
    }
  }

  @AfterEach
  void heal() {
    lab.faults().healAll();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @Test
  void aMappingHandsRecordsToAFunctionThatWritesThemToTheOtherRegion() {
    put("one");

    await().untilAsserted(() -> assertThat(keys(SECOND)).contains("one"));
  }

  @Test
  void whatComesWhileTheOtherRegionIsLostIsCopiedAfterItsReturn() {
    lab.faults().inject(new Fault.RegionLost(SECOND));
    put("two");
    put("three");
    assertThat(keys(SECOND)).doesNotContain("two", "three");

    lab.faults().healAll();

    await().untilAsserted(() -> assertThat(keys(SECOND)).contains("two", "three"));
  }

  @Test
  void aLostRegionDoesNotAnswerButItsDataCanBeReported() {
    put("four");
    lab.faults().inject(new Fault.RegionLost(FIRST));

    assertThatThrownBy(() -> put("five")).hasRootCauseInstanceOf(AwsApi.Unreachable.class);
    assertThat(keys(FIRST)).contains("four").doesNotContain("five");
  }

  @Test
  void aGlobalTableIsCopied() {
    ObjectNode item = JSON.createObjectNode().put("TableName", "control");
    item.putObject("Item").putObject("id").put("S", "x");
    lab.call("test", FIRST, "dynamodb", "PutItem", item).join();

    await().untilAsserted(() -> assertThat(lab.items(SECOND, "control")).hasSize(1));
  }

  @Test
  void aStateMachineInvokesAFunctionAndItsHistoryCanBeRead() {
    ObjectNode start =
        JSON.createObjectNode()
            .put("stateMachineArn", "arn:aws:states:us-east-2:111122223333:stateMachine:machine")
            .put("name", "first");
    lab.call("test", SECOND, "states", "StartExecution", start).join();

    await()
        .untilAsserted(
            () -> {
              List<ObjectNode> executions = lab.executions(SECOND);
              assertThat(executions).hasSize(1);
              JsonNode execution = executions.get(0);
              assertThat(execution.path("status").asText()).isEqualTo("SUCCEEDED");
              assertThat(execution.path("output").asText()).isEqualTo("{\"a\":1}");
              assertThat(execution.path("history").size()).isGreaterThan(4);
            });
  }

  @Test
  void whatNoPolicyAllowsIsDeniedAndSaid() {
    ObjectNode start =
        JSON.createObjectNode()
            .put("stateMachineArn", "arn:aws:states:us-east-1:111122223333:stateMachine:curious");
    lab.call("test", FIRST, "states", "StartExecution", start).join();

    await()
        .untilAsserted(
            () -> {
              List<ObjectNode> executions = lab.executions(FIRST);
              assertThat(executions).hasSize(1);
              assertThat(executions.get(0).path("status").asText()).isEqualTo("FAILED");
              assertThat(executions.get(0).path("cause").asText())
                  .contains("is not authorized to perform: kinesis:DescribeStreamSummary")
                  .contains("arn:aws:kinesis:us-east-1:111122223333:stream/changes");
            });
    assertThat(lab.roles().denials())
        .containsExactly(
            "arn:aws:iam::111122223333:role/farshore-CuriousRole-us-east-1"
                + " kinesis:DescribeStreamSummary"
                + " arn:aws:kinesis:us-east-1:111122223333:stream/changes");
  }

  @Test
  void whatAPolicyAllowsAndNobodyUsesIsKnown() {
    put("six");
    await().untilAsserted(() -> assertThat(keys(SECOND)).contains("six"));

    assertThat(lab.roles().unused())
        .filteredOn(line -> line.contains("CopyRole-us-east-1 NeverUsed"))
        .containsExactly(
            "arn:aws:iam::111122223333:role/farshore-CopyRole-us-east-1 NeverUsed"
                + " arn:aws:kinesis:us-east-1:111122223333:stream/changes",
            "arn:aws:iam::111122223333:role/farshore-CopyRole-us-east-1 NeverUsed kinesis:Merge*");
  }

  @Test
  void aPortInUseIsSaid() {
    LabSettings same = LabSettings.usual().onPort(lab.endpoint().getPort());

    assertThatThrownBy(() -> Lab.start(same)).isInstanceOf(PortInUseException.class);
  }

  private static void put(String key) {
    ObjectNode input = JSON.createObjectNode().put("StreamName", "changes");
    input.put("PartitionKey", key).put("Data", key.getBytes(StandardCharsets.UTF_8));
    lab.call("test", FIRST, "kinesis", "PutRecord", input).join();
  }

  private static Set<String> keys(String region) {
    return lab.records(region, "changes").stream()
        .map(ReportedRecord::entry)
        .map(record -> record.partitionKey())
        .collect(Collectors.toSet());
  }
}
