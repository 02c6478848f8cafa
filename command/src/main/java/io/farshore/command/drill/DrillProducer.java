package io.farshore.command.drill;

import io.farshore.aws.AwsAdapters;
import io.farshore.aws.AwsSettings;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.failover.FirstEpoch;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The producer of a drill: Farshore's own, outside of AWS, through the endpoint. */
final class DrillProducer implements AutoCloseable {

  /** Its name. */
  static final ProducerId ID = new ProducerId("drill");

  private static final Duration LEASE = Duration.ofSeconds(4);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);

  /** The first calls of a JVM load a few thousand classes. */
  private static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(20);

  private final DrillLab lab;
  private final ThreadEventLoop loop;
  private final AwsAdapters adapters;
  private final Path stateFile;
  private final JsonLinesChangeLog log;
  private final Producer producer;

  DrillProducer(DrillLab lab, ChangeFile changes, CommitPace pace, long seed, Timeline timeline) {
    this.lab = lab;
    this.loop = new ThreadEventLoop("producer", Clock.systemUTC(), System::nanoTime);
    this.adapters = new AwsAdapters(outside(lab, CALL_TIMEOUT), loop);
    try {
      this.stateFile = Files.createTempDirectory("farshore-producer-").resolve("state.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.log =
        JsonLinesChangeLog.open(
            changes.file(), CommitTimestampReader.DEFAULT_POINTER, new Growth.Committed(pace));
    this.producer =
        new Producer(
            ID,
            new StreamName(DrillLab.STREAM),
            List.of(ports(adapters, DrillLab.FIRST), ports(adapters, DrillLab.SECOND)),
            log,
            new FileStateStore(stateFile),
            ProducerSettings.defaults(LEASE, CALL_TIMEOUT),
            loop,
            new SplittableRandom(seed),
            new Told(timeline));
  }

  private static AwsSettings outside(DrillLab lab, Duration callTimeout) {
    return AwsSettings.from(
        Map.of(
            "AWS_ENDPOINT_URL",
            lab.endpoint(),
            "AWS_ACCESS_KEY_ID",
            "PRODUCER",
            "AWS_SECRET_ACCESS_KEY",
            "of-the-lab",
            "CALL_TIMEOUT_MILLIS",
            "" + callTimeout.toMillis()));
  }

  private static RegionPorts ports(AwsAdapters adapters, String region) {
    Region at = new Region(region);
    return new RegionPorts(
        adapters.epochTable(at),
        adapters.checkpointTable(at),
        adapters.stream(at, new StreamName(DrillLab.STREAM)));
  }

  /**
   * Opens the first epoch, in us-east-1, by the code that the command "register" runs.
   *
   * @throws IllegalStateException when it is refused
   */
  void register() {
    try (AwsAdapters patient = new AwsAdapters(outside(lab, REGISTRATION_TIMEOUT), loop)) {
      RegionPorts first = ports(patient, DrillLab.FIRST);
      RegionPorts second = ports(patient, DrillLab.SECOND);
      FirstEpoch opening =
          new FirstEpoch(first.epochs(), second.epochs(), first.stream(), second.stream(), loop, 5);
      FirstEpoch.Result result = loop.await(() -> opening.open("drill", Optional.empty()));
      if (result instanceof FirstEpoch.Result.Refused refused) {
        throw new IllegalStateException(refused.message());
      }
    }
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

  @Override
  public void close() {
    log.close();
    adapters.close();
    loop.close();
    try {
      Files.deleteIfExists(stateFile);
      Files.deleteIfExists(stateFile.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts what the producer does into the timeline. */
  private record Told(Timeline timeline) implements ProducerListener {
    @Override
    public void followed(EpochId epoch, Watermark from) {
      timeline.say("producer follows epoch " + epoch + ", reads its log from " + from);
    }

    @Override
    public void resumed(EpochId epoch) {
      timeline.say("producer has a lease, and writes to " + epoch.activeRegion());
    }

    @Override
    public void paused(String why) {
      timeline.say("producer pauses: " + why);
    }

    @Override
    public void firstAcknowledgement(EpochId epoch, Instant at) {
      timeline.say(at, epoch.activeRegion().name(), "first change of epoch " + epoch.number());
    }

    @Override
    public void flushing(EpochId prepared) {
      timeline.say("producer stops and flushes for epoch " + prepared);
    }

    @Override
    public void drained(Watermark lowWatermark) {
      timeline.say("producer is drained, its last heartbeat is in every shard");
    }
  }
}
