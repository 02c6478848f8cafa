package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.faults.RecordFaults;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Kinesis Data Streams of all Regions, in memory. Changes of streams and shards are done when the
 * answer comes: there is no {@code CREATING} or {@code UPDATING}. Thread-safe.
 */
public final class KinesisService implements AwsService, StreamReader {

  private final Streams streams = new Streams();
  private final Clock clock;
  private final Map<String, Function<ApiCall, JsonNode>> operations;

  /**
   * A service without streams.
   *
   * @param clock arrival times, retention, limits
   * @param faults which single records are refused
   * @param shardLimits whether a shard takes no more than 1,000 records and 1 MiB a second
   */
  public KinesisService(Clock clock, RecordFaults faults, boolean shardLimits) {
    this.clock = clock;
    StreamOperations whole = new StreamOperations(streams, clock);
    ShardOperations shards = new ShardOperations(streams, clock);
    ReadOperations reads = new ReadOperations(streams, clock);
    WriteOperations writes = new WriteOperations(streams, clock, faults, shardLimits);
    operations =
        Map.ofEntries(
            Map.entry("CreateStream", whole::createStream),
            Map.entry("DeleteStream", whole::deleteStream),
            Map.entry("DescribeStream", whole::describeStream),
            Map.entry("DescribeStreamSummary", whole::describeStreamSummary),
            Map.entry("ListStreams", whole::listStreams),
            Map.entry("IncreaseStreamRetentionPeriod", whole::increaseRetention),
            Map.entry("DecreaseStreamRetentionPeriod", whole::decreaseRetention),
            Map.entry("AddTagsToStream", whole::addTags),
            Map.entry("ListTagsForStream", whole::listTags),
            Map.entry("StartStreamEncryption", whole::startEncryption),
            Map.entry("StopStreamEncryption", whole::stopEncryption),
            Map.entry("ListShards", shards::listShards),
            Map.entry("SplitShard", shards::splitShard),
            Map.entry("MergeShards", shards::mergeShards),
            Map.entry("UpdateShardCount", shards::updateShardCount),
            Map.entry("GetShardIterator", reads::getShardIterator),
            Map.entry("GetRecords", reads::getRecords),
            Map.entry("PutRecord", writes::putRecord),
            Map.entry("PutRecords", writes::putRecords));
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
      return CompletableFuture.completedFuture(operation.apply(call));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public List<ShardInfo> shards(StreamArn stream) {
    return streams.get(stream).listShards(clock.instant());
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
    Instant now = clock.instant();
    Instant horizon = now.minus(streams.get(stream).retention());
    return shard(stream, shardId).read(from, limit, now, horizon);
  }

  @Override
  public Subscription onArrival(StreamArn stream, Runnable listener) {
    return streams.onArrival(stream, listener);
  }

  @Override
  public List<ReportedRecord> dump(StreamArn stream) {
    return streams.get(stream).allShards().stream()
        .flatMap(
            shard ->
                shard.all().stream()
                    .map(e -> new ReportedRecord(shard.id(), shard.info().parentShardIds(), e)))
        .toList();
  }

  private Shard shard(StreamArn stream, String shardId) {
    return streams.get(stream).shard(shardId).orElseThrow(() -> Errors.noShard(stream, shardId));
  }
}
