package io.farshore.lab.stepfunctions.asl;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When, and how often, a state is tried again.
 *
 * @param maxAttempts retries, not counting the first attempt; 0 for none
 */
public record Retrier(
    List<String> errorEquals,
    double intervalSeconds,
    int maxAttempts,
    double backoffRate,
    Optional<Double> maxDelaySeconds,
    boolean fullJitter) {

  private static final double LONGEST_SECONDS = 99_999_999;

  /**
   * The pause before a retry.
   *
   * @param retries how many retries of this retrier there were before
   */
  public Duration delay(int retries, RandomGenerator random) {
    double seconds = intervalSeconds * Math.pow(backoffRate, retries);
    seconds = Math.min(seconds, maxDelaySeconds.orElse(LONGEST_SECONDS));
    if (fullJitter) {
      seconds *= random.nextDouble();
    }
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }
}
