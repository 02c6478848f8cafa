package io.farshore.aws;

import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.failover.FirstEpoch;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The protocol's ports on AWS.
 *
 * <p>One client for each Region and service, made when it is first asked for. The SDK retries
 * nothing: whoever calls knows by the protocol whether a call may be made again, and a lease may
 * have ended meanwhile. Thread-safe; futures complete on the event loop.
 */
public final class AwsAdapters implements AutoCloseable {

  /** How often a marker of a first epoch is sent at most. */
  private static final int MARKER_ATTEMPTS = 5;

  /** The JDK keeps 5 idle connections to a host: with more calls than that, each dials anew. */
  private static final String KEPT_CONNECTIONS = "http.maxConnections";

  /** A first call loads and compiles; on a machine that is busy that takes long. */
  private static final Duration REHEARSED_CALL_TIMEOUT = Duration.ofSeconds(20);

  private final AwsSettings settings;
  private final EventLoop loop;
  private final SdkHttpClient http;
  private final Map<Region, Connection<DynamoDbClient>> dynamo = new ConcurrentHashMap<>();
  private final Map<Region, Connection<KinesisClient>> kinesis = new ConcurrentHashMap<>();

  /** With explicit settings. */
  public AwsAdapters(AwsSettings settings, EventLoop loop) {
    this(settings, loop, overTheNetwork(settings));
  }

  private AwsAdapters(AwsSettings settings, EventLoop loop, SdkHttpClient http) {
    this.settings = settings;
    this.loop = loop;
    this.http = http;
  }

  private static SdkHttpClient overTheNetwork(AwsSettings settings) {
    if (System.getProperty(KEPT_CONNECTIONS) == null) {
      System.setProperty(KEPT_CONNECTIONS, "64");
    }
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(settings.callTimeout())
        .socketTimeout(settings.callTimeout())
        .build();
  }

  /**
   * Adapters that send nothing: calls are signed with made-up keys, marshalled, and answered as AWS
   * would. Of these calls are: the epochs, with one that is active; checkpoints, none of which is
   * there, and which can be written; records put, one at a time.
   *
   * @param active the Region of the active epoch
   * @param shardId of its one shard
   */
  public static AwsAdapters rehearsing(EventLoop loop, Region active, String shardId) {
    AwsSettings settings =
        AwsSettings.from(Map.of())
            .withKeys("rehearsal", "rehearsal")
            .withCallTimeout(REHEARSED_CALL_TIMEOUT);
    return new AwsAdapters(
        settings, loop, new RehearsedHttp(active, shardId, loop.wallTime(), settings));
  }

  /**
   * From an environment; the variables are those of {@link AwsSettings#from}.
   *
   * @throws IllegalArgumentException naming the variable that can't be read
   */
  public static AwsAdapters from(Map<String, String> environment, EventLoop loop) {
    return new AwsAdapters(AwsSettings.from(environment), loop);
  }

  /** The replica of the active-Region table in a Region. */
  public EpochTable epochTable(Region region) {
    return new DynamoEpochTable(
        region, new DynamoTable(settings.activeRegionTable(), region, dynamo(region)));
  }

  /** The replica of the checkpoint table in a Region. */
  public CheckpointTable checkpointTable(Region region) {
    return new DynamoCheckpointTable(
        region, new DynamoTable(settings.checkpointTable(), region, dynamo(region)));
  }

  /** A stream in a Region. Whether it is there is found out by the first call. */
  public RegionalStream stream(Region region, StreamName name) {
    return new KinesisStream(region, name, kinesis(region));
  }

  /** What registers a stream: opens its first epoch, in {@code active}. */
  public FirstEpoch firstEpoch(StreamName name, Region active, Region standby) {
    return new FirstEpoch(
        epochTable(active),
        epochTable(standby),
        stream(active, name),
        stream(standby, name),
        loop,
        MARKER_ATTEMPTS);
  }

  private Connection<DynamoDbClient> dynamo(Region region) {
    return dynamo.computeIfAbsent(
        region, r -> connection("dynamodb", r, build(DynamoDbClient.builder(), r)));
  }

  private Connection<KinesisClient> kinesis(Region region) {
    return kinesis.computeIfAbsent(
        region, r -> connection("kinesis", r, build(KinesisClient.builder(), r)));
  }

  private <C extends SdkClient> Connection<C> connection(String service, Region region, C client) {
    return new Connection<>(
        client, new BlockingCalls(service + "-" + region, loop, settings.callTimeout()));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, Region region) {
    builder
        .region(software.amazon.awssdk.regions.Region.of(region.name()))
        .credentialsProvider(settings.credentials())
        .httpClient(http)
        .overrideConfiguration(
            override ->
                override
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .apiCallTimeout(settings.callTimeout())
                    .apiCallAttemptTimeout(settings.callTimeout()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /** Ends the threads and connections. Calls under way may stay unanswered. */
  @Override
  public void close() {
    dynamo.values().forEach(Connection::close);
    kinesis.values().forEach(Connection::close);
    http.close();
  }

  /** A client and the threads that its calls block. */
  record Connection<C extends SdkClient>(C client, BlockingCalls calls) implements AutoCloseable {
    @Override
    public void close() {
      calls.close();
      client.close();
    }
  }
}
