package io.farshore.functions.handler;

import io.farshore.aws.AwsAdapters;
import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.setting.Configuration;
import io.farshore.core.setting.ProtocolSettings;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.functions.configuration.FunctionSettings;
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

  /** Waits for the end of work on the loop. */
  public interface Blocking {
    /** Starts the work on the loop, and throws what it failed with. */
    <T> T await(Supplier<CompletableFuture<T>> work);
  }

  /**
   * The stack that an environment describes. All that is set in it is checked.
   *
   * @throws io.farshore.core.setting.InvalidSetting naming the variable
   */
  public static Stack of(Map<String, String> environment) {
    Configuration settings = FunctionSettings.check(new Configuration(environment));
    ThreadEventLoop loop =
        new ThreadEventLoop("farshore-step", Clock.systemUTC(), System::nanoTime);
    return new Stack(
        settings,
        settings.get(ProtocolSettings.AWS_REGION),
        settings.get(FunctionSettings.PEER_REGION),
        settings.get(ProtocolSettings.STREAM_NAME),
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
    return settings.get(ProtocolSettings.LEASE);
  }

  /** {@code LEASE_MARGIN_MILLIS}. */
  public Duration leaseMargin() {
    return settings.get(FunctionSettings.LEASE_MARGIN);
  }

  /** {@code LATE_REQUEST_WINDOW_SECONDS}. */
  public Duration lateRequestWindow() {
    return settings.get(FunctionSettings.LATE_REQUEST_WINDOW);
  }

  /** After which silence a producer is not waited for, {@code PRODUCER_SILENCE_SECONDS}. */
  public Duration producerSilence() {
    return settings.get(FunctionSettings.PRODUCER_SILENCE);
  }

  /** False where {@code WATERMARK_SOURCE} is {@code records}: foreign producers report nothing. */
  public boolean producersReport() {
    return settings.get(FunctionSettings.WATERMARK_SOURCE)
        == FunctionSettings.Watermarks.HEARTBEATS;
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
