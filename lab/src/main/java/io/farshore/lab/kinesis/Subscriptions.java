package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** SubscribeToShard: one subscription for each consumer and shard. Thread-safe. */
final class Subscriptions {

  private static final Duration BETWEEN_CALLS = Duration.ofSeconds(5);
  private static final int SHARD_ID_LENGTH = 128;
  private static final int ARN_LENGTH = 2_048;

  private final Streams streams;
  private final EventLoop timer;
  private final boolean limited;
  private final Map<String, Active> active = new HashMap<>();

  Subscriptions(Streams streams, EventLoop timer, boolean limited) {
    this.streams = streams;
    this.timer = timer;
    this.limited = limited;
  }

  private record Active(Instant since, ShardSubscription subscription) {}

  EventStream subscribe(ApiCall call) {
    Input input = Input.of(call.input());
    String shardId = input.requiredText("ShardId", SHARD_ID_LENGTH, Patterns.SHARD_ID);
    JsonNode position = call.input().path("StartingPosition");
    if (!position.isObject()) {
      throw input.isNull("StartingPosition");
    }
    Consumer consumer =
        ConsumerOperations.find(
            streams, input.requiredText("ConsumerARN", ARN_LENGTH, Patterns.ANY));
    StreamArn arn = consumer.arn().stream();
    if (!arn.region().equals(call.region())) {
      throw Errors.noConsumer(consumer.arn().toString());
    }
    DataStream stream = streams.readable(arn);
    Shard shard = ReadOperations.shard(streams.find(arn), arn, shardId);
    Instant now = streams.now();
    requireActive(consumer, now);
    ReadFrom from =
        new Places(stream, shard, now)
            .named(new Input(position, "startingPosition."), "Type", "SequenceNumber");
    return open(consumer, stream, shard, from, now);
  }

  private static void requireActive(Consumer consumer, Instant now) {
    if (!consumer.status(now).equals("ACTIVE")) {
      throw Errors.inUse(
          "Consumer "
              + consumer.arn().name()
              + " with creation timestamp "
              + consumer.arn().registeredAt()
              + " under stream: "
              + consumer.arn().stream().name()
              + ", account "
              + Account.ID
              + " is not in ACTIVE status.");
    }
  }

  private synchronized EventStream open(
      Consumer consumer, DataStream stream, Shard shard, ReadFrom from, Instant now) {
    active.values().removeIf(each -> each.subscription.isOver() && isLongAgo(each, now));
    String name =
        String.join(":", Account.ID, stream.arn().name(), shard.id(), consumer.arn().name());
    String key = stream.arn().region() + " " + name;
    Active before = active.get(key);
    if (before != null && !isLongAgo(before, now)) {
      throw Errors.inUse("Another active subscription exists for this consumer: " + name);
    }
    ShardSubscription subscription =
        new ShardSubscription(consumer.arn(), stream, shard, from, streams, timer, limited);
    active.put(key, new Active(now, subscription));
    if (before != null) {
      before.subscription.yieldTo(name);
    }
    return subscription;
  }

  private static boolean isLongAgo(Active before, Instant now) {
    return !now.isBefore(before.since.plus(BETWEEN_CALLS));
  }
}
