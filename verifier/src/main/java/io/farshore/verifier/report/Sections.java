package io.farshore.verifier.report;

import io.farshore.verifier.evidence.Fault;
import io.farshore.verifier.evidence.Run;
import io.farshore.verifier.evidence.Sample;
import io.farshore.verifier.evidence.StateVisit;
import io.farshore.verifier.evidence.TimelineEntry;
import io.farshore.verifier.evidence.Times;
import io.farshore.verifier.judge.Judgement;
import io.farshore.verifier.judge.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the page, from top to bottom. */
final class Sections {
  private final DrillReport report;
  private final Figures figures;
  private final Run run;

  Sections(DrillReport report) {
    this.report = report;
    this.figures = report.figures();
    this.run = report.evidence().run();
  }

  String verdict() {
    Words words = new Words(report);
    boolean passed = report.verdict().passed();
    return """
    <header class="verdict %s">
    <p class="overline">Farshore · %s of stream %s · %s</p>
    <h1><span class="sign" aria-hidden="true">%s</span>%s</h1>
    <p class="story">%s</p>
    </header>
    """
        .formatted(
            passed ? "good" : "bad",
            Html.text(Objects.requireNonNullElse(run.mode(), "drill")),
            Html.text(run.streamName()),
            Html.text(Objects.requireNonNullElse(figures.outcome(), "no outcome")),
            passed ? "✓" : "✗",
            Html.text(words.headline()),
            Html.text(words.story()));
  }

  String keyFigures() {
    return "<section class=\"figures\">"
        + figure("Lost", Html.number(figures.lost()), "changes", figures.lost() > 0)
        + figure(
            "Out of order",
            Html.number(figures.orderViolations()),
            "places, all streams",
            figures.orderViolations() > 0)
        + figure("Twice", Html.number(figures.duplicates()), "copies, expected on replay", false)
        + figure(
            "Recovery",
            Html.seconds(figures.rtoSeconds()),
            run.times().faultAt() == null
                ? "RTO, request to new change"
                : "RTO, fault to new change",
            false)
        + figure(
            "Exposure", Html.seconds(figures.exposureSeconds()), "oldest change not copied", false)
        + figure("Committed", Html.number(figures.committed()), "changes", false)
        + "</section>\n";
  }

  private static String figure(String name, String value, String unit, boolean bad) {
    return "<div class=\"figure"
        + (bad ? " bad" : "")
        + "\"><h2>"
        + name
        + "</h2><p class=\"value\">"
        + value
        + "</p><p class=\"unit\">"
        + unit
        + "</p></div>";
  }

  String recovery() {
    if (figures.rtoSeconds() == null) {
      return "";
    }
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("detect", figures.detect());
    parts.put("confirm", figures.confirm());
    parts.put("fence", figures.fence());
    parts.put("activate", figures.activate());
    parts.put("resume", figures.resume());
    StringBuilder bar = new StringBuilder();
    StringBuilder key = new StringBuilder();
    int number = 0;
    for (Map.Entry<String, Double> part : parts.entrySet()) {
      number++;
      if (part.getValue() == null) {
        continue;
      }
      bar.append(
          "<span class=\"p%d\" style=\"flex-grow:%s\"></span>"
              .formatted(number, Html.at(Math.max(0.1, part.getValue() * 100))));
      key.append(
          "<li><i class=\"p%d\"></i>%s <b>%s</b></li>"
              .formatted(number, part.getKey(), Html.seconds(part.getValue())));
    }
    return "<section><h2>Where the recovery time went</h2><div class=\"bar\">"
        + bar
        + "</div><ul class=\"key\">"
        + key
        + "</ul></section>\n";
  }

  String charts() {
    if (run.series().isEmpty()) {
      return "";
    }
    List<Chart.Line> throughput = new ArrayList<>();
    throughput.add(line("produced", "produced", sample -> (double) sample.produced()));
    int number = 0;
    for (String region : run.regions()) {
      number++;
      throughput.add(
          line(
              "arrived in " + region,
              "region" + number,
              sample -> (double) sample.records().getOrDefault(region, 0L)));
    }
    List<Chart.Line> lag =
        List.of(
            line(
                "lag",
                "lag",
                sample -> sample.lagSeconds() == null ? Double.NaN : sample.lagSeconds()));
    return "<section><h2>Throughput</h2>"
        + new Chart("records a second", 180, throughput, moments()).svg("Throughput over time")
        + "</section>\n<section><h2>Lag of the standby</h2>"
        + new Chart("seconds", 120, lag, moments()).svg("Lag over time")
        + "</section>\n";
  }

  private Chart.Line line(
      String name, String style, java.util.function.ToDoubleFunction<Sample> value) {
    return new Chart.Line(
        name,
        style,
        run.series().stream()
            .map(sample -> new double[] {sample.second(), value.applyAsDouble(sample)})
            .toList());
  }

  private Map<String, Double> moments() {
    Times times = run.times();
    Map<String, Double> moments = new LinkedHashMap<>();
    run.faults().forEach(fault -> moment(moments, Chart.FAULT + fault(fault), fault.at()));
    run.faults().forEach(fault -> moment(moments, "healed", fault.healedAt()));
    moment(moments, "alarm", times.alarmAt());
    moment(moments, "fenced", times.fencedAt());
    moment(moments, "active", times.activatedAt());
    moment(moments, "first new change", times.firstNewChangeAt());
    return moments;
  }

  private static String fault(Fault fault) {
    return fault.kind().equals(Fault.REGION_LOSS) ? fault.region() + " lost" : fault.kind();
  }

  private void moment(Map<String, Double> moments, String name, Instant at) {
    if (at != null) {
      moments.put(name, since(at));
    }
  }

  private double since(Instant at) {
    return Duration.between(run.times().startedAt(), at).toMillis() / 1000.0;
  }

  String states() {
    List<StateVisit> visits = figures.states();
    if (visits.isEmpty()) {
      return "";
    }
    Instant start = visits.get(0).enteredAt();
    Instant end =
        visits.stream()
            .flatMap(visit -> Stream.of(visit.enteredAt(), visit.exitedAt()))
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(start);
    double whole = Math.max(1, Duration.between(start, end).toMillis());
    StringBuilder rows = new StringBuilder();
    for (StateVisit visit : visits) {
      Instant left = visit.exitedAt() == null ? end : visit.exitedAt();
      double from = 100 * Duration.between(start, visit.enteredAt()).toMillis() / whole;
      double width = 100 * Duration.between(visit.enteredAt(), left).toMillis() / whole;
      rows.append(
          """
          <tr><th>%s</th><td class="num">+%s</td><td class="num">%s</td><td class="gantt">\
          <span style="margin-left:%s%%;width:%s%%"></span></td></tr>
          """
              .formatted(
                  Html.text(visit.name()),
                  Html.seconds(Duration.between(start, visit.enteredAt()).toMillis() / 1000.0),
                  visit.exitedAt() == null
                      ? "never left"
                      : Html.seconds(Duration.between(visit.enteredAt(), left).toMillis() / 1000.0),
                  Html.at(Math.min(from, 99.5)),
                  Html.at(Math.max(width, 0.5))));
    }
    return "<section><h2>The state machine’s way</h2><p class=\"arn\">"
        + Html.text(figures.executionArn())
        + "</p><table class=\"states\"><thead><tr><th>State</th><th>Entered</th><th>Took</th>"
        + "<th></th></tr></thead>"
        + rows
        + "</table></section>\n";
  }

  String guarantees() {
    return "<section><h2>Guarantees</h2><table class=\"guarantees\">"
        + report.verdict().judgements().stream()
            .map(Sections::guarantee)
            .collect(Collectors.joining())
        + "</table></section>\n";
  }

  private static String guarantee(Judgement judgement) {
    String[] shown =
        switch (judgement.status()) {
          case HELD -> new String[] {"good", "✓ held"};
          case VIOLATED -> new String[] {"bad", "✗ broken"};
          case NOT_TESTED -> new String[] {"none", "– not tested"};
          case NOT_JUDGED -> new String[] {"bad", "? not judged"};
        };
    return "<tr class=\"%s\"><th>%s</th><td class=\"state\">%s</td><td><b>%s.</b> %s%s</td></tr>\n"
        .formatted(
            shown[0],
            judgement.letter(),
            shown[1],
            Html.text(judgement.letter().title()),
            Html.text(judgement.evidence()),
            violations(judgement.violations()));
  }

  private static String violations(List<Violation> violations) {
    if (violations.isEmpty()) {
      return "";
    }
    return "<ul>"
        + violations.stream()
            .map(
                one ->
                    "<li>"
                        + Html.text(
                            Stream.of(
                                    one.what(),
                                    one.region(),
                                    one.shardId(),
                                    one.key() == null ? null : "key " + one.key(),
                                    one.position(),
                                    one.sequenceNumber())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(" · ")))
                        + "</li>")
            .collect(Collectors.joining())
        + "</ul>";
  }

  String timeline() {
    if (run.timeline().isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    for (TimelineEntry entry : run.timeline()) {
      rows.append(
          "<tr><td class=\"num\">%s</td><td class=\"where\">%s</td><td>%s</td></tr>\n"
              .formatted(
                  Html.seconds(since(entry.at())),
                  Html.text(Objects.requireNonNullElse(entry.region(), "")),
                  Html.text(entry.what())));
    }
    return "<section><h2>Timeline</h2><table class=\"timeline\">" + rows + "</table></section>\n";
  }

  String settings() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("started", run.times().startedAt().toString());
    all.put("regions", String.join(", ", run.regions()));
    all.put("mode", run.mode());
    all.put("trigger", run.trigger());
    all.put("seed", run.seed() == null ? "none: changes from a file" : run.seed().toString());
    all.put("epoch", figures.epochBefore() + " → " + figures.epochAfter());
    all.put("resumed from", figures.watermark() == null ? "–" : figures.watermark().toString());
    all.putAll(run.settings());
    return "<section><h2>Settings</h2><dl>"
        + all.entrySet().stream()
            .map(
                one ->
                    "<div><dt>"
                        + Html.text(one.getKey())
                        + "</dt><dd>"
                        + Html.text(Objects.requireNonNullElse(one.getValue(), "–"))
                        + "</dd></div>")
            .collect(Collectors.joining())
        + "</dl></section>\n";
  }
}
