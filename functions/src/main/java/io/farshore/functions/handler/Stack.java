package io.farshore.functions.handler;

import io.farshore.aws.AwsAdapters;
import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.functions.configuration.Configuration;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One Regional stack, as its functions see it: its settings, ports and event loop.
 *
 * @param settings the environment
 * @param own the Region that the function runs in
 * @param peer the other one
 * @param stream the stream of the stack
 * @param ports in both Regions
 * @param loop everything asynchronous runs on it
 * @param blocking waits for what runs on the loop
 */
public record Stack(
    Configuration settings,
    Region own,
    Region peer,
    StreamName stream,
    Ports ports,
    EventLoop loop,
    Blocking blocking) {

  private static final Duration HOUR = Duration.ofHours(1);

  /** Waits for the end of work on the loop. */
  public interface Blocking {
    /** Starts the work on the loop, and throws what it failed with. */
    <T> T await(Supplier<CompletableFuture<T>> work);
  }

  /**
   * The stack that an environment describes: {@code STREAM_NAME}, {@code PEER_REGION}, {@code
   * AWS_REGION}, and those of {@link io.farshore.aws.AwsSettings#from}.
   *
   * @throws io.farshore.functions.configuration.InvalidConfiguration naming the variable
   */
  public static Stack of(Map<String, String> environment) {
    Configuration settings = new Configuration(environment);
    ThreadEventLoop loop =
        new ThreadEventLoop("farshore-step", Clock.systemUTC(), System::nanoTime);
    return new Stack(
        settings,
        settings.region("AWS_REGION"),
        settings.region("PEER_REGION"),
        settings.stream("STREAM_NAME"),
        new AwsPorts(AwsAdapters.from(environment, loop)),
        loop,
        loop::await);
  }

  /** Starts work on the loop and waits for it. */
  public <T> T await(Supplier<CompletableFuture<T>> work) {
    return blocking.await(work);
  }

  /** This Region's replica of the epochs. */
  public EpochTable ownEpochs() {
    return ports.epochs(own);
  }

  /** This Region's replica of the checkpoints. */
  public CheckpointTable ownCheckpoints() {
    return ports.checkpoints(own);
  }

  /** L, {@code LEASE_MILLIS}. */
  public Duration lease() {
    return settings.millis("LEASE_MILLIS", Duration.ofSeconds(4), Duration.ofMillis(100), HOUR);
  }

  /** {@code LEASE_MARGIN_MILLIS}. */
  public Duration leaseMargin() {
    return settings.millis("LEASE_MARGIN_MILLIS", Duration.ofSeconds(1), Duration.ZERO, HOUR);
  }

  /** {@code LATE_REQUEST_WINDOW_SECONDS}. */
  public Duration lateRequestWindow() {
    return settings.seconds(
        "LATE_REQUEST_WINDOW_SECONDS", Duration.ofMinutes(5), Duration.ZERO, HOUR);
  }

  /** After which silence a producer is not waited for, {@code PRODUCER_SILENCE_SECONDS}. */
  public Duration producerSilence() {
    return settings.seconds(
        "PRODUCER_SILENCE_SECONDS", Duration.ofSeconds(5), Duration.ofSeconds(1), HOUR);
  }

  /** False where {@code WATERMARK_SOURCE} is {@code records}: foreign producers report nothing. */
  public boolean producersReport() {
    return settings.choice("WATERMARK_SOURCE", WatermarkSource.class, WatermarkSource.HEARTBEATS)
        == WatermarkSource.HEARTBEATS;
  }

  private enum WatermarkSource {
    HEARTBEATS,
    RECORDS
  }

  private record AwsPorts(AwsAdapters adapters) implements Ports {
    @Override
    public EpochTable epochs(Region region) {
      return adapters.epochTable(region);
    }

    @Override
    public CheckpointTable checkpoints(Region region) {
      return adapters.checkpointTable(region);
    }

    @Override
    public RegionalStream stream(Region region, StreamName name) {
      return adapters.stream(region, name);
    }
  }
}
