package io.farshore.producer;

import io.farshore.core.setting.Configuration;
import io.farshore.core.setting.Form;
import io.farshore.core.setting.Setting;
import io.farshore.core.setting.SettingGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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

  private static final Setting<Duration> INTERVAL =
      Setting.of(
          "HEARTBEAT_INTERVAL_MILLIS",
          Form.millis(100, 2_000),
          Duration.ofSeconds(1),
          "Between two heartbeats, reads of the epochs, reports and probes of the Regions. The"
              + " functions wait for reports no longer than PRODUCER_SILENCE_SECONDS");

  private static final Setting<Long> CALLS_IN_FLIGHT =
      Setting.of(
          "PRODUCER_CALLS_IN_FLIGHT", Form.number(1, 1_000), 16L, "PutRecords calls at a time");

  private static final Setting<Long> UNACKNOWLEDGED_CHANGES =
      Setting.of(
          "MAX_UNACKNOWLEDGED_CHANGES",
          Form.number(1, 1_000_000),
          5_000L,
          "Reading the log pauses at so many changes without an answer");

  private static final Setting<Long> UNACKNOWLEDGED_BYTES =
      Setting.of(
          "MAX_UNACKNOWLEDGED_BYTES",
          Form.bytes(1L << 20, 1L << 30),
          32L << 20,
          "Reading the log pauses at so many bytes without an answer");

  private static final Setting<Duration> LOG_POLL =
      Setting.of(
          "LOG_POLL_MILLIS",
          Form.millis(1, 60_000),
          Duration.ofMillis(50),
          "How soon a log that had nothing is read again");

  private static final Setting<Duration> SHARD_LIST =
      Setting.of(
          "SHARD_LIST_SECONDS",
          Form.seconds(1, 3_600),
          Duration.ofSeconds(5),
          "How often the open shards are listed again");

  /** All variables that {@link #from} reads. */
  public static final SettingGroup DECLARED =
      new SettingGroup(
          "The producer",
          "Read by the agent; whoever uses the library gives them as ProducerSettings.",
          List.of(
              INTERVAL,
              CALLS_IN_FLIGHT,
              UNACKNOWLEDGED_CHANGES,
              UNACKNOWLEDGED_BYTES,
              LOG_POLL,
              SHARD_LIST));

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
   * As declared: one second between heartbeats, 16 calls in flight, 5,000 changes or 32 MiB
   * unanswered.
   *
   * @param leaseLife L, more than two call timeouts
   * @param callTimeout the adapter's own limit
   */
  public static ProducerSettings defaults(Duration leaseLife, Duration callTimeout) {
    return from(new Configuration(Map.of()), leaseLife, callTimeout);
  }

  /**
   * From an environment, by {@link #DECLARED}.
   *
   * @param leaseLife L, more than two call timeouts
   * @param callTimeout the adapter's own limit
   * @throws io.farshore.core.setting.InvalidSetting naming the variable that can't be read
   */
  public static ProducerSettings from(
      Configuration given, Duration leaseLife, Duration callTimeout) {
    return new ProducerSettings(
        given.get(INTERVAL),
        leaseLife,
        callTimeout,
        given.get(CALLS_IN_FLIGHT).intValue(),
        given.get(UNACKNOWLEDGED_CHANGES).intValue(),
        given.get(UNACKNOWLEDGED_BYTES),
        given.get(LOG_POLL),
        given.get(SHARD_LIST));
  }
}
