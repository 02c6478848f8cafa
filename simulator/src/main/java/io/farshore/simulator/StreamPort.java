package io.farshore.simulator;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.Shard;
import io.farshore.core.stream.StreamName;
import io.farshore.core.stream.StreamRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One Region's stream, as an actor reaches it. */
final class StreamPort implements RegionalStream {

  private final World world;
  private final Actor caller;
  private final Region region;

  StreamPort(World world, Actor caller, Region region) {
    this.world = world;
    this.caller = caller;
    this.region = region;
  }

  @Override
  public Region region() {
    return region;
  }

  @Override
  public StreamName name() {
    return World.STREAM;
  }

  @Override
  public CompletableFuture<List<Shard>> shards() {
    if (caller.name().startsWith("OpenEpoch")
        && world.strikes(Fault.SPLIT_WHILE_OPENING, caller.name(), () -> "a shard of " + region)) {
      int most = world.chance(0.5) ? 15 : 150;
      world.time().after(world.below(most) * 1_000_000L, () -> world.stream(region).splitAny());
    }
    return call("ListShards", Network.Kind.READ, arrival -> world.stream(region).shards());
  }

  @Override
  public CompletableFuture<List<PutResult>> put(List<OutgoingRecord> puts) {
    List<OutgoingRecord> sent = List.copyOf(puts);
    long epoch = caller.epoch();
    world.lateRequests().sent(caller, region, sent);
    return call(
        "PutRecords of " + sent.size(),
        Network.Kind.PUT_RECORDS,
        arrival -> {
          List<PutResult> results = new ArrayList<>();
          for (OutgoingRecord put : sent) {
            if (arrival.partial() && world.chance(0.5)) {
              results.add(new PutResult.Refused("ProvisionedThroughputExceededException"));
            } else {
              results.add(world.stream(region).append(put, caller, epoch, arrival.late()));
            }
          }
          return results;
        });
  }

  @Override
  public CompletableFuture<List<StreamRecord>> readAfter(
      String shardId, SequenceNumber sequenceNumber, int limit) {
    return call(
        "GetRecords",
        Network.Kind.READ,
        arrival ->
            world.stream(region).kept(shardId).stream()
                .filter(found -> found.sequenceNumber().isAfter(sequenceNumber))
                .limit(limit)
                .toList());
  }

  @Override
  public CompletableFuture<Summary> summary() {
    return call(
        "DescribeStreamSummary",
        Network.Kind.READ,
        arrival -> new Summary("ACTIVE", world.stream(region).open().size(), 24, Actor.START));
  }

  private <T> CompletableFuture<T> call(
      String what, Network.Kind kind, Function<Network.Arrival, T> apply) {
    return world
        .network()
        .send(
            new Network.Call<>(
                caller,
                region,
                Network.Service.STREAM,
                what,
                kind,
                apply,
                () ->
                    new CallFailed(
                        what + " in " + region + " failed", new IOException("no answer"))));
  }
}
