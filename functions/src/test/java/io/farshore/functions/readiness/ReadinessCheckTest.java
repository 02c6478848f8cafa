package io.farshore.functions.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.functions.testing.StackInMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessCheckTest {

  private static final String OWN = "us-east-2";
  private static final String PEER = "us-east-1";
  private static final String ROLE = "arn:aws:iam::111122223333:role/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StackInMemory stack = new StackInMemory();
  private final WireAnswers aws = new WireAnswers(OWN, PEER);

  @BeforeEach
  void deployed() {
    ObjectNode roles = JSON.createObjectNode();
    List.of(
            "KinesisReplicator",
            "HealthProbe",
            "PlanFailover",
            "CheckpointReader",
            "OpenEpoch",
            "PrepareSwitchover",
            "CheckDrain",
            "RedirectTraffic",
            "VerifyActivation",
            "ReportOutcome",
            "FencingWatch",
            "RegionSwitchAction",
            "Failover")
        .forEach(owner -> roles.put(owner, ROLE + owner));
    stack.environment.put("ROLE_ARNS", roles.toString());
    stack.environment.put("STACK_PARAMETERS", "{\"RetentionHours\":\"168\"}");
    stack.environment.put("STACK_VERSION", "0.1.0");
    stack.environment.put("MAPPING_UUID", "uuid");
    stack.environment.put("REPLICATOR_FUNCTION", "copy");
    peerSays("168", "0.1.0", "digest", stack.loop.wallTime());
  }

  private void peerSays(String retention, String version, String code, Instant at) {
    JsonNode parameters = JSON.createObjectNode().put("RetentionHours", retention);
    aws.card(OWN, new StackCard(parameters, version, code, at), PEER);
  }

  private JsonNode check() {
    return stack.invokeWith(new ReadinessCheck(stack.stack(), aws), "{}");
  }

  private void finds(String check, String problem) {
    JsonNode output = check();
    assertThat(output.path("ready").asBoolean()).isFalse();
    assertThat(output.path("findings"))
        .anySatisfy(
            finding -> {
              assertThat(finding.path("check").asText()).isEqualTo(check);
              assertThat(finding.path("problem").asText()).contains(problem);
              assertThat(finding.path("fix").asText()).isNotEmpty();
            });
    assertThat(stack.metric("ReadinessFindings"))
        .containsExactly((double) output.path("findings").size());
  }

  @Test
  @DisplayName("where all is well nothing is found, and the metric and the event say so")
  void ready() {
    JsonNode output = check();

    assertThat(output.path("findings")).isEmpty();
    assertThat(output.path("ready").asBoolean()).isTrue();
    assertThat(output.path("checked"))
        .extracting(JsonNode::asText)
        .containsExactly("stream", "quotas", "mapping", "tables", "stacks", "permissions");
    assertThat(stack.metric("ReadinessFindings")).containsExactly(0.0);
    JsonNode event = aws.put.get(aws.put.size() - 1).at("/Entries/0");
    assertThat(event.path("Source").asText()).isEqualTo("farshore");
    assertThat(event.path("DetailType").asText()).isEqualTo("Farshore Readiness");
    assertThat(event.path("Detail").asText()).isEqualTo(output.toString());
    assertThat(aws.put.get(0).at("/Item/entry/S").asText()).isEqualTo("stack#us-east-2");
    assertThat(aws.put.get(0).at("/Item/code/S").asText()).isEqualTo("digest");
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1 DescribeStreamSummary, \"OpenShardCount\":2, \"OpenShardCount\":3, stream, "
        + "OpenShardCount is 2 in us-east-2 and 3 in us-east-1",
    "us-east-2 DescribeStreamSummary, :168, :24, stream, RetentionPeriodHours is 24 in us-east-2",
    "us-east-1 DescribeStreamSummary, KMS, NONE, stream, EncryptionType is KMS in us-east-2",
    "us-east-1 DescribeStreamSummary, ACTIVE, CREATING, stream, orders in us-east-1 is",
    "us-east-2 DescribeLimits, 500, 11, quotas, room for 1 more shards",
    "us-east-2 /2016-08-19/account-settings, 900, 21, quotas, leaves 21 concurrent executions",
    "us-east-2 /2015-03-31/event-source-mappings/uuid, Enabled, Disabled, mapping, is Disabled",
    "us-east-2 /2015-03-31/event-source-mappings/uuid, Factor\":1, Factor\":2, mapping, "
        + "ParallelizationFactor of the replicator's mapping is 2",
    "us-east-2 DescribeTable, us-east-1, us-west-2, tables, no replica that is ACTIVE in us-east-1",
    "us-east-2 DescribeTable, TableStatus\":\"ACTIVE, TableStatus\":\"DELETING, tables, DELETING"
  })
  @DisplayName("what AWS answers otherwise than it should is found, with what to do")
  void found(String call, String was, String is, String check, String problem) {
    assertThat(aws.answers.get(call)).contains(was);
    aws.answers.put(call, aws.answers.get(call).replace(was, is));

    finds(check, problem);
  }

  @Test
  @DisplayName("a peer with other parameters, another version, other code, or long silent")
  void unlikePeer() {
    peerSays("24", "0.1.0", "digest", stack.loop.wallTime());
    finds("stacks", "the parameter RetentionHours is \"168\" here and \"24\" in us-east-1");
    stack.log.clear();
    peerSays("168", "0.0.9", "digest", stack.loop.wallTime());
    finds("stacks", "us-east-1 has version 0.0.9 of the stack, and this Region 0.1.0");
    stack.log.clear();
    peerSays("168", "0.1.0", "other", stack.loop.wallTime());
    finds("stacks", "with other code");
    stack.log.clear();
    peerSays("168", "0.1.0", "digest", stack.loop.wallTime().minus(Duration.ofMinutes(21)));
    finds("stacks", "said last here");
  }

  @Test
  @DisplayName("a peer that has never said anything of itself is not there")
  void noPeer() {
    aws.answers.put(OWN + " GetItem", "{}");

    finds("stacks", "no stack in us-east-1");
  }

  @Test
  @DisplayName("a role that has lost a permission is found before it would be missed")
  void denied() {
    aws.denied.add(ROLE + "KinesisReplicator kinesis:PutRecords");

    finds(
        "permissions",
        "KinesisReplicator may not kinesis:PutRecords on"
            + " arn:aws:kinesis:us-east-1:111122223333:stream/orders");
  }

  @Test
  @DisplayName("what can't be looked at is a finding, never a silent yes")
  void notLookedAt() {
    aws.answers.put(PEER + " DescribeStreamSummary", "refused");
    finds("stream", "could not be looked at: us-east-1 DescribeStreamSummary: AccessDenied");
    stack.log.clear();
    aws.denied.add("refused");
    finds("permissions", "could not be looked at: SimulatePrincipalPolicy: AccessDenied");
  }
}
