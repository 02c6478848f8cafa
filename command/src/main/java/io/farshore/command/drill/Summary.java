package io.farshore.command.drill;

import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.evidence.Run;
import io.farshore.verifier.judge.Judgement;
import io.farshore.verifier.judge.Verdict;
import io.farshore.verifier.judge.Violation;
import io.farshore.verifier.report.DrillReport;
import io.farshore.verifier.report.Figures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The end of a drill, for somebody who has not read the docs. */
public final class Summary {

  private final Run run;
  private final Verdict verdict;
  private final Figures figures;
  private final List<Execution> executions;

  private Summary(DrillReport report) {
    this.run = report.evidence().run();
    this.verdict = report.verdict();
    this.figures = report.figures();
    this.executions = report.evidence().executions();
  }

  /** Of a drill that was judged. */
  public static Summary of(DrillReport report) {
    return new Summary(report);
  }

  /** The lines, without line ends. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(headline());
    lines.add("");
    lines.add(
        row(
            "active Region",
            "%s, epoch %s (before: epoch %s)"
                .formatted(
                    figures.activeRegionAfter(), figures.epochAfter(), figures.epochBefore())));
    lines.add(row("outcome", figures.outcome()));
    because().ifPresent(message -> lines.add(row("because", message)));
    lines.add(row("committed", "%,d changes".formatted(figures.committed())));
    lines.add(row("lost", figures.lost() + (figures.lost() == 0 ? "" : "  <- must be 0")));
    lines.add(row("duplicates", "%,d".formatted(figures.duplicates()) + duplicatesMean()));
    lines.add(
        row(
            "order",
            figures.orderViolations() == 0
                ? "kept for every key"
                : figures.orderViolations() + " violations  <- must be 0"));
    resumed(lines);
    recovery(lines);
    lines.add(row("guarantees", letters()));
    failures(lines);
    assumptions(lines);
    return lines;
  }

  /** Why nothing moved: in the words of the execution. */
  private Optional<String> because() {
    return executions.stream()
        .filter(execution -> execution.executionArn().equals(figures.executionArn()))
        .map(Execution::output)
        .filter(Objects::nonNull)
        .map(output -> output.path("message").asText(output.at("/confirmation/detail").asText()))
        .filter(message -> !message.isBlank())
        .findFirst();
  }

  private String headline() {
    if (!verdict.passed()) {
      return "NOT HELD: a guarantee did not hold, or could not be judged. See below.";
    }
    return figures.lost() == 0 && figures.orderViolations() == 0
        ? "HELD: nothing is lost, and every key kept its order."
        : "NOT HELD: see below.";
  }

  private String duplicatesMean() {
    return figures.duplicates() == 0 ? "" : " (read again from the watermark on; allowed)";
  }

  private void resumed(List<String> lines) {
    if (figures.resumeFrom() == null) {
      return;
    }
    for (Map.Entry<String, Figures.ResumePoint> entry : figures.resumeFrom().entrySet()) {
      Figures.ResumePoint point = entry.getValue();
      String place = point.position() == null ? "" : ", change " + point.position();
      String from =
          point.commitTimestamp() == null
              ? "the start of its log"
              : point.commitTimestamp() + place;
      lines.add(row("resumed from", from + " (" + entry.getKey() + ")"));
    }
  }

  private void recovery(List<String> lines) {
    if (figures.exposureSeconds() != null) {
      lines.add(
          row(
              "exposure",
              seconds(figures.exposureSeconds()) + " of changes were not copied at that moment"));
    }
    if (figures.rtoSeconds() == null) {
      return;
    }
    lines.add(row("recovered in", seconds(figures.rtoSeconds()) + " to the first new change"));
    List<String> parts = new ArrayList<>();
    part(parts, "detect", figures.detect());
    part(parts, "confirm", figures.confirm());
    part(parts, "fence", figures.fence());
    part(parts, "activate", figures.activate());
    part(parts, "resume", figures.resume());
    if (!parts.isEmpty()) {
      lines.add(row("", String.join(" + ", parts)));
    }
  }

  private static void part(List<String> parts, String name, Double seconds) {
    if (seconds != null) {
      parts.add(name + " " + seconds(seconds));
    }
  }

  private String letters() {
    Map<Judgement.Status, String> words = new EnumMap<>(Judgement.Status.class);
    words.put(Judgement.Status.HELD, "held");
    words.put(Judgement.Status.NOT_TESTED, "not put to the test");
    words.put(Judgement.Status.VIOLATED, "BROKEN");
    words.put(Judgement.Status.NOT_JUDGED, "NOT JUDGED");
    List<String> groups = new ArrayList<>();
    words.forEach(
        (status, word) -> {
          String letters =
              verdict.judgements().stream()
                  .filter(judgement -> judgement.status() == status)
                  .map(judgement -> judgement.letter().name())
                  .collect(Collectors.joining(" "));
          if (!letters.isEmpty()) {
            groups.add(letters + " " + word);
          }
        });
    return String.join("; ", groups);
  }

  private void failures(List<String> lines) {
    for (Judgement judgement : verdict.judgements()) {
      if (verdict.failed().contains(judgement.letter())) {
        lines.add("  " + judgement.letter() + ": " + judgement.evidence());
        for (Violation violation : judgement.violations()) {
          lines.add("     " + violation);
        }
      }
    }
  }

  private void assumptions(List<String> lines) {
    String window = run.settings().get("lateRequestWindowSeconds");
    if (window != null) {
      lines.add("");
      lines.add(
          "In the lab a producer's late request is waited for %s s; on AWS 300 s."
              .formatted(window));
    }
  }

  private static String row(String name, String value) {
    return "  %-14s %s".formatted(name, value);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
