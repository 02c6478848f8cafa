package io.farshore.conformance;

import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The AWS that the tests run against: a lab of two Regions that is started once a JVM, or, with
 * {@code -Dfarshore.conformance=aws}, AWS itself with the usual credentials. Clients are the SDK's
 * own, one for each service and Region, and live as long as the JVM. Thread-safe.
 */
public final class Aws {

  private static final String ROLE = "farshore.conformance.role";
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Optional<URI> endpoint;
  private final List<String> regions;
  private final Map<String, Object> clients = new ConcurrentHashMap<>();

  private Aws(Optional<URI> endpoint, List<String> regions) {
    this.endpoint = endpoint;
    this.regions = regions;
  }

  /** The one that all tests share; what tests make in it has a {@link #name} of its own. */
  public static Aws shared() {
    return Shared.AWS;
  }

  /** Clients of the AWS at {@code endpoint}: a lab that a test has started for itself. */
  public static Aws at(URI endpoint, List<String> regions) {
    return new Aws(Optional.of(endpoint), List.copyOf(regions));
  }

  /** Whether this is AWS, and not a lab. */
  public boolean isReal() {
    return endpoint.isEmpty();
  }

  /** Where the lab listens; empty for AWS. */
  public Optional<URI> endpoint() {
    return endpoint;
  }

  /** The Region that most tests use. */
  public String region() {
    return regions.get(0);
  }

  /** Another Region. */
  public String otherRegion() {
    return regions.get(1);
  }

  /** A name that no other test has, such as {@code stream-k3x9-7}. */
  public static String name(String prefix) {
    String run = Long.toString(ProcessHandle.current().pid(), 36);
    return prefix + "-" + run + "-" + NAMES.incrementAndGet();
  }

  /** The account's id, twelve digits. */
  public String account() {
    return sts(region()).getCallerIdentity(r -> {}).account();
  }

  /**
   * The ARN of a role that functions, rules and state machines may take: in the lab any; for AWS
   * the system property {@code farshore.conformance.role}.
   */
  public String role() {
    return System.getProperty(ROLE, "arn:aws:iam::111122223333:role/conformance");
  }

  /** Kinesis, over HTTP/1.1. */
  public KinesisClient kinesis(String region) {
    return client(KinesisClient::builder, region, KinesisClient.class);
  }

  /** Kinesis, over HTTP/2, with subscriptions. */
  public KinesisAsyncClient kinesisAsync(String region) {
    return client(KinesisAsyncClient::builder, region, KinesisAsyncClient.class);
  }

  /** DynamoDB. */
  public DynamoDbClient dynamoDb(String region) {
    return client(DynamoDbClient::builder, region, DynamoDbClient.class);
  }

  /** DynamoDB's streams. */
  public DynamoDbStreamsClient dynamoDbStreams(String region) {
    return client(DynamoDbStreamsClient::builder, region, DynamoDbStreamsClient.class);
  }

  /** Lambda. */
  public LambdaClient lambda(String region) {
    return client(LambdaClient::builder, region, LambdaClient.class);
  }

  /** Step Functions. */
  public SfnClient states(String region) {
    return client(SfnClient::builder, region, SfnClient.class);
  }

  /** EventBridge. */
  public EventBridgeClient events(String region) {
    return client(EventBridgeClient::builder, region, EventBridgeClient.class);
  }

  /** EventBridge Scheduler. */
  public SchedulerClient scheduler(String region) {
    return client(SchedulerClient::builder, region, SchedulerClient.class);
  }

  /** CloudWatch. */
  public CloudWatchClient cloudWatch(String region) {
    return client(CloudWatchClient::builder, region, CloudWatchClient.class);
  }

  /** CloudWatch Logs. */
  public CloudWatchLogsClient logs(String region) {
    return client(CloudWatchLogsClient::builder, region, CloudWatchLogsClient.class);
  }

  /** SNS. */
  public SnsClient sns(String region) {
    return client(SnsClient::builder, region, SnsClient.class);
  }

  /** SQS. */
  public SqsClient sqs(String region) {
    return client(SqsClient::builder, region, SqsClient.class);
  }

  /** Route 53, which is global. */
  public Route53Client route53() {
    return client(Route53Client::builder, "aws-global", Route53Client.class);
  }

  /** STS. */
  public StsClient sts(String region) {
    return client(StsClient::builder, region, StsClient.class);
  }

  /** CloudFormation. */
  public CloudFormationClient cloudFormation(String region) {
    return client(CloudFormationClient::builder, region, CloudFormationClient.class);
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(
      Supplier<B> builder, String region, Class<C> type) {
    Object found =
        clients.computeIfAbsent(
            type.getSimpleName() + " " + region, key -> addressed(builder.get(), region).build());
    return type.cast(found);
  }

  /**
   * A builder of any client, with the address and the credentials set; for settings of one's own.
   */
  public <B extends AwsClientBuilder<B, C>, C> B addressed(B builder, String region) {
    builder.region(Region.of(region));
    endpoint.ifPresent(
        uri ->
            builder
                .endpointOverride(uri)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))));
    return builder;
  }

  private static final class Shared {

    private static final Aws AWS = start();

    private static Aws start() {
      LabSettings settings = LabSettings.usual().onPort(0);
      if ("aws".equals(System.getProperty("farshore.conformance"))) {
        return new Aws(Optional.empty(), settings.regions());
      }
      return at(Lab.start(settings).endpoint(), settings.regions());
    }
  }
}
