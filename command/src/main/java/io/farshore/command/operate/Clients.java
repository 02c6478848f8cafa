package io.farshore.command.operate;

import io.farshore.aws.AwsSettings;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * SDK clients for what is not the protocol's. They try again as the SDK does, within the time limit
 * of a call: what is started is started by name, so twice is as good as once. Thread-safe.
 */
final class Clients implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(70);

  private final AwsSettings settings;
  private final Duration limit;
  private final SdkHttpClient http;
  private final SdkHttpClient patientHttp;
  private final Map<Region, SfnClient> states = new ConcurrentHashMap<>();
  private final Map<Region, LambdaClient> functions = new ConcurrentHashMap<>();
  private final Map<Region, LambdaClient> patientFunctions = new ConcurrentHashMap<>();
  private final Map<Region, DynamoDbClient> tables = new ConcurrentHashMap<>();
  private final Map<Region, SqsClient> queues = new ConcurrentHashMap<>();

  Clients(AwsSettings settings) {
    this.settings = settings;
    this.limit = settings.callTimeout();
    this.http =
        UrlConnectionHttpClient.builder().connectionTimeout(limit).socketTimeout(limit).build();
    this.patientHttp =
        UrlConnectionHttpClient.builder().connectionTimeout(limit).socketTimeout(PATIENCE).build();
  }

  SfnClient states(Region region) {
    return states.computeIfAbsent(region, at -> build(SfnClient.builder(), at));
  }

  LambdaClient functions(Region region) {
    return functions.computeIfAbsent(region, at -> build(LambdaClient.builder(), at));
  }

  /** For functions that take their time. */
  LambdaClient patientFunctions(Region region) {
    return patientFunctions.computeIfAbsent(
        region, at -> build(LambdaClient.builder(), at, patientHttp, PATIENCE));
  }

  DynamoDbClient tables(Region region) {
    return tables.computeIfAbsent(region, at -> build(DynamoDbClient.builder(), at));
  }

  SqsClient queues(Region region) {
    return queues.computeIfAbsent(region, at -> build(SqsClient.builder(), at));
  }

  AwsSettings settings() {
    return settings;
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, Region region) {
    return build(builder, region, http, limit);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, Region region, SdkHttpClient client, Duration timeout) {
    builder
        .region(software.amazon.awssdk.regions.Region.of(region.name()))
        .credentialsProvider(settings.credentials())
        .httpClient(client)
        .overrideConfiguration(override -> override.apiCallTimeout(timeout));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  @Override
  public void close() {
    states.values().forEach(SfnClient::close);
    functions.values().forEach(LambdaClient::close);
    tables.values().forEach(DynamoDbClient::close);
    queues.values().forEach(SqsClient::close);
    patientFunctions.values().forEach(LambdaClient::close);
    http.close();
    patientHttp.close();
  }
}
