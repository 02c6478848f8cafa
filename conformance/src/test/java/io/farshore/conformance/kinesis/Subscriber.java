package io.farshore.conformance.kinesis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** A subscription of the SDK's asynchronous client, over HTTP/2, with what has come of it. */
final class Subscriber {

  private final List<SubscribeToShardEvent> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> end;

  Subscriber(
      KinesisAsyncClient client,
      String consumerArn,
      String shardId,
      Consumer<StartingPosition.Builder> position) {
    end =
        client.subscribeToShard(
            r -> r.consumerARN(consumerArn).shardId(shardId).startingPosition(position),
            SubscribeToShardResponseHandler.builder()
                .subscriber(event -> events.add((SubscribeToShardEvent) event))
                .build());
  }

  /** The events so far. */
  List<SubscribeToShardEvent> events() {
    return events;
  }

  List<String> keys() {
    return events.stream()
        .flatMap(event -> event.records().stream())
        .map(Record::partitionKey)
        .toList();
  }

  SubscribeToShardEvent last() {
    return events.get(events.size() - 1);
  }

  /** Completes when the subscription is over, or fails with why it is. */
  CompletableFuture<Void> end() {
    return end;
  }
}
