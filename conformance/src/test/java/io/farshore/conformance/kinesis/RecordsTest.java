package io.farshore.conformance.kinesis;

import static io.farshore.conformance.kinesis.Stream.FIRST;
import static io.farshore.conformance.kinesis.Stream.MIDDLE;
import static io.farshore.conformance.kinesis.Stream.keys;
import static io.farshore.conformance.kinesis.Stream.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class RecordsTest {

  private static final BigInteger HIGHEST = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

  private Stream stream;
  private KinesisClient client;

  @BeforeEach
  void create() {
    stream = new Stream(2);
    client = stream.client();
  }

  @AfterEach
  void delete() {
    stream.close();
  }

  @Test
  @DisplayName("bytes and key come back as they went in; unencrypted records do not say so")
  void roundTrip() {
    byte[] data = {0, (byte) 0xff, 10, (byte) 0x80};
    Instant before = Clock.systemUTC().instant().minusSeconds(30);
    var put =
        client.putRecord(
            r ->
                r.streamName(stream.name())
                    .partitionKey("schlüssel 💣")
                    .data(SdkBytes.fromByteArray(data)));

    Record read = stream.all(put.shardId()).get(0);

    assertThat(read.data().asByteArray()).isEqualTo(data);
    assertThat(read.partitionKey()).isEqualTo("schlüssel 💣");
    assertThat(read.sequenceNumber()).isEqualTo(put.sequenceNumber()).hasSize(56);
    assertThat(read.approximateArrivalTimestamp()).isAfter(before);
    assertThat(read.encryptionType()).isNull();
  }

  @Test
  @DisplayName("a record goes by the MD5 of its key, or by its explicit hash key")
  void routing() {
    // MD5("a") is 0cc1..., MD5("b") is 92eb...: below and above the middle.
    assertThat(stream.put("a").shardId()).isEqualTo(FIRST);
    assertThat(stream.put("b").shardId()).isEqualTo("shardId-000000000001");
    assertThat(stream.put("a", MIDDLE).shardId()).isEqualTo("shardId-000000000001");
    assertThat(stream.put("b", MIDDLE.subtract(BigInteger.ONE)).shardId()).isEqualTo(FIRST);
    assertThat(stream.put("a", HIGHEST).shardId()).isEqualTo("shardId-000000000001");
  }

  @Test
  @DisplayName("each type of iterator begins where it says")
  void iterators() {
    stream.put("before", BigInteger.ZERO);
    String number = stream.put("at", BigInteger.ZERO).sequenceNumber();
    stream.put("after", BigInteger.ZERO);
    String latest = stream.iterator(FIRST, ShardIteratorType.LATEST);

    assertThat(keys(stream.all(FIRST))).containsExactly("before", "at", "after");
    assertThat(
            keys(
                stream
                    .read(stream.iterator(FIRST, ShardIteratorType.AT_SEQUENCE_NUMBER, number))
                    .records()))
        .containsExactly("at", "after");
    assertThat(
            keys(
                stream
                    .read(stream.iterator(FIRST, ShardIteratorType.AFTER_SEQUENCE_NUMBER, number))
                    .records()))
        .containsExactly("after");
    stream.put("later", BigInteger.ZERO);
    assertThat(keys(stream.read(latest).records())).containsExactly("later");
  }

  @Test
  @DisplayName("an iterator at a time begins with the first record of that time or later")
  void atTimestamp() {
    stream.put("one", BigInteger.ZERO);
    Instant arrival = stream.all(FIRST).get(0).approximateArrivalTimestamp();

    String iterator =
        client
            .getShardIterator(
                r ->
                    r.streamName(stream.name())
                        .shardId(FIRST)
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(arrival))
            .shardIterator();

    assertThat(keys(stream.read(iterator).records())).containsExactly("one");
  }

  @Test
  @DisplayName("a limit is kept, the next iterator goes on, and the end is up to date")
  void limit() {
    List.of("a", "b", "c").forEach(key -> stream.put(key, BigInteger.ZERO));
    String start = stream.iterator(FIRST, ShardIteratorType.TRIM_HORIZON);

    GetRecordsResponse page = client.getRecords(r -> r.shardIterator(start).limit(2));
    GetRecordsResponse rest = stream.read(page.nextShardIterator());
    GetRecordsResponse none = stream.read(rest.nextShardIterator());

    assertThat(keys(page.records())).containsExactly("a", "b");
    assertThat(keys(rest.records())).containsExactly("c");
    assertThat(none.records()).isEmpty();
    assertThat(none.millisBehindLatest()).isZero();
    assertThat(none.nextShardIterator()).isNotEqualTo(rest.nextShardIterator());
  }

  @Test
  @DisplayName("numbers of a shard rise with every record, over PutRecord and PutRecords")
  void numbersRise() {
    var single = stream.put("k", BigInteger.ZERO);
    var batch =
        client.putRecords(
            r -> r.streamName(stream.name()).records(Collections.nCopies(20, entry("k", "0"))));

    List<String> numbers =
        batch.records().stream().map(PutRecordsResultEntry::sequenceNumber).toList();
    assertThat(batch.failedRecordCount()).isZero();
    assertThat(numbers).isSorted().doesNotHaveDuplicates();
    assertThat(numbers.get(0)).isGreaterThan(single.sequenceNumber());
    assertThat(stream.all(FIRST)).hasSize(21);
  }

  @Test
  @DisplayName("the number for ordering must be one that Kinesis can have given out")
  void ordering() {
    String number = stream.put("k").sequenceNumber();
    client.putRecord(
        r ->
            r.streamName(stream.name())
                .partitionKey("k")
                .sequenceNumberForOrdering(number)
                .data(SdkBytes.fromUtf8String("x")));

    refused(
        "InvalidArgumentException",
        "ExclusiveMinimumSequenceNumber 9" + number + " used in PutRecord on stream",
        () ->
            client.putRecord(
                r ->
                    r.streamName(stream.name())
                        .partitionKey("k")
                        .sequenceNumberForOrdering("9" + number)
                        .data(SdkBytes.fromUtf8String("x"))));
  }

  @Test
  @DisplayName("a number of another shard, or without the type that takes one, is refused")
  void wrongNumbers() {
    String other = stream.put("k", HIGHEST).sequenceNumber();
    refused(
        "InvalidArgumentException",
        "It encodes shardId-000000000001, while it was used in a call to a shard with " + FIRST,
        () -> stream.iterator(FIRST, ShardIteratorType.AT_SEQUENCE_NUMBER, other));
    refused(
        "InvalidArgumentException",
        "Request specified LATEST and also a StartingSequenceNumber.",
        () -> stream.iterator(FIRST, ShardIteratorType.LATEST, other));
    refused(
        "InvalidArgumentException",
        "Request specified AT_SEQUENCE_NUMBER and no StartingSequenceNumber.",
        () -> stream.iterator(FIRST, ShardIteratorType.AT_SEQUENCE_NUMBER));
    refused(
        "ResourceNotFoundException",
        "Shard shardId-000000000007 in stream " + stream.name(),
        () -> stream.iterator("shardId-7", ShardIteratorType.LATEST));
    refused(
        "InvalidArgumentException", "Invalid ShardIterator.", () -> stream.read("bm90aGluZw=="));
  }

  @Test
  @DisplayName("what is too large, too many or out of range is refused, and nothing is written")
  void limits() {
    refused(
        "InvalidArgumentException",
        "ExplicitHashKey must be in the range: [0, 2^128-1]",
        () -> stream.put("k", HIGHEST.add(BigInteger.ONE)));
    refused(
        "ValidationException",
        "Member must have length less than or equal to 500",
        () ->
            client.putRecords(
                r ->
                    r.streamName(stream.name())
                        .records(Collections.nCopies(501, entry("k", "0")))));
    refused(
        "ValidationException",
        "Member must have length less than or equal to 256",
        () -> stream.put("k".repeat(257)));
    String large = "x".repeat(1_000_000);
    refused(
        "InvalidArgumentException",
        "Records size exceeds",
        () ->
            client.putRecords(
                r ->
                    r.streamName(stream.name())
                        .records(Collections.nCopies(11, entry(large, "0")))));
    assertThat(stream.all(FIRST)).isEmpty();
  }

  @Test
  @DisplayName("a record has 1 MiB with its key, unless the stream takes larger ones")
  void recordSize() {
    SdkBytes large = SdkBytes.fromByteArray(new byte[(1 << 20) + 1]);
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    client.putRecord(
                        r -> r.streamName(stream.name()).partitionKey("k").data(large))))
        .isInstanceOf(software.amazon.awssdk.services.kinesis.model.KinesisException.class);

    client.updateMaxRecordSize(r -> r.streamARN(stream.arn()).maxRecordSizeInKiB(2_048));
    stream.awaitActive();

    var put = client.putRecord(r -> r.streamName(stream.name()).partitionKey("k").data(large));
    assertThat(stream.all(put.shardId()).get(0).data()).isEqualTo(large);
    assertThat(stream.summary().maxRecordSizeInKiB()).isEqualTo(2_048);
  }

  @Test
  @DisplayName("a shard that is written to too fast refuses in place, and writes the rest")
  void partialFailure() {
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, 30)
            .mapToObj(i -> entry("x".repeat(100_000), i % 3 == 0 ? "0" : HIGHEST.toString()))
            .toList();

    String account = stream.account();

    var results = client.putRecords(r -> r.streamName(stream.name()).records(entries));

    assertThat(results.records()).hasSize(30);
    assertThat(results.failedRecordCount()).isBetween(1, 25);
    for (int i = 0; i < 30; i++) {
      PutRecordsResultEntry result = results.records().get(i);
      if (result.errorCode() == null) {
        assertThat(result.shardId()).endsWith(i % 3 == 0 ? "0" : "1");
      } else {
        assertThat(result.errorCode()).isEqualTo("ProvisionedThroughputExceededException");
        assertThat(result.errorMessage())
            .isEqualTo(
                "Rate exceeded for shard shardId-000000000001 in stream %s under account %s.",
                stream.name(), account);
        assertThat(result.sequenceNumber()).isNull();
      }
    }
  }

  private static PutRecordsRequestEntry entry(String data, String hashKey) {
    return PutRecordsRequestEntry.builder()
        .partitionKey("k")
        .explicitHashKey(hashKey)
        .data(SdkBytes.fromUtf8String(data))
        .build();
  }
}
