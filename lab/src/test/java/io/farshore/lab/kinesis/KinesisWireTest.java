package io.farshore.lab.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.faults.CallScope;
import io.farshore.lab.faults.Fault;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The SDK speaks CBOR here, as it does by default. */
class KinesisWireTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private Wire wire;
  private KinesisClient client;

  @BeforeEach
  void start() {
    wire = new Wire(Clock.fixed(NOW, ZoneOffset.UTC), false);
    client = wire.client(Wire.HERE);
    client.createStream(r -> r.streamName("orders").shardCount(2));
  }

  @AfterEach
  void stop() {
    client.close();
    wire.close();
  }

  @Test
  @DisplayName("bytes, key and arrival time come back as they went in")
  void roundTrip() {
    byte[] data = {0, (byte) 0xff, 10, (byte) 0x80};
    var put =
        client.putRecord(
            r -> r.streamName("orders").partitionKey("k").data(SdkBytes.fromByteArray(data)));

    Record read = readAll(put.shardId()).records().get(0);

    assertThat(read.data().asByteArray()).isEqualTo(data);
    assertThat(read.partitionKey()).isEqualTo("k");
    assertThat(read.sequenceNumber()).isEqualTo(put.sequenceNumber()).hasSize(56);
    assertThat(read.approximateArrivalTimestamp()).isEqualTo(NOW);
  }

  @Test
  @DisplayName("an iterator takes a timestamp in the SDK's own encoding")
  void timestampIn() {
    var put =
        client.putRecord(
            r -> r.streamName("orders").partitionKey("k").data(SdkBytes.fromUtf8String("x")));

    String iterator =
        client
            .getShardIterator(
                r ->
                    r.streamName("orders")
                        .shardId(put.shardId())
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(NOW))
            .shardIterator();

    assertThat(client.getRecords(r -> r.shardIterator(iterator)).records()).hasSize(1);
  }

  @Test
  @DisplayName("a stream is described with its creation time, shards and ARN")
  void describe() {
    var stream = client.describeStream(r -> r.streamName("orders")).streamDescription();

    assertThat(stream.streamCreationTimestamp()).isEqualTo(NOW);
    assertThat(stream.shards()).hasSize(2);
    assertThat(stream.streamARN())
        .isEqualTo("arn:aws:kinesis:us-east-1:111122223333:stream/orders");
  }

  @Test
  @DisplayName("an error is a typed exception with message, status and request id")
  void typedError() {
    assertThatThrownBy(() -> client.describeStreamSummary(r -> r.streamName("nothing")))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.requestId()).hasSize(36);
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo("Stream nothing under account 111122223333 not found.");
            });
  }

  @Test
  @DisplayName("a stream lives in its own Region only")
  void regionsAreApart() {
    try (KinesisClient there = wire.client(Wire.THERE)) {
      assertThat(there.listStreams().streamNames()).isEmpty();
    }
    assertThat(client.listStreams().streamNames()).containsExactly("orders");
  }

  @Test
  @DisplayName("a Region that the lab does not have is refused by name")
  void unknownRegion() {
    try (KinesisClient elsewhere = wire.client("eu-west-1")) {
      assertThatThrownBy(elsewhere::listStreams)
          .isInstanceOf(KinesisException.class)
          .hasMessageContaining("The lab has no Region eu-west-1");
    }
  }

  @Test
  @DisplayName("JSON instead of CBOR says the same")
  void json() {
    try (KinesisClient json = wire.jsonClient(Wire.HERE)) {
      var put =
          json.putRecord(
              r -> r.streamName("orders").partitionKey("k").data(SdkBytes.fromUtf8String("x")));

      Record read = readAll(json, put.shardId()).records().get(0);

      assertThat(read).isEqualTo(readAll(client, put.shardId()).records().get(0));
      assertThat(read.approximateArrivalTimestamp()).isEqualTo(NOW);
      assertThatThrownBy(() -> json.describeStreamSummary(r -> r.streamName("nothing")))
          .isInstanceOf(ResourceNotFoundException.class);
    }
  }

  @Test
  @DisplayName("partition: a client with a function's credentials is cut off, others are not")
  void partition() {
    String function = wire.credentials.register(Caller.in(Wire.THERE, "arn:function"));
    wire.faults.inject(new Fault.Partition(Wire.HERE, Wire.THERE));

    try (KinesisClient inside = wire.client(Wire.HERE, function)) {
      assertThatThrownBy(inside::listStreams).isInstanceOf(SdkClientException.class);
    }
    assertThat(client.listStreams().streamNames()).containsExactly("orders");
  }

  @Test
  @DisplayName("service fails: the SDK sees the error's code and status")
  void serviceFails() {
    wire.faults.inject(
        new Fault.ServiceFails(CallScope.of(Wire.HERE, "kinesis").operations("ListStreams")));

    assertThatThrownBy(() -> client.listStreams())
        .isInstanceOfSatisfying(
            KinesisException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(500);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InternalFailure");
            });
  }

  private GetRecordsResponse readAll(String shardId) {
    return readAll(client, shardId);
  }

  private static GetRecordsResponse readAll(KinesisClient client, String shardId) {
    String iterator =
        client
            .getShardIterator(
                r ->
                    r.streamName("orders")
                        .shardId(shardId)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    return client.getRecords(r -> r.shardIterator(iterator));
  }
}
