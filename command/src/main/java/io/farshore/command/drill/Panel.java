package io.farshore.command.drill;

import io.farshore.command.drill.LiveView.Figures;
import io.farshore.command.drill.LiveView.RegionFigures;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The figures of a running drill as a few lines for a terminal.
 *
 * @param since the change log began
 */
record Panel(Duration since, Figures figures) {

  private static final int BAR = 40;
  private static final String DIM = "\u001b[2m";
  private static final String GOOD = "\u001b[32m";
  private static final String BAD = "\u001b[1;31m";
  private static final String PLAIN = "\u001b[0m";

  /** The lines, without line ends, with colours. */
  List<String> lines() {
    return List.of(
        DIM + "-".repeat(76) + PLAIN,
        format("%8.1f s  [%s]", since.toMillis() / 1000.0, bar()),
        row(
            "change log",
            format("%,d of %,d changes committed", figures.committed(), figures.changes())),
        row(
            "producer",
            format(
                "%,d written, %s, epoch %s",
                figures.written(), figures.producer().toLowerCase(Locale.ROOT), figures.epoch())),
        region(figures.first()),
        region(figures.second()),
        row("state machine", figures.state().isEmpty() ? "not started" : figures.state()));
  }

  private String bar() {
    int done = (int) ((long) BAR * figures.committed() / Math.max(1, figures.changes()));
    return "#".repeat(done) + ".".repeat(BAR - done);
  }

  private static String region(RegionFigures region) {
    String records = format("%,8d records", region.records());
    return row(
        region.region(),
        switch (region.role()) {
          case ACTIVE -> GOOD + "active  " + PLAIN + records;
          case LOST -> BAD + "LOST    " + PLAIN + records;
          case STANDBY -> "standby " + records + lag(region);
        });
  }

  private static String lag(RegionFigures region) {
    return region.behind() == 0
        ? ", holds all"
        : format(", lacks %,d, lag %.1f s", region.behind(), region.behindSeconds());
  }

  private static String row(String name, String value) {
    return format("%10s  %-14s %s", "", name, value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
