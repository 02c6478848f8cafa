package io.farshore.lab.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.testing.VirtualEventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrongTablesTest {

  private static final String EAST = "us-east-1";
  private static final String OHIO = "us-east-2";
  private static final String OREGON = "us-west-2";
  private static final String PUT =
      "{'TableName':'epochs','Item':{'k':{'S':'1'}},'ConditionExpression':'attribute_not_exists(k)'}";
  private static final String GET =
      "{'TableName':'epochs','Key':{'k':{'S':'1'}},'ConsistentRead':true}";

  private final Set<String> cut = ConcurrentHashMap.newKeySet();

  @Test
  @DisplayName("strong tables: a write is in the other Region at once, and conditions there see it")
  void oneTruth() {
    try (DynamoDbService tables = start(Optional.empty())) {
      create(tables, "epochs", OREGON, EAST, OHIO);
      cut.add(EAST + OHIO);

      call(tables, OHIO, "PutItem", PUT);

      assertThat(call(tables, EAST, "GetItem", GET).at("/Item/k/S").asText()).isEqualTo("1");
      assertThatThrownBy(() -> call(tables, EAST, "PutItem", PUT))
          .hasMessageContaining("conditional request failed");
      assertThat(tables.items(EAST, "epochs")).isEqualTo(tables.items(OHIO, "epochs")).hasSize(1);
      JsonNode table = call(tables, OHIO, "DescribeTable", "{'TableName':'epochs'}").path("Table");
      assertThat(table.path("MultiRegionConsistency").asText()).isEqualTo("STRONG");
      assertThat(table.at("/GlobalTableWitnesses/0/RegionName").asText()).isEqualTo(OREGON);
    }
  }

  @Test
  @DisplayName("strong tables: a replica without a majority takes no calls; the others do")
  void aMajorityIsNeeded() {
    try (DynamoDbService tables = start(Optional.empty())) {
      create(tables, "epochs", OREGON, EAST, OHIO);
      cut.add(EAST + OHIO);
      cut.add(EAST + OREGON);

      assertThatThrownBy(() -> call(tables, EAST, "GetItem", GET)).hasMessageContaining("majority");
      call(tables, OHIO, "PutItem", PUT);
      cut.clear();
      assertThat(call(tables, EAST, "GetItem", GET).has("Item")).isTrue();
    }
  }

  @Test
  @DisplayName("strong tables: they are so after a restart, too")
  void theyAreKept(@TempDir Path folder) {
    try (DynamoDbService tables = start(Optional.of(folder))) {
      create(tables, "epochs", OREGON, EAST, OHIO);
      call(tables, OHIO, "PutItem", PUT);
    }
    try (DynamoDbService tables = start(Optional.of(folder))) {
      assertThat(call(tables, OHIO, "GetItem", GET).has("Item")).isTrue();
      assertThat(call(tables, EAST, "GetItem", GET).has("Item")).isTrue();
    }
  }

  @ParameterizedTest(name = "{0} and {1}, witness {2}")
  @CsvSource({
    "us-east-1,us-east-2,",
    "us-east-1,us-east-2,eu-west-1",
    "us-east-1,us-east-2,us-east-2",
    "us-east-1,us-east-1,us-west-2"
  })
  @DisplayName("strong tables: three places of one set, and no others")
  void placesAreChecked(String one, String other, String witness) {
    try (DynamoDbService tables = start(Optional.empty())) {
      assertThatThrownBy(() -> create(tables, "epochs", witness == null ? "" : witness, one, other))
          .hasMessageContaining("Regions of one set");
    }
  }

  @Test
  @DisplayName("strong tables: no transactions")
  void noTransactions() {
    try (DynamoDbService tables = start(Optional.empty())) {
      create(tables, "epochs", OREGON, EAST, OHIO);
      assertThatThrownBy(
              () ->
                  call(
                      tables,
                      EAST,
                      "TransactWriteItems",
                      "{'TransactItems':[{'Put':{'TableName':'epochs','Item':{'k':{'S':'2'}}}}]}"))
          .hasMessageContaining("TransactWriteItems");
    }
  }

  private DynamoDbService start(Optional<Path> folder) {
    return new DynamoDbService(
        List.of(EAST, OHIO),
        Clock.systemUTC(),
        new VirtualEventLoop(),
        Runnable::run,
        new ReplicationDelay(Duration.ofMillis(500), Duration.ZERO, new SplittableRandom(1)),
        (one, other) -> cut.contains(one + other),
        folder);
  }

  private static void create(
      DynamoDbService tables, String name, String witness, String one, String other) {
    String witnesses = witness.isEmpty() ? "" : "{'Region':'" + witness + "'}";
    tables
        .createGlobalTable(
            tree(
                ("{'TableName':'%s','BillingMode':'PAY_PER_REQUEST','MultiRegionConsistency':'STRONG',"
                        + "'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}],'AttributeDefinitions'"
                        + ":[{'AttributeName':'k','AttributeType':'S'}],'GlobalTableWitnesses':[%s],"
                        + "'Replicas':[{'Region':'%s'},{'Region':'%s'}]}")
                    .formatted(name, witnesses, one, other)))
        .join();
  }

  private static JsonNode call(
      DynamoDbService tables, String region, String operation, String input) {
    return tables
        .call(new ApiCall(Caller.outside("p"), region, "dynamodb", operation, tree(input), "id"))
        .join();
  }

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
