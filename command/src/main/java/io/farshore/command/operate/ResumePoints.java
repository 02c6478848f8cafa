package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.UnusableInput;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import picocli.CommandLine.Option;

/** From where producers resume, where a person says so. */
final class ResumePoints {

  @Option(
      names = "--resume-from",
      paramLabel = "PRODUCER=TIME",
      description =
          "a producer resumes from there (2026-01-31T12:00:00Z), which may only be earlier than its"
              + " watermark; may be given several times")
  private Map<String, String> resumeFrom = Map.of();

  /**
   * Adds them to what starts the state machine; nothing when none was given.
   *
   * @throws UnusableInput for a time that is no instant
   */
  void addTo(ObjectNode input) {
    if (!resumeFrom.isEmpty()) {
      ObjectNode points = input.putObject("resumeFrom");
      resumeFrom.forEach(
          (producer, time) ->
              points.putObject(producer).put("commitTimestamp", instant(producer, time)));
    }
  }

  private static String instant(String producer, String time) {
    try {
      return Instant.parse(time).toString();
    } catch (DateTimeParseException e) {
      throw new UnusableInput(
          "--resume-from %s=%s is not an instant; write it as 2026-01-31T12:00:00Z"
              .formatted(producer, time),
          e);
    }
  }
}
