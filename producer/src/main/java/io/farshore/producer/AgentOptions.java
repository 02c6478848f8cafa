package io.farshore.producer;

import io.farshore.core.setting.Configuration;
import io.farshore.core.setting.Form;
import io.farshore.core.setting.ProtocolSettings;
import io.farshore.core.setting.Setting;
import io.farshore.core.setting.SettingGroup;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an agent is told by its environment, beside {@link ProducerSettings}.
 *
 * @param stream to write to
 * @param producer its own name
 * @param regions in which the stream is
 * @param changeLog a file of JSON lines that is appended to
 * @param stateFile where it keeps its place
 * @param commitTimestampPointer where a change has its commit timestamp
 * @param leaseLife L, the same as the functions'
 */
public record AgentOptions(
    StreamName stream,
    ProducerId producer,
    List<Region> regions,
    Path changeLog,
    Path stateFile,
    String commitTimestampPointer,
    Duration leaseLife) {

  private static final Setting<ProducerId> PRODUCER_ID =
      Setting.required(
          "PRODUCER_ID",
          Form.text("producer name", ProducerId::new),
          "Which producer of the stream this is; it keeps the name for good");

  private static final Setting<List<Region>> REGIONS =
      Setting.required(
          "REGIONS",
          Form.list(Form.text("Region", Region::new)),
          "The Regions that the stream is in");

  private static final Setting<Path> CHANGE_LOG =
      Setting.required(
          "CHANGE_LOG",
          Form.text("file", Path::of),
          "A file of JSON lines in commit order, that is appended to");

  private static final Setting<Path> STATE_FILE =
      Setting.optional(
          "STATE_FILE",
          Form.text("file", Path::of),
          "Where the agent keeps its place. Not set - the change log's name with .state");

  /** All variables that {@link #from} reads. */
  public static final SettingGroup DECLARED =
      new SettingGroup(
          "The producer's agent",
          "",
          List.of(
              ProtocolSettings.STREAM_NAME,
              PRODUCER_ID,
              REGIONS,
              CHANGE_LOG,
              STATE_FILE,
              ProtocolSettings.COMMIT_TIMESTAMP_POINTER,
              ProtocolSettings.LEASE));

  /**
   * Reads an environment.
   *
   * @throws io.farshore.core.setting.InvalidSetting naming the variable and what it should be
   */
  public static AgentOptions from(Configuration given) {
    Path changeLog = given.get(CHANGE_LOG);
    return new AgentOptions(
        given.get(ProtocolSettings.STREAM_NAME),
        given.get(PRODUCER_ID),
        given.get(REGIONS),
        changeLog,
        given.find(STATE_FILE).orElseGet(() -> Path.of(changeLog + ".state")),
        given.get(ProtocolSettings.COMMIT_TIMESTAMP_POINTER),
        given.get(ProtocolSettings.LEASE));
  }
}
