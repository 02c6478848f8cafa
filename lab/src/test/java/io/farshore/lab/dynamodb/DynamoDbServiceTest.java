package io.farshore.lab.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.testing.VirtualEventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.endpoint.RawRequest;
import io.farshore.lab.endpoint.RawResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Runs on one thread and a clock of its own: time passes only where a test says so. */
class DynamoDbServiceTest {

  private static final String EAST = "us-east-1";
  private static final String OHIO = "us-east-2";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final VirtualEventLoop LOOP = new VirtualEventLoop();
  private static final Clock CLOCK =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return LOOP.wallTime();
        }
      };
  private static final ReplicationDelay DELAY =
      new ReplicationDelay(Duration.ofMillis(500), Duration.ZERO, new SplittableRandom(1));
  private static boolean cut;
  private static DynamoDbService service;
  private static int tables;

  private String table;

  @BeforeAll
  static void start() {
    service =
        new DynamoDbService(
            List.of(EAST, OHIO),
            CLOCK,
            LOOP,
            Runnable::run,
            DELAY,
            (one, other) -> cut,
            Optional.empty());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void createTable(TestInfo test) {
    cut = false;
    DELAY.set(Duration.ofMillis(500), Duration.ZERO);
    table = "table" + tables++;
    service.createGlobalTable(description(table)).join();
  }

  @Test
  @DisplayName("A put is in the other Region after the delay, and not before")
  void putIsCopied() {
    put(EAST, "k", "1");
    LOOP.advance(Duration.ofMillis(499));
    assertThat(value(OHIO, "k")).isEqualTo("none");
    LOOP.advance(Duration.ofMillis(1));
    assertThat(value(OHIO, "k")).isEqualTo("1");
  }

  @Test
  @DisplayName("An update is copied whole, and its answer is as without copying")
  void updateIsCopied() {
    put(EAST, "k", "1");
    assertThat(update(EAST, "k", "2", "NONE")).isEqualTo("{}");
    assertThat(update(EAST, "k", "3", "UPDATED_OLD"))
        .isEqualTo("{\"Attributes\":{\"v\":{\"N\":\"2\"}}}");
    assertThat(update(EAST, "k", "4", "ALL_NEW")).contains("\"v\":{\"N\":\"4\"}");
    LOOP.advance(Duration.ofSeconds(1));
    assertThat(value(OHIO, "k")).isEqualTo("4");
  }

  @Test
  @DisplayName("Deletes, batches and transactions are copied item by item")
  void otherWritesAreCopied() {
    put(EAST, "gone", "1");
    put(EAST, "updated", "1");
    LOOP.advance(Duration.ofSeconds(1));
    call(EAST, "DeleteItem", "{'TableName':'T','Key':{'s':{'S':'x'},'e':{'S':'gone'}}}");
    call(
        EAST,
        "BatchWriteItem",
        "{'RequestItems':{'T':[{'PutRequest':{'Item':{'s':{'S':'x'},'e':{'S':'b'},"
            + "'v':{'N':'7'}}}}]}}");
    call(
        EAST,
        "TransactWriteItems",
        "{'TransactItems':[{'Put':{'TableName':'T','Item':{'s':{'S':'x'},'e':{'S':'t'},"
            + "'v':{'N':'8'}}}},{'Update':{'TableName':'T','Key':{'s':{'S':'x'},'e':{'S':"
            + "'updated'}},'UpdateExpression':'SET v=:v','ExpressionAttributeValues':{':v':"
            + "{'N':'9'}}}}]}");
    LOOP.advance(Duration.ofSeconds(1));
    assertThat(value(OHIO, "gone")).isEqualTo("none");
    assertThat(value(OHIO, "b")).isEqualTo("7");
    assertThat(value(OHIO, "t")).isEqualTo("8");
    assertThat(value(OHIO, "updated")).isEqualTo("9");
  }

  @Test
  @DisplayName("The later of two conflicting writes wins in both Regions")
  void lastWriterWins() {
    put(OHIO, "k", "1");
    LOOP.advance(Duration.ofMillis(100));
    put(EAST, "k", "2");
    LOOP.advance(Duration.ofSeconds(2));
    assertThat(value(EAST, "k")).isEqualTo("2");
    assertThat(value(OHIO, "k")).isEqualTo("2");
  }

  @Test
  @DisplayName("Nothing passes while the Regions are cut off; all of it after the heal, once")
  void heldBackWhileCut() {
    cut = true;
    put(EAST, "k", "1");
    put(EAST, "k", "2");
    put(OHIO, "o", "3");
    LOOP.advance(Duration.ofMinutes(10));
    assertThat(value(OHIO, "k")).isEqualTo("none");
    assertThat(service.backlog(EAST, OHIO)).isEqualTo(2);
    cut = false;
    LOOP.advance(Duration.ofMillis(100));
    assertThat(value(OHIO, "k")).isEqualTo("2");
    assertThat(value(EAST, "o")).isEqualTo("3");
    LOOP.advance(Duration.ofSeconds(10));
    assertThat(service.backlog(EAST, OHIO) + service.backlog(OHIO, EAST)).isZero();
  }

  @Test
  @DisplayName("With jitter items overtake each other, writes of one item don't")
  void jitterKeepsTheOrderOfAnItem() {
    DELAY.set(Duration.ofMillis(100), Duration.ofMillis(500));
    for (int i = 0; i < 30; i++) {
      put(EAST, "k", String.valueOf(i));
      LOOP.advance(Duration.ofMillis(1));
    }
    int seen = -1;
    for (int i = 0; i < 700; i++) {
      LOOP.advance(Duration.ofMillis(1));
      String value = value(OHIO, "k");
      if (!value.equals("none")) {
        assertThat(Integer.parseInt(value)).isGreaterThanOrEqualTo(seen);
        seen = Integer.parseInt(value);
      }
    }
    assertThat(seen).isEqualTo(29);
  }

  @Test
  @DisplayName("A refused write is answered with DynamoDB's error and not copied")
  void refusedWrite() {
    put(EAST, "k", "1");
    LOOP.advance(Duration.ofSeconds(1));
    assertThatThrownBy(
            () ->
                call(
                    EAST,
                    "PutItem",
                    "{'TableName':'T','ConditionExpression':'attribute_not_exists(s)','Item':"
                        + "{'s':{'S':'x'},'e':{'S':'k'},'v':{'N':'2'}}}"))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            AwsError.class, e -> assertThat(e.code()).isEqualTo("ConditionalCheckFailedException"));
    LOOP.advance(Duration.ofSeconds(1));
    assertThat(value(OHIO, "k")).isEqualTo("1");
  }

  @Test
  @DisplayName("A table is described with its Region's ARN and its replicas")
  void describesReplicas() {
    JsonNode table = call(OHIO, "DescribeTable", "{'TableName':'T'}").get("Table");
    assertThat(table.path("TableArn").asText())
        .isEqualTo("arn:aws:dynamodb:us-east-2:111122223333:table/" + this.table);
    assertThat(table.path("Replicas").findValuesAsText("RegionName")).containsExactly(EAST);
  }

  @Test
  @DisplayName("A deployed table has the settings of its template, each replica its own")
  void keepsSettings() {
    JsonNode east = call(EAST, "DescribeTable", "{'TableName':'T'}").get("Table");
    JsonNode ohio = call(OHIO, "DescribeTable", "{'TableName':'T'}").get("Table");
    assertThat(east.path("DeletionProtectionEnabled").asBoolean()).isTrue();
    assertThat(ohio.path("DeletionProtectionEnabled").asBoolean()).isFalse();
    assertThat(ohio.at("/StreamSpecification/StreamViewType").asText()).isEqualTo("NEW_IMAGE");
    assertThat(ohio.at("/SSEDescription/Status").asText()).isEqualTo("ENABLED");
    assertThat(ohio.at("/SSEDescription/KMSMasterKeyArn").asText())
        .startsWith("arn:aws:kms:us-east-2:111122223333:key/");
    assertThat(recovery(EAST).path("RecoveryPeriodInDays").asInt()).isEqualTo(7);
    assertThat(recovery(OHIO).path("PointInTimeRecoveryStatus").asText()).isEqualTo("DISABLED");
    assertThat(
            call(OHIO, "DescribeTimeToLive", "{'TableName':'T'}")
                .at("/TimeToLiveDescription/AttributeName")
                .asText())
        .isEqualTo("ends");
    String arn = east.path("TableArn").asText();
    assertThat(call(EAST, "ListTagsOfResource", "{'ResourceArn':'" + arn + "'}").toString())
        .contains("team", "orders");
    assertThatThrownBy(() -> call(EAST, "DeleteTable", "{'TableName':'T'}"))
        .hasMessageContaining("protected against deletion");
  }

  private JsonNode recovery(String region) {
    return call(region, "DescribeContinuousBackups", "{'TableName':'T'}")
        .at("/ContinuousBackupsDescription/PointInTimeRecoveryDescription");
  }

  @Test
  @DisplayName("A change of the table is one of all replicas, protection of one only")
  void sharesSettings() {
    call(
        OHIO,
        "UpdateTable",
        "{'TableName':'T','BillingMode':'PROVISIONED','ProvisionedThroughput':"
            + "{'ReadCapacityUnits':3,'WriteCapacityUnits':4},'DeletionProtectionEnabled':true}");
    call(OHIO, "UpdateTable", "{'TableName':'T','SSESpecification':{'Enabled':false}}");
    call(EAST, "UpdateTable", "{'TableName':'T','DeletionProtectionEnabled':false}");
    JsonNode east = call(EAST, "DescribeTable", "{'TableName':'T'}").get("Table");
    JsonNode ohio = call(OHIO, "DescribeTable", "{'TableName':'T'}").get("Table");
    for (JsonNode each : List.of(east, ohio)) {
      assertThat(each.at("/ProvisionedThroughput/WriteCapacityUnits").asInt()).isEqualTo(4);
      assertThat(each.has("SSEDescription")).isFalse();
    }
    assertThat(east.path("DeletionProtectionEnabled").asBoolean()).isFalse();
    assertThat(ohio.path("DeletionProtectionEnabled").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("A change of replicas with any other change is refused, and nothing is done")
  void refusesMixedUpdates() {
    assertThatThrownBy(
            () ->
                call(
                    EAST,
                    "UpdateTable",
                    "{'TableName':'T','BillingMode':'PROVISIONED','ReplicaUpdates':"
                        + "[{'Delete':{'RegionName':'us-east-2'}}]}"))
        .hasMessageContaining("BillingMode");
    assertThatThrownBy(
            () ->
                call(
                    EAST,
                    "UpdateTable",
                    "{'TableName':'T','ReplicaUpdates':[{'Create':{'RegionName':'us-east-2',"
                        + "'KMSMasterKeyId':'k'}}]}"))
        .hasMessageContaining("KMSMasterKeyId");
    assertThat(call(EAST, "DescribeTable", "{'TableName':'T'}").at("/Table/Replicas")).hasSize(1);
  }

  @Test
  @DisplayName("Over the wire, answers are DynamoDB Local's own, and writes are copied too")
  void rawAnswers() {
    RawResponse failed = raw(EAST, "GetItem", "{'TableName':'no-such-table','Key':{}}");
    assertThat(failed.status()).isEqualTo(400);
    assertThat(new String(failed.body(), StandardCharsets.UTF_8))
        .contains("com.amazonaws.dynamodb.v20120810#ResourceNotFoundException");
    RawResponse put =
        raw(
            EAST,
            "PutItem",
            "{'TableName':'T','Item':{'s':{'S':'x'},'e':{'S':'r'},'v':{'N':'5'}}}");
    assertThat(put.status()).isEqualTo(200);
    LOOP.advance(Duration.ofSeconds(1));
    assertThat(value(OHIO, "r")).isEqualTo("5");
    assertThat(service.items(OHIO, table)).hasSize(1);
  }

  @Test
  @DisplayName("PartiQL, whose writes would not be copied, is refused")
  void partiQlIsRefused() {
    assertThatThrownBy(() -> call(EAST, "ExecuteStatement", "{'Statement':'SELECT * FROM T'}"))
        .hasMessageContaining("PartiQL");
  }

  private void put(String region, String key, String value) {
    call(
        region,
        "PutItem",
        "{'TableName':'T','Item':{'s':{'S':'x'},'e':{'S':'"
            + key
            + "'},'v':{'N':'"
            + value
            + "'}}}");
  }

  private String update(String region, String key, String value, String returned) {
    return call(
            region,
            "UpdateItem",
            "{'TableName':'T','Key':{'s':{'S':'x'},'e':{'S':'"
                + key
                + "'}},'UpdateExpression':'SET v=:v','ReturnValues':'"
                + returned
                + "','ExpressionAttributeValues':{':v':{'N':'"
                + value
                + "'}}}")
        .toString();
  }

  private String value(String region, String key) {
    return call(
            region,
            "GetItem",
            "{'TableName':'T','ConsistentRead':true,'Key':{'s':{'S':'x'},'e':{'S':'" + key + "'}}}")
        .path("Item")
        .path("v")
        .path("N")
        .asText("none");
  }

  private JsonNode call(String region, String operation, String input) {
    return service
        .call(
            new ApiCall(
                Caller.outside("test"), region, "dynamodb", operation, tree(input), "request"))
        .join();
  }

  private RawResponse raw(String region, String operation, String input) {
    byte[] body = tree(input).toString().getBytes(StandardCharsets.UTF_8);
    return service
        .call(new RawRequest(Caller.outside("test"), region, operation, Map.of(), body, "request"))
        .join();
  }

  private ObjectNode tree(String text) {
    try {
      return (ObjectNode)
          JSON.readTree(text.replace('\'', '"').replace("\"T\"", '"' + table + '"'));
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private ObjectNode description(String name) {
    return tree(
        "{'TableName':'"
            + name
            + "','BillingMode':'PAY_PER_REQUEST','KeySchema':[{'AttributeName':'s','KeyType':"
            + "'HASH'},{'AttributeName':'e','KeyType':'RANGE'}],'StreamSpecification':"
            + "{'StreamViewType':'NEW_IMAGE'},'SSESpecification':{'SSEEnabled':true},"
            + "'TimeToLiveSpecification':{'Enabled':true,'AttributeName':'ends'},'Replicas':"
            + "[{'Region':'us-east-1','DeletionProtectionEnabled':true,'Tags':[{'Key':'team','Value'"
            + ":'orders'}],'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true,"
            + "'RecoveryPeriodInDays':7}},{'Region':'us-east-2'}],'AttributeDefinitions':"
            + "[{'AttributeName':'s','AttributeType':'S'},{'AttributeName':'e','AttributeType':"
            + "'S'}]}");
  }
}
