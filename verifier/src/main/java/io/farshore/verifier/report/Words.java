package io.farshore.verifier.report;

import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.evidence.Fault;
import io.farshore.verifier.judge.Letter;
import io.farshore.verifier.judge.Verdict;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The verdict in words that somebody tired understands. */
final class Words {
  private final DrillReport report;

  Words(DrillReport report) {
    this.report = report;
  }

  String headline() {
    Verdict verdict = report.verdict();
    if (verdict.lost() > 0) {
      return count(verdict.lost(), "change is", "changes are") + " lost.";
    }
    if (verdict.orderViolations() > 0) {
      return count(verdict.orderViolations(), "place is", "places are") + " out of order.";
    }
    return verdict.passed()
        ? "Nothing is lost, and nothing is out of order."
        : "Nothing is lost, but not every guarantee held.";
  }

  String story() {
    return what() + " " + data() + failed();
  }

  private String what() {
    Figures figures = report.figures();
    String active = figures.activeRegionAfter();
    String fault =
        report.evidence().run().faults().stream()
            .findFirst()
            .map(first -> begin(first) + " ")
            .orElse("");
    if (active == null) {
      return fault + "No Region is active at the end.";
    }
    if (figures.rtoSeconds() == null) {
      return fault + active + " is the active Region at the end.";
    }
    String taker = taker().orElse(active);
    return fault
        + taker
        + " took the first new change "
        + Html.seconds(figures.rtoSeconds())
        + (fault.isEmpty() ? " after the request." : " later.")
        + (taker.equals(active) ? "" : " At the end " + active + " is active again.");
  }

  /** The Region that the execution activated: it runs there. */
  private Optional<String> taker() {
    return report.evidence().executions().stream()
        .filter(run -> Objects.equals(run.executionArn(), report.figures().executionArn()))
        .findFirst()
        .flatMap(Execution::region);
  }

  private static String begin(Fault fault) {
    return switch (fault.kind()) {
      case Fault.REGION_LOSS -> fault.region() + " was lost.";
      case "partition" -> "The Regions were cut off from each other.";
      default -> fault.region() + " suffered " + fault.kind() + ".";
    };
  }

  private String data() {
    Figures figures = report.figures();
    Verdict verdict = report.verdict();
    String repeats =
        figures.duplicates() == 0
            ? "none of them twice"
            : Html.number(figures.duplicates()) + " copies more than needed";
    return Html.number(figures.committed() - figures.lost())
        + " of "
        + count(figures.committed(), "committed change is", "committed changes are")
        + " there, "
        + repeats
        + "."
        + (verdict.exposure().changes() == 0 || figures.exposureSeconds() == null
            ? ""
            : " At the moment of the fault "
                + count(verdict.exposure().changes(), "change", "changes")
                + " had not been copied yet; the oldest was "
                + Html.seconds(figures.exposureSeconds())
                + " old. The change log was rewound for them.");
  }

  private String failed() {
    return report.verdict().passed()
        ? ""
        : " Not held, or not to be judged: "
            + report.verdict().failed().stream()
                .map((Letter letter) -> letter + " (" + letter.title() + ")")
                .collect(Collectors.joining(", "))
            + ". The table of guarantees below says where.";
  }

  private static String count(long number, String one, String many) {
    return Html.number(number) + " " + (number == 1 ? one : many);
  }
}
