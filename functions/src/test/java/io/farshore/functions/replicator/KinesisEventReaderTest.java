package io.farshore.functions.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.stream.StreamRecord;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KinesisEventReaderTest {

  private static List<StreamRecord> records(byte[] event) {
    return KinesisEventReader.read(event).orElseThrow().batch().records();
  }

  private static byte[] bytes(Object json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinesis-batch.json",
        "kinesis-binary.json",
        "kinesis-consumer.json",
        "kinesis-debezium.json",
        "kinesis-dms.json"
      })
  void reads_what_lambdas_own_deserialization_reads(String file) {
    byte[] event = WireEvents.kinesis(file);
    List<KinesisEventRecord> expected =
        LambdaEventSerializers.serializerFor(KinesisEvent.class, getClass().getClassLoader())
            .fromJson(new ByteArrayInputStream(event))
            .getRecords();

    List<StreamRecord> read = records(event);

    assertThat(read).hasSameSizeAs(expected);
    for (int i = 0; i < read.size(); i++) {
      KinesisEvent.Record wanted = expected.get(i).getKinesis();
      assertThat(read.get(i).partitionKey()).isEqualTo(wanted.getPartitionKey());
      assertThat(read.get(i).sequenceNumber()).hasToString(wanted.getSequenceNumber());
      assertThat(read.get(i).data()).isEqualTo(wanted.getData());
      assertThat(read.get(i).arrivedAt())
          .isEqualTo(wanted.getApproximateArrivalTimestamp().toInstant());
    }
  }

  @Test
  void the_data_lie_in_an_array_of_their_own_that_can_be_sent_on_as_it_is() {
    for (StreamRecord each : records(WireEvents.kinesis("kinesis-batch.json"))) {
      assertThat(each.data().hasArray()).isTrue();
      assertThat(each.data().array()).hasSize(each.data().remaining());
    }
  }

  @Test
  void escapes_exponents_unknown_fields_and_any_order_of_fields_are_read() {
    String event =
        """
        {"later":{"a":[1]},"Records":[{"eventSourceARN":
        "arn:aws:kinesis:us-east-1:111122223333:stream/orders","new":[{"x":1}],"kinesis":
        {"approximateArrivalTimestamp":1.767225600987E9,"data":"\\/\\/8=","unknown":{"y":[]},
        "sequenceNumber":"007","partitionKey":"\\u00fc\\"/"},"eventID":"shardId-1:7"}]}
        """;

    StreamRecord read = records(bytes(event)).get(0);

    assertThat(read.partitionKey()).isEqualTo("\u00fc\"/");
    assertThat(read.data()).isEqualTo(ByteBuffer.wrap(new byte[] {-1, -1}));
    assertThat(read.sequenceNumber()).hasToString("7");
    assertThat(read.arrivedAt()).isEqualTo(Instant.ofEpochMilli(1_767_225_600_987L));
  }

  @Test
  void absent_or_null_data_are_none() {
    ObjectNode event = WireEvents.tree("kinesis-batch.json");
    ((ObjectNode) event.at("/Records/0/kinesis")).putNull("data");
    ((ObjectNode) event.at("/Records/1/kinesis")).remove("data");

    assertThat(records(bytes(event)).get(0).data().remaining()).isZero();
    assertThat(records(bytes(event)).get(1).data().remaining()).isZero();
  }

  @Test
  void an_event_without_records_has_no_batch() {
    assertThat(KinesisEventReader.read(bytes("{\"Records\":[]}"))).isEqualTo(Optional.empty());
    assertThat(KinesisEventReader.read(bytes("{\"Records\":null}"))).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequenceNumber", "approximateArrivalTimestamp"})
  void a_field_that_kinesis_always_fills_must_be_there(String field) {
    ObjectNode event = WireEvents.tree("kinesis-batch.json");
    ((ObjectNode) event.at("/Records/1/kinesis")).remove(field);

    assertThatThrownBy(() -> KinesisEventReader.read(bytes(event)))
        .isInstanceOf(UnusableEvent.class)
        .hasMessageContaining(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"Records\":[",
        "{\"Records\":[{\"kinesis\":{\"data\":\"order-1\"}}]}",
        "{\"Records\":[{\"kinesis\":{\"data\":\"ord",
        "{\"Records\":[{\"kinesis\":{\"sequenceNumber\":\"x1\"}}]}"
      })
  void what_is_no_event_is_refused_without_quoting_data(String event) {
    assertThatThrownBy(() -> KinesisEventReader.read(bytes(event)))
        .isInstanceOf(UnusableEvent.class)
        .hasMessageNotContaining("ord")
        .hasNoCause();
  }
}
