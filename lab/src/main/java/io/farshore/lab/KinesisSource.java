package io.farshore.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.endpoint.Network;
import io.farshore.lab.endpoint.Network.Verdict;
import io.farshore.lab.iam.Roles;
import io.farshore.lab.kinesis.ReadFrom;
import io.farshore.lab.kinesis.ShardBatch;
import io.farshore.lab.kinesis.StreamArn;
import io.farshore.lab.kinesis.StreamReader;
import io.farshore.lab.lambda.mapping.MappingConfiguration;
import io.farshore.lab.lambda.mapping.StreamSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The lab's Kinesis as mappings read it: within the JVM, but under the same faults and policies as
 * calls.
 */
final class KinesisSource implements StreamSource {

  private static final List<String> DESCRIBING =
      List.of("DescribeStream", "DescribeStreamSummary", "ListShards");
  private static final List<String> POLLING = List.of("GetShardIterator", "GetRecords");

  private final StreamReader reader;
  private final Network network;
  private final Roles roles;
  private final Supplier<String> requestIds;
  private final Optional<MappingConfiguration> mapping;

  KinesisSource(
      StreamReader reader,
      Network network,
      Roles roles,
      Supplier<String> requestIds,
      Optional<MappingConfiguration> mapping) {
    this.reader = reader;
    this.network = network;
    this.roles = roles;
    this.requestIds = requestIds;
    this.mapping = mapping;
  }

  @Override
  public StreamSource readFor(MappingConfiguration configuration) {
    return new KinesisSource(reader, network, roles, requestIds, Optional.of(configuration));
  }

  @Override
  public void admit(MappingConfiguration configuration) {
    StreamArn stream = parse(configuration.streamArn());
    List<ApiCall> needed = new ArrayList<>();
    DESCRIBING.forEach(each -> needed.add(call(stream, each, configuration.streamArn())));
    if (isConsumer(configuration)) {
      String consumer = configuration.eventSourceArn();
      needed.add(call(stream, "DescribeStreamConsumer", consumer));
      needed.add(call(stream, "SubscribeToShard", consumer));
    } else {
      POLLING.forEach(each -> needed.add(call(stream, each, configuration.streamArn())));
    }
    List<String> missing =
        needed.stream()
            .filter(each -> roles.denial(configuration.identityArn(), each).isPresent())
            .map(ApiCall::operation)
            .toList();
    if (!missing.isEmpty()) {
      throw new AwsError(
          "InvalidParameterValueException",
          400,
          "Cannot access stream %s. Please ensure the role can perform the %s Actions on your stream in IAM."
              .formatted(configuration.eventSourceArn(), String.join(", ", missing)));
    }
  }

  private static boolean isConsumer(MappingConfiguration configuration) {
    return !configuration.eventSourceArn().equals(configuration.streamArn());
  }

  @Override
  public List<Shard> shards(String streamArn) {
    StreamArn stream = admitted(streamArn, "ListShards");
    return reader.shards(stream).stream()
        .map(shard -> new Shard(shard.shardId(), shard.parentShardIds()))
        .toList();
  }

  @Override
  public Slice read(String streamArn, String shardId, Position from, int limit) {
    StreamArn stream = admitted(streamArn, "GetRecords");
    ShardBatch batch = reader.read(stream, shardId, place(stream, shardId, from), limit);
    List<Record> records =
        batch.records().stream()
            .map(
                record ->
                    new Record(
                        record.sequenceNumber(),
                        record.partitionKey(),
                        record.data(),
                        record.approximateArrivalTimestamp()))
            .toList();
    return new Slice(records, batch.endOfShard());
  }

  private ReadFrom place(StreamArn stream, String shardId, Position from) {
    if (from instanceof Position.After after) {
      return ReadFrom.after(after.sequenceNumber());
    }
    return from instanceof Position.AtTimestamp at
        ? reader.since(stream, shardId, at.time())
        : ReadFrom.trimHorizon();
  }

  @Override
  public Position end(String streamArn, String shardId) {
    StreamArn stream = admitted(streamArn, "GetShardIterator");
    return new Position.After(reader.latest(stream, shardId).sequenceNumber());
  }

  @Override
  public AutoCloseable onChange(String streamArn, Runnable listener) {
    return reader.onArrival(parse(streamArn), listener);
  }

  private StreamArn admitted(String streamArn, String operation) {
    StreamArn stream = parse(streamArn);
    ApiCall call = call(stream, operation, streamArn);
    Verdict verdict = network.admit(call);
    if (verdict instanceof Verdict.Refused refused) {
      throw refused.error();
    }
    if (verdict instanceof Verdict.Lost lost) {
      throw new AwsApi.Unreachable(lost.reason());
    }
    mapping
        .flatMap(of -> roles.denial(of.identityArn(), byRole(stream, call, of)))
        .ifPresent(KinesisSource::refuse);
    return stream;
  }

  /** What reaches a consumer is pushed to it. */
  private ApiCall byRole(StreamArn stream, ApiCall call, MappingConfiguration of) {
    return isConsumer(of) && POLLING.contains(call.operation())
        ? call(stream, "SubscribeToShard", of.eventSourceArn())
        : call;
  }

  private static void refuse(AwsError denial) {
    throw denial;
  }

  private ApiCall call(StreamArn stream, String operation, String arn) {
    String member = arn.contains("/consumer/") ? "ConsumerARN" : "StreamARN";
    return new ApiCall(
        Caller.in(stream.region(), "lambda.amazonaws.com"),
        stream.region(),
        "kinesis",
        operation,
        JsonNodeFactory.instance.objectNode().put(member, arn),
        requestIds.get());
  }

  private static StreamArn parse(String streamArn) {
    return StreamArn.parse(streamArn)
        .orElseThrow(() -> new IllegalArgumentException(streamArn + " is no stream's ARN"));
  }
}
