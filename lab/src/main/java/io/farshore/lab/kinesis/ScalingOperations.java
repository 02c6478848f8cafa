package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** UpdateShardCount. */
final class ScalingOperations {

  private static final int MOST_SHARDS = 10_000;
  private static final int SCALINGS_A_DAY = 10;

  private final Streams streams;
  private final AccountLimits limits;

  ScalingOperations(Streams streams, AccountLimits limits) {
    this.streams = streams;
    this.limits = limits;
  }

  JsonNode updateShardCount(ApiCall call) {
    Input input = Input.of(call.input());
    int target = input.requiredNumber("TargetShardCount", 1, Integer.MAX_VALUE);
    input.oneOf("ScalingType", List.of("UNIFORM_SCALING"));
    DataStream stream = streams.named(call);
    int current;
    synchronized (stream) {
      if (stream.settings().onDemand()) {
        throw Errors.onDemand(stream.arn());
      }
      stream.requireActive();
      current = stream.shards().openCount();
      check(stream, current, target);
      limits.admit(call.region(), false, target - current);
      stream.scalings().add(streams.now());
      if (target != current) {
        streams.change(
            stream,
            StreamStatus.UPDATING,
            () -> new UniformScaling(stream.shards(), streams.now()).to(target));
      }
    }
    ObjectNode answer = Json.object();
    answer.put("StreamName", stream.arn().name());
    answer.put("CurrentShardCount", current);
    answer.put("TargetShardCount", target);
    answer.put("StreamARN", stream.arn().toString());
    return answer;
  }

  private void check(DataStream stream, int current, int target) {
    String counts = " Current open shard count: " + current + " Target shard count: " + target;
    if (target > 2L * current) {
      throw Errors.invalid(
          "UpdateShardCount cannot scale up over double your current open shard count." + counts);
    }
    if (2L * target < current) {
      throw Errors.invalid(
          "UpdateShardCount cannot scale down below half your current open shard count." + counts);
    }
    if (target > MOST_SHARDS) {
      throw Errors.invalid(
          "UpdateShardCount cannot scale over " + MOST_SHARDS + " shards." + counts);
    }
    Instant dayAgo = streams.now().minus(Duration.ofDays(1));
    stream.scalings().removeIf(at -> at.isBefore(dayAgo));
    if (stream.scalings().size() >= SCALINGS_A_DAY) {
      throw Errors.limitExceeded(
          Errors.where(stream.arn())
              + " has been scaled "
              + SCALINGS_A_DAY
              + " times within the last 24 hours, which is the limit.");
    }
  }
}
