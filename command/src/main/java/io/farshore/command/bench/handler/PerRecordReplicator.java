package io.farshore.command.bench.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * What Farshore is measured against: copies record by record, with one PutRecord to the peer Region
 * and one PutItem of the checkpoint in its own Region for each. It knows no epoch, no lease and no
 * watermark. In the standby it must not run: it would copy what was copied.
 */
public final class PerRecordReplicator implements RequestStreamHandler {

  private static final String ALL_HANDLED = "{\"batchItemFailures\":[]}";

  private final ObjectMapper json = new ObjectMapper();

  private final String stream;
  private final String region;
  private final String checkpointTable;
  private final KinesisClient peer;
  private final DynamoDbClient own;

  /** From a function's environment. */
  public PerRecordReplicator(Map<String, String> environment) {
    stream = environment.get("STREAM_NAME");
    region = environment.get("AWS_REGION");
    checkpointTable = environment.get("CHECKPOINT_TABLE");
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"),
                environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_SESSION_TOKEN")));
    URI endpoint = URI.create(environment.get("AWS_ENDPOINT_URL"));
    peer =
        KinesisClient.builder()
            .region(Region.of(environment.get("PEER_REGION")))
            .endpointOverride(endpoint)
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    own =
        DynamoDbClient.builder()
            .region(Region.of(region))
            .endpointOverride(endpoint)
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    for (JsonNode each : json.readTree(input).path("Records")) {
      JsonNode source = each.path("kinesis");
      byte[] data = source.path("data").binaryValue();
      peer.putRecord(
          put ->
              put.streamName(stream)
                  .partitionKey(source.path("partitionKey").asText())
                  .data(SdkBytes.fromByteArray(data)));
      String eventId = each.path("eventID").asText();
      String shardId = eventId.substring(0, eventId.indexOf(':'));
      own.putItem(put -> put.tableName(checkpointTable).item(checkpoint(shardId, source)));
    }
    output.write(ALL_HANDLED.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, AttributeValue> checkpoint(String shardId, JsonNode source) {
    return Map.of(
        "streamName", AttributeValue.fromS(stream),
        "entry", AttributeValue.fromS("per-record#" + region + "#" + shardId),
        "sequenceNumber", AttributeValue.fromS(source.path("sequenceNumber").asText()));
  }
}
