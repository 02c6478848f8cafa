package io.farshore.core.write;

import java.time.Duration;
import java.util.Optional;

/**
 * How a {@link KeyOrderedWriter} writes.
 *
 * @param callTimeout the most that one call can take: the adapter's own limit, retries inside the
 *     client included. A call starts only if the lease covers it
 * @param ordering what a record waits for
 * @param mostCallsInFlight 1 to 1000; how many there are follows from the answers
 * @param mostRecordsInCall 1 to 500
 * @param mostBytesInCall 1 to 10 MiB; a record that is larger goes alone
 * @param backOffBase the first back-off is a random time from zero to this; it doubles
 * @param backOffCap no back-off is longer
 * @param giveUpAfter a record that is refused or unanswered so long after it was first sent fails;
 *     empty: never
 */
public record WriterSettings(
    Duration callTimeout,
    Ordering ordering,
    int mostCallsInFlight,
    int mostRecordsInCall,
    int mostBytesInCall,
    Duration backOffBase,
    Duration backOffCap,
    Optional<Duration> giveUpAfter) {

  /** Kinesis's limit for one PutRecords call. */
  public static final int MOST_RECORDS = 500;

  /** Kinesis's limit for one PutRecords call, keys included. */
  public static final int MOST_BYTES = 10 * 1024 * 1024;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting and its range
   */
  public WriterSettings {
    within("mostCallsInFlight", mostCallsInFlight, 1, 1_000);
    within("mostRecordsInCall", mostRecordsInCall, 1, MOST_RECORDS);
    within("mostBytesInCall", mostBytesInCall, 1, MOST_BYTES);
    if (callTimeout.isNegative() || callTimeout.isZero()) {
      throw new IllegalArgumentException("callTimeout is above zero, not " + callTimeout);
    }
    if (backOffBase.isNegative() || backOffCap.compareTo(backOffBase) < 0) {
      throw new IllegalArgumentException("backOffBase is not negative, backOffCap not below it");
    }
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
    }
  }

  /** Strict; 32 calls of 500 records or 5 MiB, back-off from 50 ms to 2 s, never giving up. */
  public static WriterSettings defaults(Duration callTimeout) {
    return new WriterSettings(
        callTimeout,
        Ordering.STRICT,
        32,
        MOST_RECORDS,
        MOST_BYTES / 2,
        Duration.ofMillis(50),
        Duration.ofSeconds(2),
        Optional.empty());
  }

  /** The same with another number of calls in flight. */
  public WriterSettings withMostCallsInFlight(int calls) {
    return new WriterSettings(
        callTimeout,
        ordering,
        calls,
        mostRecordsInCall,
        mostBytesInCall,
        backOffBase,
        backOffCap,
        giveUpAfter);
  }

  /** The same, giving a record up after a time. */
  public WriterSettings givingUpAfter(Duration time) {
    return new WriterSettings(
        callTimeout,
        ordering,
        mostCallsInFlight,
        mostRecordsInCall,
        mostBytesInCall,
        backOffBase,
        backOffCap,
        Optional.of(time));
  }

  /** The same with another ordering. */
  public WriterSettings with(Ordering other) {
    return new WriterSettings(
        callTimeout,
        other,
        mostCallsInFlight,
        mostRecordsInCall,
        mostBytesInCall,
        backOffBase,
        backOffCap,
        giveUpAfter);
  }

  /**
   * The same with other limits of a call.
   *
   * @param records 1 to 500
   * @param bytes 1 to 10 MiB
   */
  public WriterSettings withMostInCall(int records, int bytes) {
    return new WriterSettings(
        callTimeout,
        ordering,
        mostCallsInFlight,
        records,
        bytes,
        backOffBase,
        backOffCap,
        giveUpAfter);
  }
}
