package io.farshore.command.drill;

import io.farshore.aws.AwsAdapters;
import io.farshore.aws.AwsSettings;
import io.farshore.command.up.Registration;
import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.producer.FileStateStore;
import io.farshore.producer.Producer;
import io.farshore.producer.ProducerListener;
import io.farshore.producer.ProducerSettings;
import io.farshore.producer.ProducerStatus;
import io.farshore.producer.RegionPorts;
import io.farshore.producer.changelog.Growth;
import io.farshore.producer.changelog.JsonLinesChangeLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** A producer: Farshore's own, outside of AWS, through the endpoint. */
final class DrillProducer implements AutoCloseable {

  /** The name of a drill's one producer. */
  static final ProducerId ID = new ProducerId("drill");

  private static final Duration LEASE = Duration.ofSeconds(4);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);

  private final DrillLab lab;
  private final ThreadEventLoop loop;
  private final AwsAdapters adapters;
  private final JsonLinesChangeLog log;
  private final Producer producer;

  /**
   * A producer that is not started yet.
   *
   * @param changes its change log
   * @param committed how many of the changes are committed by now
   * @param stateFile what it keeps; with an earlier producer's it goes on where that one was
   */
  DrillProducer(
      DrillLab lab,
      ProducerId id,
      Path changes,
      LongSupplier committed,
      Path stateFile,
      long seed,
      ProducerListener listener) {
    this.lab = lab;
    this.loop = new ThreadEventLoop("producer-" + id, Clock.systemUTC(), System::nanoTime);
    this.adapters = new AwsAdapters(outside(lab), loop);
    this.log =
        JsonLinesChangeLog.open(
            changes, CommitTimestampReader.DEFAULT_POINTER, new Growth.Committed(committed));
    this.producer =
        new Producer(
            id,
            new StreamName(lab.stream()),
            List.of(ports(DrillLab.FIRST), ports(DrillLab.SECOND)),
            log,
            new FileStateStore(stateFile),
            ProducerSettings.defaults(LEASE, CALL_TIMEOUT),
            loop,
            new SplittableRandom(seed),
            listener);
  }

  private static AwsSettings outside(DrillLab lab) {
    return AwsSettings.from(
        Map.of(
            "AWS_ENDPOINT_URL",
            lab.endpoint(),
            "AWS_ACCESS_KEY_ID",
            "PRODUCER",
            "AWS_SECRET_ACCESS_KEY",
            "of-the-lab",
            "CALL_TIMEOUT_MILLIS",
            "" + CALL_TIMEOUT.toMillis()));
  }

  private RegionPorts ports(String region) {
    Region at = new Region(region);
    return new RegionPorts(
        adapters.epochTable(at),
        adapters.checkpointTable(at),
        adapters.stream(at, new StreamName(lab.stream())));
  }

  /**
   * Opens the first epoch, in us-east-1, by the code that the command "register" runs.
   *
   * @throws IllegalStateException when it is refused
   */
  void register() {
    new Registration(lab.lab().endpoint(), lab.stream())
        .open(DrillLab.FIRST, DrillLab.SECOND, "drill");
  }

  void start() {
    producer.start().join();
  }

  ProducerStatus status() {
    return producer.status();
  }

  /** Ends it, all answered and the last heartbeats sent; false when it took too long. */
  boolean stop(Duration limit) {
    try {
      producer.stop().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Stops it dead, as a process that freezes: what arrives waits.
   *
   * @return completes it to let it go on
   */
  CompletableFuture<Void> freeze() {
    CompletableFuture<Void> thawed = new CompletableFuture<>();
    loop.execute(thawed::join);
    return thawed;
  }

  /** Ends it at once, as a process that is killed: nothing is flushed, nothing is kept. */
  @Override
  public void close() {
    loop.close();
    adapters.close();
    log.close();
  }
}
