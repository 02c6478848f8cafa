package io.farshore.command.bench.coldstart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.bench.coldstart.Way.Flags;
import io.farshore.command.bench.results.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What is kept of the starts. */
final class ColdStartSection {

  private static final int ORDER = 50;
  private static final double MOST_MEGABYTES = 12;
  private static final double MOST_SECONDS = 1.5;
  private static final double MILLIS_PER_SECOND = 1000;
  private static final double BYTES_PER_MEGABYTE = 1e6;

  private final long jarBytes;
  private final Map<Way, List<Start>> starts = new LinkedHashMap<>();

  ColdStartSection(long jarBytes) {
    this.jarBytes = jarBytes;
  }

  void add(Way way, List<Start> of) {
    starts.put(way, List.copyOf(of));
  }

  Section section(Instant at, String command) {
    Section section = new Section("Cold start", ORDER, at, command);
    section.text(
        "The deployed jar in a fresh JVM, started by Lambda's runtime interface client 2.9.0"
            + " against a Runtime API on 127.0.0.1. \"First answer\" counts from the start of the"
            + " process; from a snapshot, from the moment at which the process is let go on. Calls"
            + " go to the lab, over plain HTTP. Milliseconds, median (worst).");
    section.text(
        "A restore on Lambda itself can't be measured here: it reads the snapshot's memory page by"
            + " page. What can be is how much work is left for the first invocation after it.");
    claims(section);
    section.table(
        "From the start of the process",
        List.of("work", "JDK", "flags", "init", "first answer", "next answer", "classes"),
        rows(false));
    section.table(
        "From a snapshot (the JVM's usual flags, as on Lambda)",
        List.of("work", "JDK", "rehearsed", "init", "first answer", "next answer", "classes"),
        rows(true));
    ArrayNode runs = JsonNodeFactory.instance.arrayNode();
    starts.forEach(
        (way, of) ->
            of.forEach(
                start ->
                    runs.addObject()
                        .put("work", way.work().name())
                        .put("java", way.javaHome().getFileName().toString())
                        .put("flags", way.flags().name())
                        .put("snapshot", way.snapshot().map(Enum::name).orElse("none"))
                        .setAll(start.json())));
    return section
        .with("jarBytes", JsonNodeFactory.instance.numberNode(jarBytes))
        .with("runs", runs);
  }

  private void claims(Section section) {
    double megabytes = jarBytes / BYTES_PER_MEGABYTE;
    section.claim(
        "size of the deployed jar",
        "< 12 MB",
        String.format(Locale.ROOT, "%.2f MB", megabytes),
        megabytes < MOST_MEGABYTES);
    starts.forEach(
        (way, of) -> {
          if (way.snapshot().isEmpty() && way.flags() == Flags.LAMBDA) {
            double median = median(of, Start::first) / MILLIS_PER_SECOND;
            section.claim(
                "first response from process start, median of %d: %s, %s"
                    .formatted(of.size(), way.work(), way.javaHome().getFileName()),
                "< 1.5 s",
                String.format(Locale.ROOT, "%.2f s", median),
                median < MOST_SECONDS);
          }
        });
  }

  private List<List<String>> rows(boolean snapshot) {
    List<List<String>> rows = new ArrayList<>();
    starts.forEach(
        (way, of) -> {
          if (way.snapshot().isPresent() == snapshot) {
            rows.add(row(way, of));
          }
        });
    return rows;
  }

  /** The cells of a way, for people. */
  static List<String> row(Way way, List<Start> of) {
    return List.of(
        way.work().toString(),
        way.javaHome().getFileName().toString(),
        way.snapshot()
            .map(how -> how == Way.Snapshot.PRIMED ? "yes" : "no")
            .orElse(way.flags().toString()),
        cell(of, Start::init),
        cell(of, Start::first),
        cell(of, Start::second),
        "%.0f".formatted(median(of, Start::classes)));
  }

  private static String cell(List<Start> of, ToDoubleFunction<Start> figure) {
    return String.format(
        Locale.ROOT,
        "%.0f (%.0f)",
        median(of, figure),
        of.stream().mapToDouble(figure).max().orElse(Double.NaN));
  }

  private static double median(List<Start> of, ToDoubleFunction<Start> figure) {
    double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
  }
}
