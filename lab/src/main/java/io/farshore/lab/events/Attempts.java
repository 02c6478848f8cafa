package io.farshore.lab.events;

import io.farshore.core.time.Cause;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.faults.RegionState;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a target until it answers. What it does not take for a reason that may pass is tried again,
 * with growing pauses; the Region of the caller being lost, it waits. Thread-safe.
 */
public final class Attempts {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final int LONGEST_PAUSE_SECONDS = 60;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final AwsApi api;
  private final RegionState regions;
  private final EventLoop loop;

  /**
   * How often, and how long.
   *
   * @param maximumRetryAttempts after the first
   * @param maximumEventAge after which it is not tried again
   */
  public record RetryPolicy(int maximumRetryAttempts, Duration maximumEventAge) {}

  /**
   * A call that was given up.
   *
   * @param cause why it failed at last
   * @param exhausted the part of the retry policy that ended it; empty when another attempt would
   *     not have helped
   * @param retries attempts after the first
   */
  public record GivenUp(Throwable cause, String exhausted, int retries) {}

  /**
   * Attempts by way of {@code api}.
   *
   * @param regions which Regions are lost
   * @param loop times pauses
   */
  public Attempts(AwsApi api, RegionState regions, EventLoop loop) {
    this.api = api;
    this.regions = regions;
    this.loop = loop;
  }

  /** Makes a call, whose caller has a home Region; {@code givenUp} hears of it if it fails. */
  public void make(ApiCall call, RetryPolicy policy, Consumer<GivenUp> givenUp) {
    attempt(call, policy, givenUp, 0, loop.monotonicNanos());
  }

  private void attempt(
      ApiCall call, RetryPolicy policy, Consumer<GivenUp> givenUp, int retries, long since) {
    regions
        .whenBack(call.caller().homeRegion().orElseThrow())
        .thenCompose(there -> api.call(call))
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                failed(call, policy, givenUp, retries, since, Cause.of(failure));
              }
            });
  }

  private void failed(
      ApiCall call,
      RetryPolicy policy,
      Consumer<GivenUp> givenUp,
      int retries,
      long since,
      Throwable cause) {
    Duration pause =
        Duration.ofSeconds(Math.min(1L << Math.min(retries, 6), LONGEST_PAUSE_SECONDS));
    Duration age = Duration.ofNanos(loop.monotonicNanos() - since).plus(pause);
    boolean helps = mayPass(cause);
    boolean tooMany = retries >= policy.maximumRetryAttempts();
    boolean tooOld = age.compareTo(policy.maximumEventAge()) > 0;
    if (helps && !tooMany && !tooOld) {
      LOG.info("{} of {} is tried again: {}", call.operation(), call.service(), cause.toString());
      loop.after(pause, () -> attempt(call, policy, givenUp, retries + 1, since));
      return;
    }
    String ended = tooMany ? "MaximumRetryAttempts" : "MaximumEventAgeInSeconds";
    LOG.warn(
        "{} of {} by {} is given up: {}",
        call.operation(),
        call.service(),
        call.caller().principal(),
        cause.toString());
    givenUp.accept(new GivenUp(cause, helps ? ended : "", retries));
  }

  private static boolean mayPass(Throwable failure) {
    if (failure instanceof AwsError error) {
      return error.status() >= SERVER_ERROR
          || error.status() == TOO_MANY
          || error.code().contains("Throttl");
    }
    return failure instanceof AwsApi.Unreachable;
  }
}
