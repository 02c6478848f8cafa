package io.farshore.command.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The report of an execution, in rows. Pure. */
final class ReportText {

  private static final int MOST_PRODUCERS = 6;

  /** The parts of a recovery time, as people call them, in their order. */
  private static final List<Map.Entry<String, String>> PARTS =
      List.of(
          Map.entry("detect", "until it was started"),
          Map.entry("confirm", "until it was decided"),
          Map.entry("approve", "until it was approved"),
          Map.entry("fence", "fence"),
          Map.entry("activate", "until active"),
          Map.entry("resume", "until a producer's record"));

  private final JsonNode report;

  ReportText(JsonNode report) {
    this.report = report;
  }

  void addTo(Rows rows) {
    wouldDo(rows);
    recovery(rows);
    exposure(rows);
    resumeFrom(rows);
    vantagePoints(rows);
    if (report.path("waitingFor").size() > 0) {
      rows.add("waited for", joined(report.path("waitingFor")));
    }
    if (report.has("notRecorded")) {
      rows.add("NOT KEPT", "the history has no item of it: " + report.path("notRecorded").asText());
    }
  }

  private void wouldDo(Rows rows) {
    if (!report.path("wouldDo").isTextual()) {
      return;
    }
    String target = report.path("targetRegion").asText();
    String epoch = report.at("/epoch/number").asText();
    rows.add(
        "would do",
        switch (report.path("wouldDo").asText()) {
          case "Fence" ->
              "make epoch " + epoch + " in " + target + ", FENCING, and go on from there";
          case "RaiseDraining" ->
              "take the drained epoch " + epoch + " of " + target + " into force";
          case "Resume" -> "go on with epoch " + epoch + ", which stays FENCING";
          case "Drain" ->
              "prepare epoch " + epoch + " in " + target + " and let the producers drain";
          case "AwaitDrain" -> "wait for the drain of epoch " + epoch + ", which is under way";
          case "Abandon" -> "take back epoch " + epoch + ", which is being prepared";
          case "AlreadyActive" -> "nothing: " + target + " is active already";
          case "Refuse" ->
              "refuse (" + report.path("reason").asText() + "): " + report.path("message").asText();
          default -> report.path("wouldDo").asText();
        });
  }

  private void recovery(Rows rows) {
    JsonNode seconds = report.path("seconds");
    if (!seconds.has("rto")) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, String> part : PARTS) {
      if (seconds.has(part.getKey())) {
        parts.add(part.getValue() + " " + Say.seconds(seconds.path(part.getKey()).asDouble()));
      }
    }
    rows.add("RTO", Say.seconds(seconds.path("rto").asDouble()) + ": " + String.join(", ", parts));
  }

  private void exposure(Rows rows) {
    JsonNode exposure = report.path("exposure");
    if (!exposure.path("seconds").isNumber()) {
      return;
    }
    double seconds = exposure.path("seconds").asDouble();
    String changes =
        exposure.path("changes").isNumber()
            ? " (about " + exposure.path("changes").asLong() + ")"
            : "";
    rows.add(
        "RPO",
        seconds == 0
            ? "0 s: everything was copied"
            : Say.seconds(seconds)
                + " of changes"
                + changes
                + (report.has("wouldDo")
                    ? " are not copied yet: the producers would write them again, none is lost"
                    : " were not copied yet: the producers write them again, none is lost"));
  }

  private void resumeFrom(Rows rows) {
    JsonNode points = report.path("resumeFrom");
    int told = 0;
    for (Map.Entry<String, JsonNode> point : points.properties()) {
      if (told++ == MOST_PRODUCERS) {
        rows.add("", points.size() - MOST_PRODUCERS + " more; --json shows all");
        return;
      }
      rows.add(
          told == 1 ? "resume" : "",
          point.getKey()
              + " from "
              + point.getValue().path("commitTimestamp").asText("the start of its log"));
    }
  }

  private void vantagePoints(Rows rows) {
    String label = "seen by";
    for (JsonNode point : report.path("confirmation").path("points")) {
      rows.add(
          label,
          "%s: %s, %s"
              .formatted(
                  point.path("name").asText(),
                  point.path("finding").asText(),
                  point.path("detail").asText()));
      label = "";
    }
  }

  private static String joined(JsonNode texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(text -> all.add(text.asText()));
    return String.join("; ", all);
  }
}
