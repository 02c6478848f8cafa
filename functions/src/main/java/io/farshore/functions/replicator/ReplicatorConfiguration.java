package io.farshore.functions.replicator;

import io.farshore.aws.AwsSettings;
import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.replication.ReplicatorSettings;
import io.farshore.core.replication.WatermarkSource;
import io.farshore.core.setting.Configuration;
import io.farshore.core.setting.InvalidSetting;
import io.farshore.core.setting.ProtocolSettings;
import io.farshore.core.stream.Region;
import io.farshore.core.write.WriterSettings;
import io.farshore.functions.configuration.CopySettings;
import io.farshore.functions.configuration.FunctionSettings;
import java.time.Duration;

/**
 * What the replicator reads from its environment, once, at the start: {@link FunctionSettings}
 * declares it. Here is what settings mean to each other.
 *
 * @param region X
 * @param peer Y
 * @param settings how to copy
 * @param looksBehind whether each batch is compared with what the stream has after the checkpoint
 */
public record ReplicatorConfiguration(
    Region region, Region peer, ReplicatorSettings settings, boolean looksBehind) {

  /**
   * Reads and checks everything.
   *
   * @throws InvalidSetting naming the variable and what to set
   */
  public static ReplicatorConfiguration of(Configuration environment) {
    FunctionSettings.check(environment);
    Region region = environment.get(ProtocolSettings.AWS_REGION);
    Region peer = environment.get(FunctionSettings.PEER_REGION);
    if (peer.equals(region)) {
      throw new InvalidSetting(
          "PEER_REGION", "is " + peer + ", this function's own Region; set it to the other one");
    }
    Duration callTimeout = environment.get(AwsSettings.CALL_TIMEOUT);
    return new ReplicatorConfiguration(
        region,
        peer,
        new ReplicatorSettings(
            lease(environment, callTimeout),
            writer(environment, callTimeout),
            environment.get(CopySettings.STREAM_RETENTION),
            gapMargin(environment),
            watermarks(environment),
            CommitTimestampReader.at(environment.get(ProtocolSettings.COMMIT_TIMESTAMP_POINTER)),
            ReplicatorSettings.reserveFor(callTimeout)),
        environment.get(CopySettings.LOOK_BEHIND));
  }

  private static Duration lease(Configuration environment, Duration callTimeout) {
    Duration lease = environment.get(ProtocolSettings.LEASE);
    if (lease.compareTo(callTimeout.multipliedBy(2)) < 0) {
      throw new InvalidSetting(
          "LEASE_MILLIS",
          "is " + lease.toMillis() + "; it must be at least twice CALL_TIMEOUT_MILLIS");
    }
    return lease;
  }

  private static Duration gapMargin(Configuration environment) {
    Duration margin = environment.get(CopySettings.GAP_MARGIN);
    Duration retention = environment.get(CopySettings.STREAM_RETENTION);
    if (margin.compareTo(retention) >= 0) {
      throw new InvalidSetting(
          "GAP_MARGIN_HOURS",
          "is \""
              + margin.toHours()
              + "\"; it must be below STREAM_RETENTION_HOURS, "
              + retention.toHours());
    }
    return margin;
  }

  private static WriterSettings writer(Configuration environment, Duration callTimeout) {
    return WriterSettings.defaults(callTimeout)
        .with(environment.get(CopySettings.ORDERING))
        .withMostInCall(
            environment.get(CopySettings.MAX_RECORDS_IN_CALL).intValue(),
            environment.get(CopySettings.MAX_BYTES_IN_CALL).intValue())
        .withMostCallsInFlight(environment.get(CopySettings.MAX_CALLS_IN_FLIGHT).intValue())
        .givingUpAfter(environment.get(CopySettings.GIVE_UP_AFTER));
  }

  private static WatermarkSource watermarks(Configuration environment) {
    return switch (environment.get(FunctionSettings.WATERMARK_SOURCE)) {
      case HEARTBEATS -> new WatermarkSource.Heartbeats();
      case RECORDS ->
          new WatermarkSource.Records(
              environment
                  .find(CopySettings.PRODUCER)
                  .orElseThrow(
                      () ->
                          new InvalidSetting(
                              "PRODUCER",
                              "is not set; with WATERMARK_SOURCE=records it names the one change"
                                  + " log of the stream")),
              environment.get(CopySettings.ALLOWED_LATENESS));
    };
  }
}
