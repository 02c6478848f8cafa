package io.farshore.functions.configuration;

import io.farshore.core.setting.Form;
import io.farshore.core.setting.Parameter;
import io.farshore.core.setting.ProtocolSettings;
import io.farshore.core.setting.Setting;
import io.farshore.core.setting.SettingGroup;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.write.Ordering;
import io.farshore.core.write.WriterSettings;
import java.time.Duration;
import java.util.List;

/** Every variable of the replicator that other functions do not read. */
public final class CopySettings {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String RETENTION =
      "How long the stream keeps records. A Region that is lost for longer leaves a gap";

  /** The one change log of foreign producers. */
  public static final Setting<ProducerId> PRODUCER =
      Setting.optional(
              "PRODUCER",
              Form.text("producer name", ProducerId::new),
              "With WATERMARK_SOURCE=records - a name for the one change log of the stream; required"
                  + " then")
          .from("ForeignProducer");

  /** How far timestamps may fall back. */
  public static final Setting<Duration> ALLOWED_LATENESS =
      Setting.of(
              "ALLOWED_LATENESS_SECONDS",
              Form.seconds(0, 86_400),
              MINUTE,
              "With WATERMARK_SOURCE=records - how far a change log's timestamps may fall back")
          .from("AllowedLatenessSeconds");

  /** What a record of a key waits for. */
  public static final Setting<Ordering> ORDERING =
      Setting.of(
              "ORDERING",
              Form.choice(Ordering.class),
              Ordering.STRICT,
              "strict - a key's records go one by one, each after the one before it was acknowledged;"
                  + " relaxed - many of a key in one call, which gives up guarantee B")
          .from("Ordering");

  /** PutRecords calls at a time, for one batch. */
  public static final Setting<Long> MAX_CALLS_IN_FLIGHT =
      Setting.of(
          "MAX_CALLS_IN_FLIGHT",
          Form.number(1, 64),
          32L,
          "The most PutRecords calls at a time, for a batch; how many there are follows from the"
              + " answers");

  /** Records of one PutRecords call. */
  public static final Setting<Long> MAX_RECORDS_IN_CALL =
      Setting.of(
          "MAX_RECORDS_IN_CALL",
          Form.number(1, WriterSettings.MOST_RECORDS),
          (long) WriterSettings.MOST_RECORDS,
          "The most records of one PutRecords call");

  /** Bytes of one PutRecords call. */
  public static final Setting<Long> MAX_BYTES_IN_CALL =
      Setting.of(
          "MAX_BYTES_IN_CALL",
          Form.number(1, WriterSettings.MOST_BYTES),
          WriterSettings.MOST_BYTES / 2L,
          "The most bytes of one PutRecords call, keys included. A larger record goes alone");

  /** How long one record is tried. */
  public static final Setting<Duration> GIVE_UP_AFTER =
      Setting.of(
          "GIVE_UP_AFTER_MILLIS",
          Form.millis(100, 900_000),
          Duration.ofSeconds(20),
          "How long an invocation tries one record. Then the rest of the batch comes again");

  /** The stream's retention. */
  public static final Setting<Duration> STREAM_RETENTION =
      Setting.of("STREAM_RETENTION_HOURS", Form.hours(24, 8_760), Duration.ofHours(24), RETENTION)
          .from(
              Parameter.of(
                  "RetentionHours", Form.hours(24, 8_760), Duration.ofHours(168), RETENTION));

  /** What is taken off the retention. */
  public static final Setting<Duration> GAP_MARGIN =
      Setting.of(
          "GAP_MARGIN_HOURS",
          Form.hours(0, 8_759),
          Duration.ofHours(4),
          "How much earlier than the retention a checkpoint counts as too old; below the retention");

  /** Whether a batch can be given up. */
  public static final Setting<Boolean> LOOK_BEHIND =
      Setting.of(
          "LOOK_BEHIND",
          Form.flag(),
          false,
          "Whether each batch is compared with what the stream has after the checkpoint, by one more"
              + " read, so that a batch that was given up makes its shard stand. On where the"
              + " mapping's retries end or LookBehind is true");

  /** All of them, and where a change has its commit timestamp. */
  public static final SettingGroup GROUP =
      new SettingGroup(
          "KinesisReplicator",
          "",
          List.of(
              ProtocolSettings.COMMIT_TIMESTAMP_POINTER,
              PRODUCER,
              ALLOWED_LATENESS,
              ORDERING,
              MAX_CALLS_IN_FLIGHT,
              MAX_RECORDS_IN_CALL,
              MAX_BYTES_IN_CALL,
              GIVE_UP_AFTER,
              STREAM_RETENTION,
              GAP_MARGIN,
              LOOK_BEHIND));

  private CopySettings() {}
}
