package io.farshore.aws;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import io.farshore.core.stream.Region;
import io.farshore.core.time.ThreadEventLoop;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** DynamoDB Local on 127.0.0.1 with both control tables, and the adapters on top of it. */
final class LocalTables {

  static final Region EAST = new Region("us-east-1");
  static final Region OHIO = new Region("us-east-2");

  private static final Duration GENEROUS = Duration.ofSeconds(20);

  private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
  private final LocalDynamoDBRequestHandler store =
      new LocalDynamoDBRequestHandler(0, true, null, true, false);
  private final DynamoDbClient client;
  private final URI endpoint;
  final ThreadEventLoop loop =
      new ThreadEventLoop("test-loop", Clock.systemUTC(), System::nanoTime);
  final AwsAdapters adapters;

  LocalTables() throws Exception {
    server.setHandler(new LocalDynamoDBServerHandler(store, "*"));
    server.start();
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    endpoint = URI.create("http://127.0.0.1:" + port);
    adapters = adapters(Map.of());
    client =
        DynamoDbClient.builder()
            .region(software.amazon.awssdk.regions.Region.of(EAST.name()))
            .endpointOverride(endpoint)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    createTable(AwsSettings.DEFAULT_ACTIVE_REGION_TABLE);
    createTable(AwsSettings.DEFAULT_CHECKPOINT_TABLE);
  }

  /** Adapters with more in their environment. */
  AwsAdapters adapters(Map<String, String> environment) {
    return new AwsAdapters(
        AwsSettings.from(environment)
            .withKeys("test", "test")
            .withEndpoint(endpoint)
            .withCallTimeout(GENEROUS),
        loop);
  }

  private void createTable(String name) {
    client.createTable(
        table ->
            table
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("streamName"), attribute("entry"))
                .keySchema(key("streamName", KeyType.HASH), key("entry", KeyType.RANGE)));
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  /** The item as it is in the table. */
  Map<String, AttributeValue> item(String table, String stream, String entry) {
    return client
        .getItem(
            get ->
                get.tableName(table)
                    .key(
                        Map.of(
                            "streamName", AttributeValue.fromS(stream),
                            "entry", AttributeValue.fromS(entry))))
        .item();
  }

  /** Puts an item as it is. */
  void put(String table, Map<String, AttributeValue> item) {
    client.putItem(put -> put.tableName(table).item(item));
  }

  void close() throws Exception {
    adapters.close();
    loop.close();
    client.close();
    server.stop();
    store.shutdown();
  }
}
