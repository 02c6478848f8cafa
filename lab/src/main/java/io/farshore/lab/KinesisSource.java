package io.farshore.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.endpoint.Network;
import io.farshore.lab.endpoint.Network.Verdict;
import io.farshore.lab.kinesis.ReadFrom;
import io.farshore.lab.kinesis.ShardBatch;
import io.farshore.lab.kinesis.StreamArn;
import io.farshore.lab.kinesis.StreamReader;
import io.farshore.lab.lambda.mapping.StreamSource;
import java.util.List;
import java.util.function.Supplier;

/** The lab's Kinesis as mappings read it: within the JVM, but under the same faults as calls. */
final class KinesisSource implements StreamSource {

  private final StreamReader reader;
  private final Network network;
  private final Supplier<String> requestIds;

  KinesisSource(StreamReader reader, Network network, Supplier<String> requestIds) {
    this.reader = reader;
    this.network = network;
    this.requestIds = requestIds;
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
    ApiCall call =
        new ApiCall(
            Caller.in(stream.region(), "lambda.amazonaws.com"),
            stream.region(),
            "kinesis",
            operation,
            JsonNodeFactory.instance.objectNode().put("StreamARN", streamArn),
            requestIds.get());
    Verdict verdict = network.admit(call);
    if (verdict instanceof Verdict.Refused refused) {
      throw refused.error();
    }
    if (verdict instanceof Verdict.Lost lost) {
      throw new AwsApi.Unreachable(lost.reason());
    }
    return stream;
  }

  private static StreamArn parse(String streamArn) {
    return StreamArn.parse(streamArn)
        .orElseThrow(() -> new IllegalArgumentException(streamArn + " is no stream's ARN"));
  }
}
