package io.farshore.conformance.kinesis;

import static io.farshore.conformance.kinesis.Stream.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

class StreamLifeTest {

  private final Aws aws = Aws.shared();
  private final KinesisClient client = aws.kinesis(aws.region());

  @Test
  @DisplayName("a stream is creating, then active; until then it has no shards and takes no record")
  void creating() {
    String name = Aws.name("young");
    client.createStream(r -> r.streamName(name).shardCount(2));

    var young = client.describeStream(r -> r.streamName(name)).streamDescription();
    assertThat(young.streamStatus()).isEqualTo(StreamStatus.CREATING);
    assertThat(young.shards()).isEmpty();
    refused(
        "ResourceNotFoundException",
        "Stream " + name + " under account",
        () ->
            client.putRecord(
                r -> r.streamName(name).partitionKey("k").data(SdkBytes.fromUtf8String("x"))));
    refused(
        "ResourceInUseException",
        "not ACTIVE, instead in state CREATING",
        () ->
            client.splitShard(
                r -> r.streamName(name).shardToSplit("shardId-0").newStartingHashKey("9")));
    refused(
        "ResourceInUseException",
        "already exists.",
        () -> client.createStream(r -> r.streamName(name).shardCount(1)));
    client.deleteStream(r -> r.streamName(name));
  }

  @Test
  @DisplayName("a deleted stream is deleting, then not there, and its name is free again")
  void deleting() {
    Stream stream = new Stream(1);
    String account = stream.account();
    stream.close();

    assertThat(stream.summary().streamStatus()).isEqualTo(StreamStatus.DELETING);
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                refused(
                    "ResourceNotFoundException",
                    "Stream " + stream.name() + " under account " + account + " not found.",
                    stream::summary));
    client.createStream(r -> r.streamName(stream.name()).shardCount(1));
    client.deleteStream(r -> r.streamName(stream.name()));
  }

  @Test
  @DisplayName("a new stream is described by its settings, its shards, and the second of its birth")
  void described() {
    Instant before = Clock.systemUTC().instant().minusSeconds(60);
    try (Stream stream = new Stream(3)) {
      var description = client.describeStream(r -> r.streamARN(stream.arn())).streamDescription();

      assertThat(description.streamARN())
          .isEqualTo(
              "arn:aws:kinesis:%s:%s:stream/%s", aws.region(), stream.account(), stream.name());
      assertThat(description.retentionPeriodHours()).isEqualTo(24);
      assertThat(description.encryptionTypeAsString()).isEqualTo("NONE");
      assertThat(description.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
      assertThat(description.streamCreationTimestamp()).isAfter(before);
      assertThat(description.streamCreationTimestamp().getNano()).isZero();
      assertThat(description.hasMoreShards()).isFalse();
      assertThat(description.shards())
          .extracting(shard -> shard.hashKeyRange().startingHashKey())
          .containsExactly(
              "0",
              "113427455640312821154458202477256070485",
              "226854911280625642308916404954512140970");
      assertThat(stream.summary().openShardCount()).isEqualTo(3);
      assertThat(stream.summary().consumerCount()).isZero();
    }
  }

  @Test
  @DisplayName("shards are described page by page")
  void pagesOfShards() {
    try (Stream stream = new Stream(3)) {
      var first =
          client.describeStream(r -> r.streamName(stream.name()).limit(2)).streamDescription();
      var rest =
          client
              .describeStream(
                  r ->
                      r.streamName(stream.name())
                          .exclusiveStartShardId(first.shards().get(1).shardId()))
              .streamDescription();

      assertThat(first.hasMoreShards()).isTrue();
      assertThat(rest.shards())
          .extracting(shard -> shard.shardId())
          .containsExactly("shardId-000000000002");
    }
  }

  @Test
  @DisplayName("streams are listed in the order of their names, page by page, with summaries")
  void listed() {
    try (Stream one = new Stream(1);
        Stream other = new Stream(1)) {
      List<String> names = new ArrayList<>();
      ListStreamsResponse page = client.listStreams(r -> r.limit(1));
      names.addAll(page.streamNames());
      while (page.hasMoreStreams()) {
        String token = page.nextToken();
        page = client.listStreams(r -> r.nextToken(token).limit(2));
        names.addAll(page.streamNames());
      }

      assertThat(names).contains(one.name(), other.name()).isSorted().doesNotHaveDuplicates();
      ListStreamsResponse after =
          client.listStreams(r -> r.exclusiveStartStreamName(one.name()).limit(1));
      assertThat(after.streamSummaries().get(0).streamName()).isEqualTo(after.streamNames().get(0));
      assertThat(after.streamNames().get(0)).isGreaterThan(one.name());
    }
  }

  @Test
  @DisplayName("an on-demand stream begins with four shards, and is not scaled by hand")
  void onDemand() {
    try (Stream stream =
            new Stream(aws, r -> r.streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
        Stream byDefault = new Stream(aws, r -> {})) {
      assertThat(byDefault.summary().openShardCount()).isEqualTo(4);
      assertThat(stream.summary().openShardCount()).isEqualTo(4);
      refused(
          "ValidationException",
          "Request is invalid. Stream "
              + stream.name()
              + " under account "
              + stream.account()
              + " is in On-Demand mode.",
          () ->
              client.updateShardCount(
                  r ->
                      r.streamName(stream.name())
                          .targetShardCount(2)
                          .scalingType("UNIFORM_SCALING")));

      refused(
          "ValidationException",
          "is in On-Demand mode.",
          () -> stream.split(Stream.FIRST, Stream.MIDDLE));

      client.updateStreamMode(
          r ->
              r.streamARN(stream.arn())
                  .streamModeDetails(m -> m.streamMode(StreamMode.PROVISIONED)));
      assertThat(stream.summary().streamStatus()).isEqualTo(StreamStatus.UPDATING);
      stream.awaitActive();
      assertThat(stream.summary().streamModeDetails().streamMode())
          .isEqualTo(StreamMode.PROVISIONED);
    }
  }

  @Test
  @DisplayName("a stream is named by name, by ARN, or by both, but not by neither")
  void naming() {
    try (Stream stream = new Stream(1)) {
      String arn = stream.arn();
      assertThat(
              client
                  .describeStreamSummary(r -> r.streamARN(arn).streamName(stream.name()))
                  .streamDescriptionSummary()
                  .streamName())
          .isEqualTo(stream.name());
      refused(
          "InvalidArgumentException",
          "",
          () -> client.describeStreamSummary(r -> r.streamARN(arn).streamName("another")));
      refused("InvalidArgumentException", "", () -> client.describeStreamSummary(r -> {}));
      refused(
          "ResourceNotFoundException",
          "not found",
          () -> client.describeStreamSummary(r -> r.streamARN(arn + "-2")));
    }
  }

  @Test
  @DisplayName("no account has shards without end")
  void shardLimit() {
    String name = Aws.name("large");
    refused(
        "LimitExceededException",
        "This request would exceed the shard limit for the account",
        () -> client.createStream(r -> r.streamName(name).shardCount(1_000_000)));
    assertThat(client.describeLimits(r -> {}).shardLimit()).isGreaterThan(100);
  }

  @Test
  @DisplayName("what is not there is a typed exception, with status and request id")
  void typed() {
    var error =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            ResourceNotFoundException.class,
            () -> client.describeStreamSummary(r -> r.streamName("nobody-made-this")));

    assertThat(error.statusCode()).isEqualTo(400);
    assertThat(error.requestId()).isNotBlank();
  }
}
