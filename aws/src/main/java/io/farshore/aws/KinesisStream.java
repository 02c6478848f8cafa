package io.farshore.aws;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.Shard;
import io.farshore.core.stream.StreamName;
import io.farshore.core.stream.StreamRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** One stream in one Region, on Kinesis Data Streams. */
final class KinesisStream implements RegionalStream {

  private static final Set<String> INPUT_ERRORS =
      Set.of("ValidationException", "SerializationException", "InvalidArgumentException");

  private final Region region;
  private final StreamName name;
  private final KinesisClient client;
  private final BlockingCalls calls;

  KinesisStream(Region region, StreamName name, AwsAdapters.Connection<KinesisClient> connection) {
    this.region = region;
    this.name = name;
    this.client = connection.client();
    this.calls = connection.calls();
  }

  @Override
  public Region region() {
    return region;
  }

  @Override
  public StreamName name() {
    return name;
  }

  @Override
  public CompletableFuture<List<Shard>> shards() {
    return call("ListShards", this::listShards);
  }

  private List<Shard> listShards(CallDeadline deadline) {
    List<Shard> all = new ArrayList<>();
    ListShardsResponse page = client.listShards(firstPage(deadline));
    page.shards().forEach(shard -> all.add(shard(shard)));
    while (page.nextToken() != null) {
      page =
          client.listShards(
              ListShardsRequest.builder()
                  .nextToken(page.nextToken())
                  .overrideConfiguration(deadline.limit())
                  .build());
      page.shards().forEach(shard -> all.add(shard(shard)));
    }
    // Shards are numbered as they are born, so a parent's id is below its children's.
    all.sort(Comparator.comparing(Shard::id));
    return all;
  }

  private ListShardsRequest firstPage(CallDeadline deadline) {
    return ListShardsRequest.builder()
        .streamName(name.value())
        .overrideConfiguration(deadline.limit())
        .build();
  }

  private static Shard shard(software.amazon.awssdk.services.kinesis.model.Shard shard) {
    return new Shard(
        shard.shardId(),
        new BigInteger(shard.hashKeyRange().startingHashKey()),
        new BigInteger(shard.hashKeyRange().endingHashKey()),
        Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
            .flatMap(Stream::ofNullable)
            .toList(),
        shard.sequenceNumberRange().endingSequenceNumber() == null);
  }

  @Override
  public CompletableFuture<List<PutResult>> put(List<OutgoingRecord> records) {
    List<PutRecordsRequestEntry> entries = records.stream().map(KinesisStream::entry).toList();
    return call(
        "PutRecords",
        deadline ->
            client
                .putRecords(
                    PutRecordsRequest.builder()
                        .streamName(name.value())
                        .records(entries)
                        .overrideConfiguration(deadline.limit())
                        .build())
                .records()
                .stream()
                .map(KinesisStream::result)
                .toList());
  }

  private static PutRecordsRequestEntry entry(OutgoingRecord record) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(record.partitionKey())
        .explicitHashKey(record.explicitHashKey().map(BigInteger::toString).orElse(null))
        .data(bytes(record.data()))
        .build();
  }

  /** Not copied where the buffer is the whole of an array, as it is on the copy path. */
  private static SdkBytes bytes(ByteBuffer data) {
    boolean whole =
        data.hasArray() && data.arrayOffset() == 0 && data.remaining() == data.array().length;
    return whole ? SdkBytes.fromByteArrayUnsafe(data.array()) : SdkBytes.fromByteBuffer(data);
  }

  private static PutResult result(PutRecordsResultEntry entry) {
    return entry.errorCode() == null
        ? new PutResult.Acknowledged(entry.shardId(), SequenceNumber.of(entry.sequenceNumber()))
        : new PutResult.Refused(entry.errorCode());
  }

  @Override
  public CompletableFuture<List<StreamRecord>> readAfter(
      String shardId, SequenceNumber sequenceNumber, int limit) {
    return call("GetRecords", deadline -> read(shardId, sequenceNumber, limit, deadline));
  }

  private List<StreamRecord> read(
      String shardId, SequenceNumber after, int limit, CallDeadline deadline) {
    GetRecordsResponse found = get(iterator(shardId, after, deadline), limit, deadline);
    // Kinesis may answer with nothing although there is more behind: go on where it was.
    while (found.records().isEmpty()
        && found.nextShardIterator() != null
        && found.millisBehindLatest() > 0) {
      found = get(found.nextShardIterator(), limit, deadline);
    }
    return found.records().stream().map(KinesisStream::record).toList();
  }

  private String iterator(String shardId, SequenceNumber after, CallDeadline deadline) {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder()
            .streamName(name.value())
            .shardId(shardId)
            .overrideConfiguration(deadline.limit());
    if (after.equals(SequenceNumber.BEFORE_ALL)) {
      request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
    } else {
      request
          .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
          .startingSequenceNumber(after.toString());
    }
    return client.getShardIterator(request.build()).shardIterator();
  }

  private GetRecordsResponse get(String iterator, int limit, CallDeadline deadline) {
    return client.getRecords(
        GetRecordsRequest.builder()
            .shardIterator(iterator)
            .limit(limit)
            .overrideConfiguration(deadline.limit())
            .build());
  }

  private static StreamRecord record(Record record) {
    return new StreamRecord(
        record.partitionKey(),
        record.data().asByteBuffer(),
        SequenceNumber.of(record.sequenceNumber()),
        record.approximateArrivalTimestamp());
  }

  @Override
  public CompletableFuture<Summary> summary() {
    return call(
        "DescribeStreamSummary",
        deadline -> {
          var stream =
              client
                  .describeStreamSummary(
                      DescribeStreamSummaryRequest.builder()
                          .streamName(name.value())
                          .overrideConfiguration(deadline.limit())
                          .build())
                  .streamDescriptionSummary();
          return new Summary(
              stream.streamStatusAsString(),
              Optional.ofNullable(stream.openShardCount()).orElse(0),
              stream.retentionPeriodHours(),
              stream.streamCreationTimestamp());
        });
  }

  private <T> CompletableFuture<T> call(String operation, Function<CallDeadline, T> work) {
    return calls.call(work, cause -> failure(operation, cause));
  }

  private RuntimeException failure(String operation, Throwable cause) {
    if (cause instanceof ResourceNotFoundException) {
      return new StreamNotFound(name, region);
    }
    String what = operation + " on " + name + " in " + region + " failed: ";
    if (cause instanceof AwsServiceException service && quotesInput(service)) {
      // The service's words may quote a key or data: its code alone.
      return new CallFailed(what + service.awsErrorDetails().errorCode(), null);
    }
    return new CallFailed(what + cause.getMessage(), cause);
  }

  private static boolean quotesInput(AwsServiceException failure) {
    return failure.awsErrorDetails() != null
        && INPUT_ERRORS.contains(String.valueOf(failure.awsErrorDetails().errorCode()));
  }
}
