package io.farshore.conformance.kinesis;

import static io.farshore.conformance.kinesis.Stream.FIRST;
import static io.farshore.conformance.kinesis.Stream.MIDDLE;
import static io.farshore.conformance.kinesis.Stream.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A lab that keeps its state in a folder, ended and started again. */
class KeptStreamsTest {

  @TempDir private Path folder;

  private final OwnClock clock = new OwnClock();

  @Test
  @DisplayName("streams, shards, records, settings and consumers are there after a restart")
  void restart() {
    String name;
    String parents;
    String number;
    List<?> shards;
    String consumer;
    try (Lab lab = start()) {
      Stream stream = new Stream(aws(lab), r -> r.shardCount(1).tags(Map.of("team", "orders")));
      name = stream.name();
      stream.put("a", BigInteger.ZERO);
      stream.split(FIRST, MIDDLE);
      number = stream.put("b", BigInteger.ZERO).sequenceNumber();
      parents = stream.put("c", MIDDLE).shardId();
      stream
          .client()
          .increaseStreamRetentionPeriod(r -> r.streamName(name).retentionPeriodHours(48));
      consumer =
          stream
              .client()
              .registerStreamConsumer(r -> r.streamARN(stream.arn()).consumerName("c1"))
              .consumer()
              .consumerARN();
      shards = stream.shards();
    }
    clock.move(Duration.ofSeconds(10));
    try (Lab lab = start()) {
      KinesisClient client = aws(lab).kinesis("us-east-1");
      var summary =
          client.describeStreamSummary(r -> r.streamName(name)).streamDescriptionSummary();
      assertThat(summary.retentionPeriodHours()).isEqualTo(48);
      assertThat(summary.openShardCount()).isEqualTo(2);
      assertThat(client.listShards(r -> r.streamName(name)).shards()).isEqualTo(shards);
      assertThat(client.listTagsForStream(r -> r.streamName(name)).tags()).hasSize(1);
      assertThat(
              client
                  .describeStreamConsumer(r -> r.consumerARN(consumer))
                  .consumerDescription()
                  .consumerName())
          .isEqualTo("c1");
      assertThat(read(client, name, FIRST)).containsExactly("a");
      assertThat(read(client, name, "shardId-000000000001")).containsExactly("b");
      assertThat(read(client, name, parents)).containsExactly("c");
      assertThat(put(client, name, "d")).isGreaterThan(number);
      assertThat(read(client, name, "shardId-000000000001")).containsExactly("b", "d");
    }
  }

  @Test
  @DisplayName("a record that was torn by a crash is dropped, and those before it stay")
  void torn() throws IOException {
    String name;
    try (Lab lab = start()) {
      Stream stream = new Stream(aws(lab), r -> r.shardCount(1));
      name = stream.name();
      stream.put("whole");
    }
    try (java.util.stream.Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".records")).toList()) {
        Files.write(file, new byte[] {0, 0, 0, 99, 1, 2, 3}, StandardOpenOption.APPEND);
      }
    }
    for (String next : List.of("after", "later")) {
      clock.move(Duration.ofSeconds(10));
      try (Lab lab = start()) {
        put(aws(lab).kinesis("us-east-1"), name, next);
      }
    }
    clock.move(Duration.ofSeconds(10));
    try (Lab lab = start()) {
      assertThat(read(aws(lab).kinesis("us-east-1"), name, FIRST))
          .containsExactly("whole", "after", "later");
    }
  }

  @Test
  @DisplayName("a deleted stream and records past the retention do not come back")
  void gone() {
    String name;
    try (Lab lab = start()) {
      Stream stream = new Stream(aws(lab), r -> r.shardCount(1));
      name = stream.name();
      stream.put("old");
      new Stream(aws(lab), r -> r.shardCount(1)).close();
    }
    clock.move(Duration.ofHours(25));
    try (Lab lab = start()) {
      KinesisClient client = aws(lab).kinesis("us-east-1");
      ListStreamsResponse all = client.listStreams();
      assertThat(all.streamNames()).containsExactly(name);
      assertThat(read(client, name, FIRST)).isEmpty();
    }
  }

  private Lab start() {
    LabSettings settings = LabSettings.usual().onPort(0).withStreamChanges(Duration.ZERO);
    return Lab.start(settings.keptIn(folder), clock);
  }

  private static Aws aws(Lab lab) {
    return Aws.at(lab.endpoint(), lab.regions());
  }

  private static String put(KinesisClient client, String stream, String key) {
    return client
        .putRecord(
            r ->
                r.streamName(stream)
                    .partitionKey(key)
                    .explicitHashKey("0")
                    .data(software.amazon.awssdk.core.SdkBytes.fromUtf8String(key)))
        .sequenceNumber();
  }

  private static List<String> read(KinesisClient client, String stream, String shardId) {
    String iterator =
        client
            .getShardIterator(
                r ->
                    r.streamName(stream)
                        .shardId(shardId)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    return keys(client.getRecords(r -> r.shardIterator(iterator)).records());
  }
}
