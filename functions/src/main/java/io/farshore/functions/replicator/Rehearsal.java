package io.farshore.functions.replicator;

import io.farshore.aws.AwsAdapters;
import io.farshore.core.replication.CopyPath;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The replicator before a snapshot. It copies a batch of a change and a heartbeat, which nobody
 * sent, over adapters that send nothing: a replicator of its own, so that nothing of it is left but
 * loaded classes. Then it reads what each batch reads first, for the connections.
 */
final class Rehearsal {

  private static final String SHARD = "shardId-000000000000";

  /** The compiler begins at some hundred calls of a method; most are called many times a batch. */
  private static final int BATCHES = 20;

  private final ReplicatorConfiguration configuration;
  private final ThreadEventLoop loop;

  Rehearsal(ReplicatorConfiguration configuration, ThreadEventLoop loop) {
    this.configuration = configuration;
    this.loop = loop;
  }

  /** What to run. */
  List<Runnable> of(StreamName stream, Function<StreamName, CopyPath> paths) {
    List<Runnable> all = new ArrayList<>(Collections.nCopies(BATCHES, () -> copy(stream)));
    all.add(() -> read(paths.apply(stream)));
    return all;
  }

  /** Copies the batch; returns what Lambda would get. */
  String copy(StreamName stream) {
    try (AwsAdapters nowhere = AwsAdapters.rehearsing(loop, configuration.region(), SHARD);
        ByteArrayOutputStream answer = new ByteArrayOutputStream()) {
      KinesisReplicator replicator =
          new KinesisReplicator(
              configuration,
              loop,
              SplittableRandom::new,
              KinesisReplicator.paths(configuration, nowhere));
      replicator.handleRequest(new ByteArrayInputStream(event(stream)), answer, new NoInvocation());
      return answer.toString(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(CopyPath path) {
    StreamName stream = path.stream();
    loop.await(() -> path.sourceEpochs().epochs(stream));
    loop.await(() -> path.targetEpochs().epochs(stream));
    loop.await(() -> path.targetCheckpoints().shard(stream, path.from(), SHARD));
  }

  private byte[] event(StreamName stream) {
    String change = "{\"key\":\"rehearsal\",\"commitTimestamp\":\"%s\"}".formatted(loop.wallTime());
    String heartbeat =
        ("{\"farshore\":\"heartbeat\",\"commitTimestamp\":\"%1$s\",\"position\":\"2\",\"epoch\":1,"
                + "\"producer\":\"rehearsal\",\"shardId\":\"%2$s\",\"sentAt\":\"%1$s\"}")
            .formatted(loop.wallTime(), SHARD);
    return "{\"Records\":[%s,%s]}"
        .formatted(record(stream, 2, change), record(stream, 3, heartbeat))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String record(StreamName stream, int sequenceNumber, String data) {
    return ("{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"rehearsal-%1$d\","
            + "\"sequenceNumber\":\"%1$d\",\"data\":\"%2$s\",\"approximateArrivalTimestamp\":%3$d.001},"
            + "\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\"eventID\":\"%4$s:%1$d\","
            + "\"eventName\":\"aws:kinesis:record\",\"awsRegion\":\"%5$s\","
            + "\"eventSourceARN\":\"arn:aws:kinesis:%5$s:111122223333:stream/%6$s\"}")
        .formatted(
            sequenceNumber,
            Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)),
            loop.wallTime().getEpochSecond(),
            SHARD,
            configuration.region(),
            stream.value());
  }
}
