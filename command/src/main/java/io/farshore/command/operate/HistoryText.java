package io.farshore.command.operate;

import io.farshore.core.stream.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened to a stream, in words. Pure. */
final class HistoryText {

  private final StreamName stream;
  private final Instant now;

  HistoryText(StreamName stream, Instant now) {
    this.stream = stream;
    this.now = now;
  }

  /** All of it, newest first. */
  List<String> all(List<Past> history, int more) {
    if (history.isEmpty()) {
      return List.of("Nothing has happened to " + stream + " in that time.");
    }
    List<String> lines = new ArrayList<>();
    for (Past past : history) {
      lines.addAll(one(past));
    }
    lines.add("");
    if (more > 0) {
      lines.add(more + " earlier ones: --limit " + (history.size() + more));
    }
    lines.add("One in detail: ./farshore history " + stream + " --execution NAME");
    return lines;
  }

  private List<String> one(Past past) {
    Rows rows = new Rows(22);
    rows.add(
        Say.instant(past.startedAt()),
        PastText.what(past) + ": " + PastText.outcome(past) + figures(past));
    past.approved().ifPresent(who -> rows.add("", "approved " + who));
    String why =
        past.reason()
            .filter(reason -> !PastText.outcome(past).contains(reason))
            .map(reason -> ", \"" + reason + "\"")
            .orElse("");
    rows.add("", past.startedBy() + why + "; " + past.name());
    return rows.lines();
  }

  private String figures(Past past) {
    StringBuilder figures = new StringBuilder();
    past.seconds("rto").ifPresent(rto -> figures.append(", RTO ").append(Say.seconds(rto)));
    past.seconds("rpo").ifPresent(rpo -> figures.append(", RPO ").append(Say.seconds(rpo)));
    if (past.outcome().equals("RUNNING")) {
      figures.append(" for ").append(Say.length(Duration.between(past.startedAt(), now)));
    }
    return figures.toString();
  }

  /** One in detail, with the steps that it took, where Step Functions still has them. */
  List<String> detail(Past past, List<Step> steps) {
    Rows rows = new Rows();
    rows.add(stream.value(), PastText.what(past) + ": " + PastText.outcome(past));
    rows.add("execution", past.name() + " in " + past.region());
    rows.add("started", Say.aged(past.startedAt(), now) + ", " + past.startedBy());
    past.endedAt()
        .ifPresent(
            end ->
                rows.add(
                    "ended",
                    Say.instant(end)
                        + ", after "
                        + Say.length(Duration.between(past.startedAt(), end))));
    past.reason().ifPresent(reason -> rows.add("reason", reason));
    past.approved().ifPresent(who -> rows.add("approved", who));
    if (past.report().path("message").isTextual()) {
      rows.add("message", past.report().path("message").asText());
    }
    if (past.report().path("until").isTextual()) {
      rows.add("until", past.report().path("until").asText());
    }
    if (past.report().at("/epoch/number").isNumber()) {
      rows.add(
          "epoch",
          past.report().at("/epoch/number").asText()
              + " ("
              + past.report().at("/epoch/region").asText()
              + "), before it "
              + past.report().at("/epochBefore/number").asText("none")
              + " ("
              + past.report().at("/epochBefore/region").asText("-")
              + ")");
    }
    new ReportText(past.report()).addTo(rows);
    List<String> lines = new ArrayList<>(rows.lines());
    if (!steps.isEmpty()) {
      lines.add("");
      steps.forEach(step -> lines.add(step.line(now)));
    }
    return lines;
  }
}
