package io.farshore.aws;

import io.farshore.core.time.EventLoop;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** The time by which a call, with all its pages, must have been answered. */
final class CallDeadline {

  private final EventLoop clock;
  private final Duration timeout;
  private final long endsAtNanos;

  CallDeadline(EventLoop clock, Duration timeout) {
    this.clock = clock;
    this.timeout = timeout;
    this.endsAtNanos = clock.monotonicNanos() + timeout.toNanos();
  }

  /**
   * What is left, as the limit of the next request.
   *
   * @throws BlockingCalls.CallTimedOut when nothing is: then the request must not leave
   */
  AwsRequestOverrideConfiguration limit() {
    long left = endsAtNanos - clock.monotonicNanos();
    if (left <= 0) {
      throw new BlockingCalls.CallTimedOut(timeout);
    }
    Duration limit = Duration.ofNanos(Math.max(left, 1_000_000));
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(limit)
        .apiCallAttemptTimeout(limit)
        .build();
  }
}
