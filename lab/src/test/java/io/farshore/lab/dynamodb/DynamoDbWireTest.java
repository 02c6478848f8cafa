package io.farshore.lab.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.endpoint.Credentials;
import io.farshore.lab.endpoint.Endpoint;
import io.farshore.lab.endpoint.EndpointSettings;
import io.farshore.lab.endpoint.RawService;
import io.farshore.lab.endpoint.RequestIds;
import io.farshore.lab.endpoint.ServiceRouter;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.faults.Faults;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** AWS's own SDK, on threads and in real time. */
class DynamoDbWireTest {

  private static final String EAST = "us-east-1";
  private static final String OHIO = "us-east-2";
  private static final Faults FAULTS = new Faults();
  private static final ExecutorService WORKERS = Executors.newCachedThreadPool();
  private static ThreadEventLoop loop;
  private static DynamoDbService service;
  private static Endpoint endpoint;

  @BeforeAll
  static void start() throws JsonProcessingException {
    loop = new ThreadEventLoop("loop", Clock.systemUTC(), System::nanoTime);
    service =
        new DynamoDbService(
            List.of(EAST, OHIO),
            Clock.systemUTC(),
            loop,
            WORKERS,
            new ReplicationDelay(
                Duration.ofMillis(20), Duration.ofMillis(20), new SplittableRandom(1)),
            FAULTS::isCut,
            Optional.empty());
    ServiceRouter router = new ServiceRouter(List.of(EAST, OHIO), FAULTS, loop, WORKERS);
    router.add((AwsService) service);
    router.add((RawService) service);
    endpoint =
        new Endpoint(
            EndpointSettings.onPort(0),
            router,
            new Credentials(),
            new RequestIds(new SplittableRandom(2)));
    String properties =
        "{'TableName':'wire','BillingMode':'PAY_PER_REQUEST','Replicas':[{'Region':'us-east-1'},"
            + "{'Region':'us-east-2'}],'KeySchema':[{'AttributeName':'s','KeyType':'HASH'}],"
            + "'AttributeDefinitions':[{'AttributeName':'s','AttributeType':'S'}]}";
    service
        .createGlobalTable((ObjectNode) new ObjectMapper().readTree(properties.replace('\'', '"')))
        .join();
  }

  @AfterAll
  static void stop() {
    endpoint.close();
    service.close();
    loop.close();
    WORKERS.shutdown();
  }

  @Test
  @DisplayName("The SDK sees DynamoDB's own errors")
  void errors() {
    try (DynamoDbClient east = client(EAST)) {
      put(east, "a", 1);
      assertThatThrownBy(
              () ->
                  east.putItem(
                      r ->
                          r.tableName("wire")
                              .item(item("a", 2))
                              .conditionExpression("attribute_not_exists(s)")))
          .isInstanceOf(ConditionalCheckFailedException.class);
      Put put =
          Put.builder()
              .tableName("wire")
              .item(item("a", 3))
              .conditionExpression("attribute_not_exists(s)")
              .build();
      assertThatThrownBy(
              () ->
                  east.transactWriteItems(
                      r -> r.transactItems(TransactWriteItem.builder().put(put).build())))
          .isInstanceOfSatisfying(
              TransactionCanceledException.class,
              e ->
                  assertThat(e.cancellationReasons().get(0).code())
                      .isEqualTo("ConditionalCheckFailed"));
    }
  }

  @Test
  @DisplayName("What begins is told of as it begins; what DynamoDB Local lacks, as lacking")
  void beginnings() {
    try (DynamoDbClient east = client(EAST)) {
      TableDescription made =
          east.createTable(
                  r ->
                      r.tableName("begun")
                          .billingMode(BillingMode.PAY_PER_REQUEST)
                          .attributeDefinitions(
                              AttributeDefinition.builder()
                                  .attributeName("s")
                                  .attributeType("S")
                                  .build())
                          .keySchema(
                              KeySchemaElement.builder()
                                  .attributeName("s")
                                  .keyType("HASH")
                                  .build()))
              .tableDescription();
      assertThat(made.tableStatus()).isEqualTo(TableStatus.CREATING);
      assertThat(east.describeTable(r -> r.tableName("begun")).table().tableStatus())
          .isEqualTo(TableStatus.ACTIVE);
      assertThat(east.deleteTable(r -> r.tableName("begun")).tableDescription().tableStatus())
          .isEqualTo(TableStatus.DELETING);
      assertThatThrownBy(() -> east.createBackup(r -> r.tableName("wire").backupName("kept")))
          .hasMessageContaining("The lab has no CreateBackup of DynamoDB")
          .isInstanceOfSatisfying(
              DynamoDbException.class,
              e ->
                  assertThat(e.awsErrorDetails().errorCode())
                      .isEqualTo("UnknownOperationException"));
    }
  }

  @Test
  @DisplayName("Replicas written in both Regions at once, and cut off meanwhile, end up the same")
  void converge() throws Exception {
    List<Future<?>> writers = new ArrayList<>();
    for (String region : List.of(EAST, OHIO)) {
      writers.add(
          WORKERS.submit(
              () -> {
                try (DynamoDbClient client = client(region)) {
                  for (int i = 0; i < 150; i++) {
                    put(client, "shared-" + i % 7, i);
                    put(client, region + "-" + i % 3, i);
                    if (i == 50) {
                      FAULTS.inject(new Fault.Partition(EAST, OHIO));
                    }
                  }
                }
              }));
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    FAULTS.healAll();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> service.backlog(EAST, OHIO) + service.backlog(OHIO, EAST) == 0);
    assertThat(service.items(EAST, "wire"))
        .hasSizeGreaterThanOrEqualTo(13)
        .containsExactlyInAnyOrderElementsOf(service.items(OHIO, "wire"));
  }

  private static void put(DynamoDbClient client, String key, int value) {
    client.putItem(r -> r.tableName("wire").item(item(key, value)));
  }

  private static Map<String, AttributeValue> item(String key, int value) {
    return Map.of("s", AttributeValue.fromS(key), "v", AttributeValue.fromN("" + value));
  }

  private static DynamoDbClient client(String region) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint.uri())
        .region(Region.of(region))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key-" + region, "secret")))
        .build();
  }
}
