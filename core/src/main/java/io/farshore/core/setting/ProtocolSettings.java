package io.farshore.core.setting;

import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Duration;

/** Settings that functions and producers share. */
public final class ProtocolSettings {

  /** Which stream. */
  public static final Setting<StreamName> STREAM_NAME =
      Setting.required(
              "STREAM_NAME",
              Form.text("stream name", StreamName::new),
              "Name of the stream, the same in both Regions")
          .from("StreamName");

  /** The Region that the process is in. */
  public static final Setting<Region> AWS_REGION =
      Setting.required(
          "AWS_REGION",
          Form.text("Region", Region::new),
          "The Region that it runs in; Lambda sets it");

  /** L. */
  public static final Setting<Duration> LEASE =
      lease(
          "L, the right to write to a stream; the same in both Regions and in every producer. At"
              + " least twice CALL_TIMEOUT_MILLIS");

  /** Where a change has its commit timestamp. */
  public static final Setting<String> COMMIT_TIMESTAMP_POINTER =
      Setting.of(
              "COMMIT_TIMESTAMP_POINTER",
              Form.text("JSON pointer", ProtocolSettings::pointer),
              CommitTimestampReader.DEFAULT_POINTER,
              "Where a change has its commit timestamp")
          .from("CommitTimestampPointer");

  private ProtocolSettings() {}

  private static Setting<Duration> lease(String doc) {
    Duration seconds = Duration.ofSeconds(4);
    // Two calls of a second, which is what a function that is deployed by the template has at
    // least.
    return Setting.of("LEASE_MILLIS", Form.millis(100, 60_000), seconds, doc)
        .from(Parameter.of("LeaseMillis", Form.millis(2_500, 60_000), seconds, doc));
  }

  private static String pointer(String text) {
    CommitTimestampReader.at(text);
    return text;
  }
}
