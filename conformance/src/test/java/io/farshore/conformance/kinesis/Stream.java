package io.farshore.conformance.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream of a test, active; it is deleted when the test closes it. */
public final class Stream implements AutoCloseable {

  /** The first shard. */
  public static final String FIRST = "shardId-000000000000";

  /** The first hash key of the upper half. */
  static final BigInteger MIDDLE = BigInteger.TWO.pow(127);

  private final Aws aws;
  private final String name = Aws.name("stream");

  /** An active one in the Region of most tests. */
  public Stream(int shards) {
    this(Aws.shared(), r -> r.shardCount(shards));
  }

  Stream(Aws aws, Consumer<CreateStreamRequest.Builder> settings) {
    this.aws = aws;
    client().createStream(r -> settings.accept(r.streamName(name)));
    awaitActive();
  }

  KinesisClient client() {
    return aws.kinesis(aws.region());
  }

  String name() {
    return name;
  }

  /** Its ARN. */
  public String arn() {
    return summary().streamARN();
  }

  /** The account's id, as the ARN says. */
  String account() {
    return arn().split(":")[4];
  }

  StreamDescriptionSummary summary() {
    return client().describeStreamSummary(r -> r.streamName(name)).streamDescriptionSummary();
  }

  void awaitActive() {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(aws.isReal() ? 1_000 : 100))
        .until(() -> summary().streamStatus() == StreamStatus.ACTIVE);
  }

  PutRecordResponse put(String key) {
    return client()
        .putRecord(r -> r.streamName(name).partitionKey(key).data(SdkBytes.fromUtf8String(key)));
  }

  PutRecordResponse put(String key, BigInteger hashKey) {
    return client()
        .putRecord(
            r ->
                r.streamName(name)
                    .partitionKey(key)
                    .explicitHashKey(hashKey.toString())
                    .data(SdkBytes.fromUtf8String(key)));
  }

  String iterator(String shardId, ShardIteratorType type) {
    return client()
        .getShardIterator(r -> r.streamName(name).shardId(shardId).shardIteratorType(type))
        .shardIterator();
  }

  String iterator(String shardId, ShardIteratorType type, String number) {
    return client()
        .getShardIterator(
            r ->
                r.streamName(name)
                    .shardId(shardId)
                    .shardIteratorType(type)
                    .startingSequenceNumber(number))
        .shardIterator();
  }

  GetRecordsResponse read(String iterator) {
    return client().getRecords(r -> r.shardIterator(iterator));
  }

  /** All that the shard has, from its oldest record on. */
  public List<Record> all(String shardId) {
    return read(iterator(shardId, ShardIteratorType.TRIM_HORIZON)).records();
  }

  static List<String> keys(List<Record> records) {
    return records.stream().map(Record::partitionKey).toList();
  }

  List<Shard> shards() {
    return client().listShards(r -> r.streamName(name)).shards();
  }

  List<Shard> openShards() {
    return shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .toList();
  }

  void split(String shardId, BigInteger at) {
    client()
        .splitShard(
            r -> r.streamName(name).shardToSplit(shardId).newStartingHashKey(at.toString()));
    awaitActive();
  }

  void merge(String lower, String upper) {
    client().mergeShards(r -> r.streamName(name).shardToMerge(lower).adjacentShardToMerge(upper));
    awaitActive();
  }

  /** The call is refused by this error, with words of its message. */
  static void refused(String code, String words, ThrowingCallable call) {
    KinesisException error =
        org.assertj.core.api.Assertions.catchThrowableOfType(KinesisException.class, call);
    assertThat(error).as("the refusal").isNotNull();
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(error.awsErrorDetails().errorMessage()).contains(words);
    assertThat(error.statusCode()).isEqualTo(400);
  }

  @Override
  public void close() {
    client().deleteStream(r -> r.streamName(name).enforceConsumerDeletion(true));
  }
}
