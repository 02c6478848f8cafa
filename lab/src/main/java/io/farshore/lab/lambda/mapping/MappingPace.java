package io.farshore.lab.lambda.mapping;

import java.time.Duration;

/**
 * How fast mappings are in the lab; AWS polls a shard once a second.
 *
 * @param poll from the arrival of a record until it is read, and between two batches of a shard
 *     that has nothing more to read
 * @param retryFirst from a failure until the first retry; doubles with each
 * @param retryMost the longest wait between retries
 */
public record MappingPace(Duration poll, Duration retryFirst, Duration retryMost) {

  /** 100 ms, and retries after 100 ms up to 2 s. */
  public static MappingPace brisk() {
    return new MappingPace(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(2));
  }

  Duration retry(int attempts) {
    Duration wait = retryFirst.multipliedBy(1L << Math.min(attempts, 16));
    return wait.compareTo(retryMost) < 0 ? wait : retryMost;
  }
}
