package io.farshore.verifier.report;

import io.farshore.verifier.evidence.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page: no file beside it is needed. */
final class ReportPage {
  private final DrillReport report;

  ReportPage(DrillReport report) {
    this.report = report;
  }

  String html() {
    Run run = report.evidence().run();
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Farshore drill of %s</title>
    <style>
    %s</style>
    </head>
    <body>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(Html.text(run.streamName()), style(), body(new Sections(report)));
  }

  /** Where something did not hold, where it did not comes first. */
  private String body(Sections sections) {
    boolean passed = report.verdict().passed();
    return sections.verdict()
        + sections.keyFigures()
        + (passed ? "" : sections.guarantees())
        + sections.recovery()
        + sections.charts()
        + sections.timeline()
        + sections.states()
        + (passed ? sections.guarantees() : "")
        + sections.settings();
  }

  private static String style() {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
