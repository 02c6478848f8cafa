package io.farshore.functions.replicator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.farshore.aws.AwsAdapters;
import io.farshore.core.replication.CopyPath;
import io.farshore.core.replication.Outcome;
import io.farshore.core.replication.Replicator;
import io.farshore.core.setting.Configuration;
import io.farshore.core.setting.ProtocolSettings;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * Copies a batch of this Region's stream to the peer's. The event source mapping must report batch
 * item failures, have a parallelization factor of 1, and retry without end and without maximum age.
 *
 * <p>A batch that was copied in part answers with the first record that was not. Everything that is
 * unknown is thrown, so that Lambda hands the batch out again (guarantee E).
 *
 * <p>Configured by its environment: see {@link ReplicatorConfiguration}, and {@link
 * io.farshore.aws.AwsSettings} for the tables and the endpoint.
 */
public final class KinesisReplicator implements RequestStreamHandler {

  private final ReplicatorConfiguration configuration;
  private final ThreadEventLoop loop;
  private final LongFunction<RandomGenerator> random;
  private final Function<StreamName, CopyPath> paths;
  private final Map<StreamName, Replicator> replicators = new ConcurrentHashMap<>();
  private Snapshot snapshot;

  /** For Lambda. */
  public KinesisReplicator() {
    this(LambdaEnvironment.variables());
    new Configuration(LambdaEnvironment.variables())
        .find(ProtocolSettings.STREAM_NAME)
        .ifPresent(
            stream -> snapshot = Snapshot.of(new Rehearsal(configuration, loop).of(stream, paths)));
  }

  /**
   * From an environment.
   *
   * @throws io.farshore.core.setting.InvalidSetting naming the variable to set
   */
  public KinesisReplicator(Map<String, String> environment) {
    this(
        new Configuration(environment),
        new ThreadEventLoop("farshore-replicator", Clock.systemUTC(), System::nanoTime),
        SplittableRandom::new);
  }

  private KinesisReplicator(
      Configuration environment, ThreadEventLoop loop, LongFunction<RandomGenerator> random) {
    this(
        ReplicatorConfiguration.of(environment),
        loop,
        random,
        paths(
            ReplicatorConfiguration.of(environment),
            AwsAdapters.from(environment.environment(), loop)));
  }

  /**
   * With the path of each stream given.
   *
   * @param random of a seed
   */
  KinesisReplicator(
      ReplicatorConfiguration configuration,
      ThreadEventLoop loop,
      LongFunction<RandomGenerator> random,
      Function<StreamName, CopyPath> paths) {
    this.configuration = configuration;
    this.loop = loop;
    this.random = random;
    this.paths = paths;
  }

  /** From the own Region to the peer, by these adapters. */
  static Function<StreamName, CopyPath> paths(
      ReplicatorConfiguration configuration, AwsAdapters aws) {
    return stream ->
        new CopyPath(
            aws.epochTable(configuration.region()),
            aws.epochTable(configuration.peer()),
            aws.checkpointTable(configuration.peer()),
            aws.stream(configuration.region(), stream),
            aws.stream(configuration.peer(), stream));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Optional<KinesisBatch> batch = KinesisEventReader.read(event.readAllBytes());
    Optional<SequenceNumber> firstNotCopied =
        batch.isPresent() ? copy(batch.get(), context) : Optional.empty();
    answer.write(answer(firstNotCopied).getBytes(StandardCharsets.US_ASCII));
  }

  private Optional<SequenceNumber> copy(KinesisBatch batch, Context context) {
    var report =
        new ReplicationReport(
            context.getLogger()::log, loop::wallTime, context.getAwsRequestId(), batch);
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    long startedNanos = loop.monotonicNanos();
    try {
      Replicator replicator =
          replicators.computeIfAbsent(
              batch.stream(), stream -> replicator(stream, context.getAwsRequestId()));
      Outcome outcome = loop.await(() -> replicator.replicate(batch.batch(), remaining));
      if (outcome instanceof Outcome.Copied copied) {
        report.copied(copied, Duration.ofNanos(loop.monotonicNanos() - startedNanos));
        return copied.firstNotCopied();
      }
      report.peersOwn((Outcome.AcknowledgedAsPeersOwn) outcome);
      return Optional.empty();
    } catch (RuntimeException e) {
      report.failed(e);
      throw e;
    }
  }

  /**
   * Its random numbers begin at the first invocation: environments that start from one snapshot
   * share all that was there before, the JDK's own seeds included, and would back off in step.
   */
  private Replicator replicator(StreamName stream, String requestId) {
    long seed = loop.monotonicNanos() ^ ((long) requestId.hashCode() << Integer.SIZE);
    return new Replicator(
        paths.apply(stream),
        loop,
        random.apply(seed),
        configuration.settings(),
        configuration.looksBehind());
  }

  /** No failure: the whole batch is done. One: that record and everything after it comes again. */
  private static String answer(Optional<SequenceNumber> firstNotCopied) {
    return "{\"batchItemFailures\":["
        + firstNotCopied.map(place -> "{\"itemIdentifier\":\"" + place + "\"}").orElse("")
        + "]}";
  }
}
