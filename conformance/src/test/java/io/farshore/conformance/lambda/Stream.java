package io.farshore.conformance.lambda;

import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream of a test; gone when the test closes it. */
final class Stream implements AutoCloseable {

  private final Aws aws;
  private final String name;

  Stream(Aws aws, int shards) {
    this(aws, Aws.name("stream"));
    kinesis().createStream(r -> r.streamName(name).shardCount(shards));
    awaitActive();
  }

  /** One that is there already. */
  Stream(Aws aws, String name) {
    this.aws = aws;
    this.name = name;
  }

  void awaitActive() {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(aws.isReal() ? 1000 : 100))
        .until(() -> summary().streamStatus() == StreamStatus.ACTIVE);
  }

  private software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary summary() {
    return kinesis().describeStreamSummary(r -> r.streamName(name)).streamDescriptionSummary();
  }

  KinesisClient kinesis() {
    return aws.kinesis(aws.region());
  }

  String name() {
    return name;
  }

  String arn() {
    return summary().streamARN();
  }

  /** One record; its key is what it says. */
  PutRecordResponse put(String text) {
    return put(text, text);
  }

  PutRecordResponse put(String key, String text) {
    return kinesis()
        .putRecord(r -> r.streamName(name).partitionKey(key).data(SdkBytes.fromUtf8String(text)));
  }

  /** When the newest record of the first shard has arrived. */
  Instant arrivalOfLast() {
    String shard = kinesis().listShards(r -> r.streamName(name)).shards().get(0).shardId();
    String iterator =
        kinesis()
            .getShardIterator(
                r ->
                    r.streamName(name)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    var records = kinesis().getRecords(r -> r.shardIterator(iterator)).records();
    return records.get(records.size() - 1).approximateArrivalTimestamp();
  }

  /** In one call. */
  void putAll(String... texts) {
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, texts.length)
            .mapToObj(
                i ->
                    PutRecordsRequestEntry.builder()
                        .partitionKey("key")
                        .data(SdkBytes.fromUtf8String(texts[i]))
                        .build())
            .toList();
    kinesis().putRecords(r -> r.streamName(name).records(entries));
  }

  @Override
  public void close() {
    kinesis().deleteStream(r -> r.streamName(name).enforceConsumerDeletion(true));
  }
}
