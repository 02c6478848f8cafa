package io.farshore.command.operate;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.failover.ProducerStanding;
import io.farshore.core.failover.ShardLag;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The status of a stream on one screen, in words. Pure. */
final class StatusText {

  private static final int MOST_SHARDS = 4;
  private static final int MOST_PRODUCERS = 6;
  private static final int MOST_HISTORY = 3;

  private final Overview overview;
  private final Epoch inForce;
  private final Region active;
  private final Region standby;
  private final Instant now;
  private final Rows rows = new Rows();

  /** Of a stream that is registered. */
  StatusText(Overview overview) {
    this.overview = overview;
    this.inForce = overview.inForce().orElseThrow();
    this.active = inForce.activeRegion();
    this.standby = overview.standby().orElseThrow();
    this.now = overview.now();
  }

  /** The lines, each within 80 columns. */
  List<String> lines() {
    rows.add(overview.stream().value(), "at " + Say.instant(now)).gap();
    overview.silences().forEach(line -> rows.add("NO ANSWER", line));
    overview.running().forEach(running -> rows.add("running", running(running)));
    overview.waiting().forEach(waiting -> rows.add("APPROVAL", waiting(waiting)));
    rows.add("active", active());
    overview.epochs().draining().ifPresent(draining -> rows.add("draining", draining(draining)));
    views();
    overview.standing().ifPresentOrElse(this::data, this::noData);
    rows.add("automatic", automatic());
    paused().forEach((text, regions) -> rows.add("PAUSED", paused(regions, text)));
    history();
    rows.gap().add("next", new NextStep(overview).text());
    return rows.lines();
  }

  private String active() {
    return "%s, epoch %d, %s%s"
        .formatted(
            active,
            inForce.number(),
            inForce.phase(),
            inForce
                .activatedAt()
                .or(inForce::fencedAt)
                .map(at -> " since " + Say.instant(at) + " (" + length(at) + ")")
                .orElse(""));
  }

  private String length(Instant since) {
    return Say.length(Duration.between(since, now));
  }

  private String draining(Epoch draining) {
    return "epoch %d to %s is being prepared, producers stop and flush%s"
        .formatted(
            draining.number(),
            draining.activeRegion(),
            draining.deadline().map(this::deadline).orElse(""));
  }

  private String deadline(Instant deadline) {
    return deadline.isAfter(now)
        ? "; abandoned in " + Say.length(Duration.between(now, deadline)) + " if not done by then"
        : "; its deadline was " + Say.ago(deadline, now);
  }

  /** Where the two replicas name different epochs: global tables take a while, or are cut off. */
  private void views() {
    Map<Region, String> shown = new TreeMap<>();
    for (RegionLook look : overview.answering()) {
      shown.put(
          look.region(),
          look.epochs()
              .flatMap(epochs -> epochs.inForce())
              .map(epoch -> "epoch " + epoch.id() + " " + epoch.phase())
              .orElse("no epoch"));
    }
    if (shown.values().stream().distinct().count() > 1) {
      rows.add(
          "VIEWS",
          "the Regions differ: "
              + shown.entrySet().stream()
                  .map(view -> view.getKey() + " shows " + view.getValue())
                  .collect(Collectors.joining(", ")));
    }
  }

  /** The standby does not answer; the active Region still has the producers' word. */
  private void noData() {
    rows.add("standby", standby + ": how much of the data is there is not known");
    overview
        .look(active)
        .flatMap(RegionLook::standing)
        .ifPresent(
            standing ->
                standing.producers().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .limit(MOST_PRODUCERS)
                    .forEach(
                        entry ->
                            entry
                                .getValue()
                                .report()
                                .ifPresent(
                                    report ->
                                        rows.add(
                                            "producer", entry.getKey() + ": " + report(report)))));
  }

  private void data(Standing standing) {
    standing
        .watermarkAge(NextStep.SILENCE)
        .ifPresent(
            age ->
                rows.add(
                    "watermark",
                    standby + " has all that was written until " + Say.length(age) + " ago"));
    rows.add("exposure", "if %s were lost now: %s".formatted(active, exposure(standing)));
    rows.add("lag", lag(standing));
    List<Map.Entry<ProducerId, ProducerStanding>> producers =
        standing.producers().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    if (producers.isEmpty()) {
      rows.add("producer", "none has reported yet");
    }
    producers.stream()
        .limit(MOST_PRODUCERS)
        .forEach(entry -> rows.add("producer", producer(entry.getKey(), entry.getValue())));
    if (producers.size() > MOST_PRODUCERS) {
      rows.add("", (producers.size() - MOST_PRODUCERS) + " more; --json shows all");
    }
  }

  private static String exposure(Standing standing) {
    if (standing.producers().isEmpty()) {
      return "not known, no producer has reported";
    }
    return standing
        .exposure()
        .map(
            time ->
                time.isZero()
                    ? "nothing would be written again, by the producers' last word"
                    : Say.length(time)
                        + " of changes"
                        + changes(standing)
                        + " would be written again, none lost")
        .orElse("not known yet, a shard has no heartbeat of this epoch");
  }

  private static String changes(Standing standing) {
    OptionalLong changes = exposedChanges(standing);
    return changes.isPresent() ? " (about " + changes.getAsLong() + ")" : "";
  }

  static OptionalLong exposedChanges(Standing standing) {
    long sum = 0;
    for (ProducerStanding producer : standing.producers().values()) {
      OptionalLong changes = producer.exposedChanges(standing.over());
      if (changes.isEmpty()) {
        return changes;
      }
      sum += changes.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  private static String lag(Standing standing) {
    if (standing.shards().isEmpty()) {
      return "no shard is known yet";
    }
    Comparator<ShardLag> worstFirst =
        Comparator.comparing(
            (ShardLag shard) -> shard.lag().orElse(Duration.ofDays(36_500)),
            Comparator.reverseOrder());
    String worst =
        standing.shards().stream()
            .sorted(worstFirst.thenComparing(ShardLag::shardId))
            .limit(MOST_SHARDS)
            .map(shard -> shard.shardId() + " " + shard.lag().map(Say::length).orElse("uncopied"))
            .collect(Collectors.joining(", "));
    int more = standing.shards().size() - MOST_SHARDS;
    return worst + (more > 0 ? ", and " + more + " shards less" : "");
  }

  private String producer(ProducerId id, ProducerStanding found) {
    return id
        + ": "
        + found.report().map(this::report).orElse("has not reported")
        + "; watermark "
        + found
            .watermark()
            .commitTimestamp()
            .map(Instant::toString)
            .orElse("at the start of its log");
  }

  private String report(ProducerReport report) {
    boolean silent = report.reportedAt().plus(NextStep.SILENCE).isBefore(now);
    String reaches =
        report.reaches().size() == overview.regions().size()
            ? "reaches both Regions"
            : report.reaches().isEmpty()
                ? "reaches no Region"
                : "reaches "
                    + report.reaches().stream()
                        .map(Region::name)
                        .sorted()
                        .collect(Collectors.joining(", "))
                    + " only";
    return "%s%s in epoch %d, reported %s, %s"
        .formatted(
            silent ? "SILENT, was " : "",
            report.phase(),
            report.epoch().number(),
            Say.ago(report.reportedAt(), now),
            reaches);
  }

  private String automatic() {
    return "failover "
        + overview.regions().stream()
            .map(region -> "to " + region + " is " + automatic(region))
            .collect(Collectors.joining(", "));
  }

  private String automatic(Region region) {
    Optional<RegionLook> look = overview.look(region);
    if (look.isEmpty()) {
      return "not asked";
    }
    Optional<StreamSettings> settings =
        look.get().tables().value().map(RegionLook.Tables::settings);
    boolean paused = settings.filter(set -> set.isPausedAt(now)).isPresent();
    return look.get()
        .machine()
        .value()
        .flatMap(Machine::automatic)
        .map(on -> !on ? "off" : paused ? "on, but paused" : "on")
        .orElse("not known");
  }

  /** Where the same is set in both Regions, it is told once. */
  private Map<String, List<Region>> paused() {
    Map<String, List<Region>> byText = new LinkedHashMap<>();
    for (RegionLook look : overview.answering()) {
      StreamSettings settings = look.tables().value().orElseThrow().settings();
      if (settings.isPausedAt(now)) {
        byText.computeIfAbsent(paused(settings), text -> new ArrayList<>()).add(look.region());
      }
    }
    return byText;
  }

  private static String paused(List<Region> regions, String text) {
    return "automatic failover to "
        + (regions.size() > 1 ? "both Regions" : regions.get(0))
        + ", "
        + text;
  }

  private String paused(StreamSettings settings) {
    return "by %s: %s; %s"
        .formatted(
            settings.pausedBy().orElse("somebody"),
            settings.pausedReason().orElse("no reason given"),
            settings
                .pausedUntil()
                .map(
                    until ->
                        "until "
                            + Say.instant(until)
                            + " (in "
                            + Say.length(Duration.between(now, until))
                            + ")")
                .orElse("until it is resumed"));
  }

  private String running(Machine.Running running) {
    Run run = running.run();
    return "%s to %s for %s%s; execution %s"
        .formatted(
            run.mode(),
            run.region(),
            length(run.startedAt()),
            running
                .at()
                .map(visit -> ", " + visit.state() + " for " + Say.length(visit.length(now)))
                .orElse(""),
            run.name());
  }

  private String waiting(Machine.Running waiting) {
    Past asked = Past.of(waiting.run());
    return "%s is asked for, %s%s%s; execution %s"
        .formatted(
            PastText.what(asked),
            asked.startedBy(),
            asked.reason().map(reason -> ", \"" + reason + "\"").orElse(""),
            waiting
                .approval()
                .flatMap(Approval::until)
                .map(
                    until ->
                        "; without an answer it ends "
                            + (until.isAfter(now)
                                ? "in " + Say.length(Duration.between(now, until))
                                : "now"))
                .orElse(""),
            waiting.run().name());
  }

  private void history() {
    List<Past> past = overview.history();
    if (past.isEmpty()) {
      rows.add("last", "nothing has happened since the stream was registered");
    }
    String label = "last";
    for (Past one : past.stream().limit(MOST_HISTORY).toList()) {
      rows.add(label, PastText.line(one));
      label = "";
    }
    if (past.size() > MOST_HISTORY) {
      rows.add("", "all " + past.size() + ":\n./farshore history " + overview.stream());
    }
    overview.looks().stream()
        .filter(RegionLook::answers)
        .forEach(
            look ->
                look.machine()
                    .trouble()
                    .ifPresent(
                        trouble ->
                            rows.add("executions", "of " + look.region() + ": " + trouble.text())));
  }
}
