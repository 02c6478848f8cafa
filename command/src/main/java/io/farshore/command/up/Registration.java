package io.farshore.command.up;

import io.farshore.aws.AwsAdapters;
import io.farshore.aws.AwsSettings;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.failover.FirstEpoch;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Registers a lab's stream, by the code that the command {@code register} runs. */
public final class Registration {

  /** The first calls of a JVM load a few thousand classes. */
  private static final String CALL_TIMEOUT_MILLIS = "20000";

  private final URI endpoint;
  private final StreamName stream;

  /** Of one stream in the lab at {@code endpoint}. */
  public Registration(URI endpoint, String stream) {
    this.endpoint = endpoint;
    this.stream = new StreamName(stream);
  }

  /**
   * Opens the first epoch, in {@code active}, unless there is an epoch: a lab that keeps its state
   * has one from before.
   *
   * @return the epoch in force
   * @throws IllegalStateException when it is refused
   */
  public Epoch open(String active, String peer, String startedBy) {
    try (ThreadEventLoop loop =
            new ThreadEventLoop("registration", Clock.systemUTC(), System::nanoTime);
        AwsAdapters aws = new AwsAdapters(settings(), loop)) {
      Region own = new Region(active);
      Region other = new Region(peer);
      Optional<Epoch> before =
          loop.await(
              () ->
                  aws.epochTable(own)
                      .epochs(stream)
                      .thenCombine(aws.epochTable(other).epochs(stream), Epochs::merge)
                      .thenApply(Epochs::inForce));
      return before.orElseGet(() -> first(loop, aws, own, other, startedBy));
    }
  }

  private Epoch first(
      ThreadEventLoop loop, AwsAdapters aws, Region own, Region other, String startedBy) {
    FirstEpoch opening = aws.firstEpoch(stream, own, other);
    FirstEpoch.Result result = loop.await(() -> opening.open(startedBy, Optional.empty()));
    if (result instanceof FirstEpoch.Result.Registered registered) {
      return registered.epoch();
    }
    throw new IllegalStateException(((FirstEpoch.Result.Refused) result).message());
  }

  private AwsSettings settings() {
    return AwsSettings.from(
        Map.of(
            "AWS_ENDPOINT_URL",
            endpoint.toString(),
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test",
            "CALL_TIMEOUT_MILLIS",
            CALL_TIMEOUT_MILLIS));
  }
}
