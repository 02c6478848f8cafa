package io.farshore.producer;

import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What an agent is told by its environment.
 *
 * @param stream {@code STREAM_NAME}
 * @param producer {@code PRODUCER_ID}
 * @param regions {@code REGIONS}, separated by commas
 * @param changeLog {@code CHANGE_LOG}, a file of JSON lines that is appended to
 * @param stateFile {@code STATE_FILE}; by default the change log's name with {@code .state}
 * @param commitTimestampPointer {@code COMMIT_TIMESTAMP_POINTER}
 * @param leaseLife {@code LEASE_MILLIS}, the same as the functions'; 4 s by default
 */
public record AgentOptions(
    StreamName stream,
    ProducerId producer,
    List<Region> regions,
    Path changeLog,
    Path stateFile,
    String commitTimestampPointer,
    Duration leaseLife) {

  private static final String DEFAULT_LEASE_MILLIS = "4000";

  /**
   * Reads an environment.
   *
   * @throws IllegalArgumentException naming the variable and what it should be
   */
  public static AgentOptions from(Map<String, String> environment) {
    String changeLog = required(environment, "CHANGE_LOG");
    return new AgentOptions(
        parsed(environment, "STREAM_NAME", StreamName::new),
        parsed(environment, "PRODUCER_ID", ProducerId::new),
        parsed(environment, "REGIONS", AgentOptions::regions),
        Path.of(changeLog),
        Path.of(environment.getOrDefault("STATE_FILE", changeLog + ".state")),
        environment.getOrDefault("COMMIT_TIMESTAMP_POINTER", CommitTimestampReader.DEFAULT_POINTER),
        millis(environment.getOrDefault("LEASE_MILLIS", DEFAULT_LEASE_MILLIS)));
  }

  private static List<Region> regions(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).map(Region::new).toList();
  }

  private static Duration millis(String text) {
    try {
      return Duration.ofMillis(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "LEASE_MILLIS is a number of milliseconds, not \"" + text + "\"", e);
    }
  }

  private static <T> T parsed(
      Map<String, String> environment, String name, Function<String, T> form) {
    try {
      return form.apply(required(environment, name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + " is not set; set it in the environment");
    }
    return value;
  }
}
