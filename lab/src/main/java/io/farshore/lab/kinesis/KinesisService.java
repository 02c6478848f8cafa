package io.farshore.lab.kinesis;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.endpoint.EventStream;
import io.farshore.lab.faults.RecordFaults;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Kinesis Data Streams of all Regions. Streams, shards and consumers take their time to be made,
 * changed and deleted, as the settings say. On-demand streams have four shards and keep them.
 * Thread-safe.
 */
public final class KinesisService implements AwsService, StreamReader, AutoCloseable {

  private static final String SUBSCRIBE = "SubscribeToShard";

  private final Streams streams;
  private final StreamStore store;
  private final Subscriptions subscriptions;
  private final Optional<CallRates> rates;
  private final Map<String, Function<ApiCall, JsonNode>> operations = new HashMap<>();
  private final StreamCounts counts = new StreamCounts();

  /**
   * A service with the streams that its folder holds, or with none.
   *
   * @param clock arrival times, retention, limits, states
   * @param timer wakes subscribers, and mappings when a change is done
   * @param faults which single records are refused
   * @throws java.io.UncheckedIOException when the folder can't be read
   */
  public KinesisService(
      KinesisSettings settings, Clock clock, EventLoop timer, RecordFaults faults) {
    store = settings.folder().map(StreamStore::in).orElseGet(StreamStore::none);
    streams = new Streams(store, clock, timer, settings.changes());
    subscriptions = new Subscriptions(streams, timer, settings.limits());
    rates = settings.limits() ? Optional.of(new CallRates(clock)) : Optional.empty();
    AccountLimits limits = new AccountLimits(streams);
    addStreams(new StreamOperations(streams, limits), new SettingsOperations(streams));
    addShards(new ShardOperations(streams, limits), new ScalingOperations(streams, limits));
    addTags(new TagOperations(streams, new Resources(streams)), new PolicyOperations(streams));
    addConsumers(new ConsumerOperations(streams));
    addRecords(
        new ReadOperations(streams, settings.limits(), counts),
        new WriteOperations(streams, faults, settings.limits(), counts));
  }

  private void addStreams(StreamOperations whole, SettingsOperations settings) {
    operations.putAll(
        Map.ofEntries(
            entry("CreateStream", whole::createStream),
            entry("DeleteStream", whole::deleteStream),
            entry("DescribeStream", whole::describeStream),
            entry("DescribeStreamSummary", whole::describeStreamSummary),
            entry("ListStreams", whole::listStreams),
            entry("DescribeLimits", whole::describeLimits),
            entry("DescribeAccountSettings", whole::describeAccountSettings),
            entry("IncreaseStreamRetentionPeriod", settings::increaseRetention),
            entry("DecreaseStreamRetentionPeriod", settings::decreaseRetention),
            entry("StartStreamEncryption", settings::startEncryption),
            entry("StopStreamEncryption", settings::stopEncryption),
            entry("EnableEnhancedMonitoring", settings::enableMonitoring),
            entry("DisableEnhancedMonitoring", settings::disableMonitoring),
            entry("UpdateStreamMode", settings::updateMode),
            entry("UpdateMaxRecordSize", settings::updateMaxRecordSize)));
  }

  private void addShards(ShardOperations shards, ScalingOperations scaling) {
    operations.put("ListShards", shards::listShards);
    operations.put("SplitShard", shards::splitShard);
    operations.put("MergeShards", shards::mergeShards);
    operations.put("UpdateShardCount", scaling::updateShardCount);
  }

  private void addTags(TagOperations tags, PolicyOperations policies) {
    operations.put("AddTagsToStream", tags::addToStream);
    operations.put("RemoveTagsFromStream", tags::removeFromStream);
    operations.put("ListTagsForStream", tags::listOfStream);
    operations.put("TagResource", tags::addToResource);
    operations.put("UntagResource", tags::removeFromResource);
    operations.put("ListTagsForResource", tags::listOfResource);
    operations.put("PutResourcePolicy", policies::put);
    operations.put("GetResourcePolicy", policies::get);
    operations.put("DeleteResourcePolicy", policies::delete);
  }

  private void addConsumers(ConsumerOperations consumers) {
    operations.put("RegisterStreamConsumer", consumers::register);
    operations.put("DeregisterStreamConsumer", consumers::deregister);
    operations.put("DescribeStreamConsumer", consumers::describe);
    operations.put("ListStreamConsumers", consumers::list);
  }

  private void addRecords(ReadOperations reads, WriteOperations writes) {
    operations.put("GetShardIterator", reads::getShardIterator);
    operations.put("GetRecords", reads::getRecords);
    operations.put("PutRecord", writes::putRecord);
    operations.put("PutRecords", writes::putRecords);
  }

  /** Has what is written and read counted. */
  public void countInto(StreamMetrics metrics) {
    counts.into(metrics);
  }

  @Override
  public String signingName() {
    return "kinesis";
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    Function<ApiCall, JsonNode> operation = operations.get(call.operation());
    if (operation == null) {
      return CompletableFuture.failedFuture(AwsError.unknownOperation(call));
    }
    try {
      rates.ifPresent(limit -> limit.count(call));
      return CompletableFuture.completedFuture(operation.apply(call));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public boolean streams(String operation) {
    return operation.equals(SUBSCRIBE);
  }

  @Override
  public CompletableFuture<EventStream> stream(ApiCall call) {
    try {
      return CompletableFuture.completedFuture(subscriptions.subscribe(call));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public List<ShardInfo> shards(StreamArn stream) {
    return streams.get(stream).listShards(streams.now());
  }

  @Override
  public ReadFrom latest(StreamArn stream, String shardId) {
    return shard(stream, shardId).latest();
  }

  @Override
  public ReadFrom since(StreamArn stream, String shardId, Instant time) {
    return shard(stream, shardId).since(time);
  }

  @Override
  public ShardBatch read(StreamArn stream, String shardId, ReadFrom from, int limit) {
    ShardBatch batch = shard(stream, shardId).read(from, limit, streams.now());
    counts.read(stream, batch, streams.now());
    return batch;
  }

  @Override
  public void drop(StreamArn stream, Instant horizon) {
    streams.get(stream).shards().all().forEach(shard -> shard.drop(horizon));
  }

  @Override
  public Subscription onArrival(StreamArn stream, Runnable listener) {
    return streams.onArrival(stream, listener);
  }

  @Override
  public List<ReportedRecord> dump(StreamArn stream) {
    return streams.get(stream).shards().all().stream()
        .flatMap(
            shard ->
                shard.all().stream()
                    .map(e -> new ReportedRecord(shard.id(), shard.info().parentShardIds(), e)))
        .toList();
  }

  private Shard shard(StreamArn stream, String shardId) {
    return ReadOperations.shard(Optional.of(streams.get(stream)), stream, shardId);
  }

  /** Closes the files of the folder. */
  @Override
  public void close() {
    store.close();
  }
}
