package io.farshore.functions.probe;

import io.farshore.core.failover.VantagePoint;
import io.farshore.core.failover.VantagePoint.Finding;
import io.farshore.core.time.Cause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Vantage point (b): Route 53's health checkers, all over the world. */
@FunctionalInterface
public interface HealthCheckers {

  /** How many checkers see a health check succeed. */
  record Status(int checkers, int failing) {}

  /**
   * Asks for the status of every configured health check.
   *
   * @return none when none is configured; fails when it can't be had in time
   */
  CompletableFuture<List<Status>> statuses();

  /** Most of the checkers fail: impaired. No answer is no evidence. */
  static VantagePoint point(List<Status> statuses, Throwable failure, Duration latency) {
    if (failure != null) {
      return new VantagePoint(
          "route53", Finding.UNKNOWN, latency, "no answer: " + Cause.of(failure).getMessage());
    }
    long checkers = statuses.stream().mapToLong(Status::checkers).sum();
    long failing = statuses.stream().mapToLong(Status::failing).sum();
    return new VantagePoint(
        "route53",
        VantagePoint.majority(failing, checkers),
        latency,
        statuses.isEmpty()
            ? "no health check is configured"
            : failing + " of " + checkers + " checkers fail");
  }
}
