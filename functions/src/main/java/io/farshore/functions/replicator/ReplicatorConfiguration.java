package io.farshore.functions.replicator;

import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.replication.ReplicatorSettings;
import io.farshore.core.replication.WatermarkSource;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.write.WriterSettings;
import io.farshore.functions.configuration.Configuration;
import io.farshore.functions.configuration.InvalidConfiguration;
import java.time.Duration;

/**
 * What the replicator reads from its environment, once, at the start.
 *
 * <pre>
 *   AWS_REGION                 X, set by Lambda
 *   PEER_REGION                Y
 *   COMMIT_TIMESTAMP_POINTER   JSON pointer, by default /commitTimestamp
 *   WATERMARK_SOURCE           heartbeats (default) or records
 *   PRODUCER                   with records: the name that the watermark is kept under
 *   ALLOWED_LATENESS_SECONDS   with records: 0 to 86400, by default 60
 *   LEASE_MILLIS               L, 1000 to 300000, by default 4000; at least two call timeouts
 *   CALL_TIMEOUT_MILLIS        50 to 60000, by default 1000; read by the AWS adapters too
 *   MAX_CALLS_IN_FLIGHT        1 to 64, by default 8
 *   GIVE_UP_AFTER_MILLIS       100 to 900000, by default 20000: how long one record is tried
 *   STREAM_RETENTION_HOURS     24 to 8760, by default 24: the stream's retention
 *   GAP_MARGIN_HOURS           0 to below the retention, by default 4
 * </pre>
 *
 * @param region X
 * @param peer Y
 * @param settings how to copy
 */
record ReplicatorConfiguration(Region region, Region peer, ReplicatorSettings settings) {

  /** The two sources of truth. */
  private enum Source {
    HEARTBEATS,
    RECORDS
  }

  /**
   * Reads and checks everything.
   *
   * @throws InvalidConfiguration naming the variable and what to set
   */
  static ReplicatorConfiguration of(Configuration environment) {
    Region region = environment.region("AWS_REGION");
    Region peer = environment.region("PEER_REGION");
    if (peer.equals(region)) {
      throw new InvalidConfiguration(
          "PEER_REGION", "is " + peer + ", this function's own Region; set it to the other one");
    }
    Duration callTimeout =
        environment.millis(
            "CALL_TIMEOUT_MILLIS",
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMinutes(1));
    Duration lease =
        environment.millis(
            "LEASE_MILLIS", Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofMinutes(5));
    if (lease.compareTo(callTimeout.multipliedBy(2)) < 0) {
      throw new InvalidConfiguration(
          "LEASE_MILLIS",
          "is " + lease.toMillis() + "; it must be at least twice CALL_TIMEOUT_MILLIS");
    }
    Duration retention =
        environment.hours(
            "STREAM_RETENTION_HOURS",
            Duration.ofHours(24),
            Duration.ofHours(24),
            Duration.ofHours(8760));
    Duration margin =
        environment.hours(
            "GAP_MARGIN_HOURS", Duration.ofHours(4), Duration.ZERO, retention.minusHours(1));
    return new ReplicatorConfiguration(
        region,
        peer,
        new ReplicatorSettings(
            lease,
            writer(environment, callTimeout),
            retention,
            margin,
            watermarks(environment),
            environment
                .optional("COMMIT_TIMESTAMP_POINTER", CommitTimestampReader::at)
                .orElseGet(() -> CommitTimestampReader.at(CommitTimestampReader.DEFAULT_POINTER)),
            ReplicatorSettings.reserveFor(callTimeout)));
  }

  private static WriterSettings writer(Configuration environment, Duration callTimeout) {
    return WriterSettings.defaults(callTimeout)
        .withMostCallsInFlight((int) environment.number("MAX_CALLS_IN_FLIGHT", 8, 1, 64))
        .givingUpAfter(
            environment.millis(
                "GIVE_UP_AFTER_MILLIS",
                Duration.ofSeconds(20),
                Duration.ofMillis(100),
                Duration.ofMinutes(15)));
  }

  private static WatermarkSource watermarks(Configuration environment) {
    Source source = environment.choice("WATERMARK_SOURCE", Source.class, Source.HEARTBEATS);
    if (source == Source.HEARTBEATS) {
      return new WatermarkSource.Heartbeats();
    }
    ProducerId producer =
        environment
            .optional("PRODUCER", ProducerId::new)
            .orElseThrow(
                () ->
                    new InvalidConfiguration(
                        "PRODUCER",
                        "is not set; with WATERMARK_SOURCE=records it names the one change log of"
                            + " the stream"));
    return new WatermarkSource.Records(
        producer,
        environment.seconds(
            "ALLOWED_LATENESS_SECONDS", Duration.ofMinutes(1), Duration.ZERO, Duration.ofDays(1)));
  }
}
