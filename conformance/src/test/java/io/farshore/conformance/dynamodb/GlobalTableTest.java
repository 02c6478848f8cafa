package io.farshore.conformance.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class GlobalTableTest {

  private static final AttributeDefinition ID =
      AttributeDefinition.builder()
          .attributeName("id")
          .attributeType(ScalarAttributeType.S)
          .build();
  private static final KeySchemaElement HASH =
      KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Aws aws = Aws.shared();
  private final String table = Aws.name("table");
  private final DynamoDbClient here = aws.dynamoDb(aws.region());
  private final DynamoDbClient there = aws.dynamoDb(aws.otherRegion());

  @BeforeEach
  void make() {
    here.createTable(
        r ->
            r.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(ID)
                .keySchema(HASH)
                .streamSpecification(
                    s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    here.waiter().waitUntilTableExists(r -> r.tableName(table));
  }

  @AfterEach
  void remove() {
    delete(there);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> there.describeTable(r -> r.tableName(table)))
                    .isInstanceOf(ResourceNotFoundException.class));
    delete(here);
  }

  private void delete(DynamoDbClient region) {
    try {
      region.deleteTable(r -> r.tableName(table));
    } catch (ResourceNotFoundException e) {
      // It was not made, or is gone already.
    }
  }

  @Test
  @DisplayName("a replica gets what was there, and each Region what the other writes")
  void replicates() {
    put(here, "before", "1");
    replicate();

    assertThat(described(here).replicas())
        .extracting(ReplicaDescription::regionName)
        .containsExactly(aws.otherRegion());
    assertThat(described(there).globalTableVersion()).isEqualTo("2019.11.21");
    awaitValue(there, "before", "1");
    put(there, "after", "2");
    awaitValue(here, "after", "2");
  }

  @Test
  @DisplayName("a table that is protected against deletion stays")
  void protects() {
    here.updateTable(r -> r.tableName(table).deletionProtectionEnabled(true));
    awaitActive(here);

    assertThatThrownBy(() -> here.deleteTable(r -> r.tableName(table)))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
              assertThat(e.awsErrorDetails().errorMessage()).contains("protected against deletion");
            });
    here.updateTable(r -> r.tableName(table).deletionProtectionEnabled(false));
    awaitActive(here);
  }

  @Test
  @DisplayName("a table has tags by its ARN, and backups that can be switched on")
  void tagsAndBackups() {
    String arn = described(here).tableArn();
    assertThat(arn)
        .isEqualTo("arn:aws:dynamodb:%s:%s:table/%s".formatted(aws.region(), aws.account(), table));
    here.tagResource(
        r -> r.resourceArn(arn).tags(Tag.builder().key("team").value("orders").build()));
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(here.listTagsOfResource(r -> r.resourceArn(arn)).tags())
                    .containsExactly(Tag.builder().key("team").value("orders").build()));

    here.updateContinuousBackups(
        r ->
            r.tableName(table)
                .pointInTimeRecoverySpecification(p -> p.pointInTimeRecoveryEnabled(true)));
    assertThat(
            here.describeContinuousBackups(r -> r.tableName(table))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription()
                .pointInTimeRecoveryStatusAsString())
        .isEqualTo("ENABLED");
    assertThatThrownBy(() -> here.describeContinuousBackups(r -> r.tableName("no-such-table")))
        .isInstanceOf(TableNotFoundException.class)
        .hasMessageContaining("Table not found: no-such-table");
  }

  @Test
  @DisplayName("a stream tells what was written, by ARNs of its Region")
  void streams() {
    DynamoDbStreamsClient streams = aws.dynamoDbStreams(aws.region());
    String arn = described(here).latestStreamArn();
    assertThat(arn).startsWith(described(here).tableArn() + "/stream/");
    assertThat(streams.listStreams(r -> r.tableName(table)).streams())
        .extracting(s -> s.streamArn())
        .containsExactly(arn);
    put(here, "told", "1");

    String shard =
        streams.describeStream(r -> r.streamArn(arn)).streamDescription().shards().get(0).shardId();
    String iterator =
        streams
            .getShardIterator(
                r -> r.streamArn(arn).shardId(shard).shardIteratorType("TRIM_HORIZON"))
            .shardIterator();
    assertThat(streams.getRecords(r -> r.shardIterator(iterator)).records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.awsRegion()).isEqualTo(aws.region());
              assertThat(record.eventNameAsString()).isEqualTo("INSERT");
              assertThat(record.dynamodb().newImage()).containsKey("value");
            });
  }

  @Test
  @DisplayName("a table that is not there is named")
  void missing() {
    assertThatThrownBy(() -> here.describeTable(r -> r.tableName("no-such-table")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Requested resource not found: Table: no-such-table not found");
    assertThatThrownBy(
            () -> here.getItem(r -> r.tableName("no-such-table").key(Map.of("id", text("x")))))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Requested resource not found");
  }

  private void replicate() {
    ReplicationGroupUpdate replica =
        ReplicationGroupUpdate.builder().create(c -> c.regionName(aws.otherRegion())).build();
    here.updateTable(r -> r.tableName(table).replicaUpdates(replica));
    awaitActive(here);
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(ResourceNotFoundException.class)
        .until(() -> described(there).tableStatus() == TableStatus.ACTIVE);
  }

  private void awaitActive(DynamoDbClient region) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> described(region).tableStatus() == TableStatus.ACTIVE);
  }

  private TableDescription described(DynamoDbClient region) {
    return region.describeTable(r -> r.tableName(table)).table();
  }

  private void put(DynamoDbClient region, String id, String value) {
    region.putItem(r -> r.tableName(table).item(Map.of("id", text(id), "value", text(value))));
  }

  private void awaitValue(DynamoDbClient region, String id, String value) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        region
                            .getItem(
                                r ->
                                    r.tableName(table)
                                        .key(Map.of("id", text(id)))
                                        .consistentRead(true))
                            .item())
                    .containsEntry("value", text(value)));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
