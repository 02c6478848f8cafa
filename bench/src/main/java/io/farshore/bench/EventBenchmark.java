package io.farshore.bench;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.farshore.functions.replicator.KinesisBatch;
import io.farshore.functions.replicator.KinesisEventReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading Lambda's event; figures are per record of it. */
@State(Scope.Thread)
public class EventBenchmark {

  private static final int RECORDS = 1_000;

  /** Bytes of a record's data. */
  @Param({"100", "1024"})
  int size;

  private final PojoSerializer<KinesisEvent> lambda =
      LambdaEventSerializers.serializerFor(
          KinesisEvent.class, EventBenchmark.class.getClassLoader());
  private byte[] event;

  /** Makes the event. */
  @Setup
  public void make() {
    String data =
        Base64.getEncoder().encodeToString("x".repeat(size).getBytes(StandardCharsets.UTF_8));
    StringJoiner records = new StringJoiner(",", "{\"Records\":[", "]}");
    for (int i = 0; i < RECORDS; i++) {
      records.add(
          record("4959033827149025660855969253836157109592157598913658" + (1_000 + i), data));
    }
    event = records.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String record(String place, String data) {
    return "{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"patroni/ha.py\","
        + "\"sequenceNumber\":\""
        + place
        + "\",\"data\":\""
        + data
        + "\",\"approximateArrivalTimestamp\":1545084650.987},\"eventSource\":\"aws:kinesis\","
        + "\"eventVersion\":\"1.0\",\"eventID\":\"shardId-000000000006:"
        + place
        + "\",\"eventName\":\"aws:kinesis:record\",\"invokeIdentityArn\":"
        + "\"arn:aws:iam::111122223333:role/farshore\",\"awsRegion\":\"us-east-1\","
        + "\"eventSourceARN\":\"arn:aws:kinesis:us-east-1:111122223333:stream/orders\"}";
  }

  /** As the replicator does. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public KinesisBatch read() {
    return KinesisEventReader.read(event).orElseThrow();
  }

  /** As Lambda's Java runtime does for a handler of objects, for comparison. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public KinesisEvent readByLambda() {
    return lambda.fromJson(new ByteArrayInputStream(event));
  }
}
