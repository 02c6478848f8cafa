package io.farshore.producer;

import java.time.Duration;

/**
 * How a producer works.
 *
 * @param interval between two reads of the epochs, heartbeats, reports and probes
 * @param leaseLife L; the same in the whole system, because the fence waits for it
 * @param callTimeout the most that one call to AWS can take; the adapter's own limit
 * @param mostCallsInFlight PutRecords calls at a time
 * @param mostUnacknowledgedChanges reading pauses at so many changes without an answer
 * @param mostUnacknowledgedBytes reading pauses at so many bytes without an answer
 * @param logPollInterval how soon a log that had nothing is read again
 * @param shardListInterval how often the open shards are listed again
 */
public record ProducerSettings(
    Duration interval,
    Duration leaseLife,
    Duration callTimeout,
    int mostCallsInFlight,
    int mostUnacknowledgedChanges,
    long mostUnacknowledgedBytes,
    Duration logPollInterval,
    Duration shardListInterval) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a lease is too short to be renewed before it ends
   */
  public ProducerSettings {
    if (leaseLife.compareTo(callTimeout.multipliedBy(2)) <= 0) {
      throw new IllegalArgumentException(
          "A lease must last more than two call timeouts: "
              + leaseLife
              + " is too short for "
              + callTimeout);
    }
  }

  /**
   * One second between heartbeats, 16 calls in flight, 5,000 changes or 32 MiB unanswered.
   *
   * @param leaseLife L, more than two call timeouts
   * @param callTimeout the adapter's own limit
   */
  public static ProducerSettings defaults(Duration leaseLife, Duration callTimeout) {
    return new ProducerSettings(
        Duration.ofSeconds(1),
        leaseLife,
        callTimeout,
        16,
        5_000,
        32L * 1024 * 1024,
        Duration.ofMillis(50),
        Duration.ofSeconds(5));
  }
}
