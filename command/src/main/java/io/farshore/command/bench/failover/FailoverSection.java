package io.farshore.command.bench.failover;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.bench.failover.Loss.Series;
import io.farshore.command.bench.results.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is kept of the losses: claims, spreads, and each loss by itself. */
final class FailoverSection {

  private static final int ORDER = 40;

  /** What is asked of 20 losses can't be told from fewer. */
  private static final int ENOUGH = 20;

  private static final double MOST_MEDIAN = 25;
  private static final double MOST_WORST = 30;
  private static final double MOST_EXPOSURE = 1.5;
  private static final List<String> COLUMNS =
      List.of("started", "shards", "losses", "part", "best", "median", "p90", "worst");

  private final List<Loss> losses;
  private final Duration roundTrip;

  FailoverSection(Collection<Loss> losses, Duration roundTrip) {
    this.losses = List.copyOf(losses);
    this.roundTrip = roundTrip;
  }

  Section section(Instant at, String command) {
    Optional<List<Loss>> enough = mostLosses().filter(of -> of.size() >= ENOUGH);
    Section section =
        enough.isPresent()
            ? new Section("Failover", ORDER, at, command)
            : new Section("Failover, by number of shards", ORDER + 1, at, command);
    section.text(
        "Each loss is a drill in a lab of its own: the active Region answers nothing any more,"
            + " and the standby takes over. Round trip between the Regions "
            + roundTrip.toMillis()
            + " ms. All times are seconds, from the loss to the first new change in the standby. ");
    series().forEach((series, of) -> section.table(caption(series, of), COLUMNS, rows(series, of)));
    enough.ifPresent(of -> claims(section, of));
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    losses.forEach(loss -> all.add(loss.json()));
    return section.with("runs", all);
  }

  private Map<Series, List<Loss>> series() {
    return losses.stream()
        .collect(Collectors.groupingBy(Loss::series, LinkedHashMap::new, Collectors.toList()));
  }

  /** The series by alarm with the most losses is what claims are made of. */
  private Optional<List<Loss>> mostLosses() {
    return series().entrySet().stream()
        .filter(entry -> !entry.getKey().byHand())
        .map(Map.Entry::getValue)
        .max(java.util.Comparator.comparingInt(List::size));
  }

  private void claims(Section section, List<Loss> of) {
    Spread recovered = spread(of, Loss.RECOVERED);
    double exposure = spread(of, Loss.EXPOSURE).worst();
    double mostExposure = MOST_EXPOSURE + roundTrip.toMillis() / 1000.0;
    boolean all = of.stream().allMatch(Loss::recovered);
    section.claim(
        "automatic failover, loss to the first new change, median of " + of.size(),
        "≤ %.0f s".formatted(MOST_MEDIAN),
        Spread.cell(recovered.median()) + " s",
        all && recovered.median() <= MOST_MEDIAN);
    section.claim(
        "the same, worst of " + of.size(),
        "≤ %.0f s".formatted(MOST_WORST),
        Spread.cell(recovered.worst()) + " s",
        all && recovered.worst() <= MOST_WORST);
    section.claim(
        "exposure at the loss, worst of " + of.size(),
        "≤ " + Spread.cell(mostExposure) + " s",
        Spread.cell(exposure) + " s",
        exposure <= mostExposure);
  }

  private static String caption(Series series, List<Loss> of) {
    long recovered = of.stream().filter(Loss::recovered).count();
    return "Started %s, %d shard(s): %d of %d recovered with every guarantee held"
        .formatted(series.trigger(), series.shards(), recovered, of.size());
  }

  private static List<List<String>> rows(Series series, List<Loss> of) {
    List<List<String>> rows = new ArrayList<>();
    for (String part : Loss.PARTS) {
      rows.add(row(series, of, part, part));
    }
    rows.add(row(series, of, "**recovered**", Loss.RECOVERED));
    rows.add(row(series, of, "exposure", Loss.EXPOSURE));
    return rows;
  }

  private static List<String> row(Series series, List<Loss> of, String name, String figure) {
    Spread spread = spread(of, figure);
    return List.of(
        series.trigger(),
        "" + series.shards(),
        "" + spread.count(),
        name,
        Spread.cell(spread.best()),
        Spread.cell(spread.median()),
        Spread.cell(spread.percentile(90)),
        Spread.cell(spread.worst()));
  }

  private static Spread spread(List<Loss> of, String figure) {
    return Spread.of(of.stream().flatMap(loss -> loss.seconds(figure).stream()).toList());
  }
}
