package io.farshore.command;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.failover.ProducerStanding;
import io.farshore.core.failover.ShardLag;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The status of a stream, in words.
 *
 * @param inForce the epoch in force
 * @param standby the Region that is not active
 * @param standing how much of the data is there; empty when the standby does not answer
 * @param settings of the Regions that answered
 * @param silent a line for each Region that does not answer
 * @param now the wall clock
 */
record StatusText(
    StreamName stream,
    Epoch inForce,
    Region standby,
    Optional<Standing> standing,
    Map<Region, StreamSettings> settings,
    List<String> silent,
    Instant now) {

  /** The lines, without line ends. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            stream.value(),
            "active in %s, epoch %d, %s%s"
                .formatted(
                    inForce.activeRegion(),
                    inForce.number(),
                    inForce.phase(),
                    inForce.activatedAt().map(at -> " since " + at).orElse(""))));
    silent.forEach(line -> lines.add(row("no answer", line)));
    standing.ifPresentOrElse(
        found -> copied(lines, found),
        () -> lines.add(row(standby.name(), "how much of the data is there is not known")));
    settings.forEach(
        (region, set) -> {
          if (set.isPausedAt(now)) {
            lines.add(
                row(
                    "paused",
                    "automatic failover to %s, by %s: %s"
                        .formatted(
                            region,
                            set.pausedBy().orElse("somebody"),
                            set.pausedReason().orElse("no reason given"))));
          }
        });
    lines.add(row("next", next()));
    return lines;
  }

  private void copied(List<String> lines, Standing found) {
    lines.add(
        row(
            "exposure",
            "if %s were lost now: %s"
                .formatted(
                    inForce.activeRegion(),
                    found
                        .exposure()
                        .map(time -> seconds(time) + " of changes would be written again")
                        .orElse("not known yet, a shard has no heartbeat of this epoch"))));
    found
        .watermarkAge(Duration.ofSeconds(30))
        .ifPresent(age -> lines.add(row("watermark age", seconds(age))));
    for (Map.Entry<ProducerId, ProducerStanding> entry : found.producers().entrySet()) {
      lines.add(row("producer", producer(entry.getKey(), entry.getValue())));
    }
    for (ShardLag shard : found.shards()) {
      lines.add(
          row(
              "shard",
              shard.shardId()
                  + " lag "
                  + shard.lag().map(StatusText::seconds).orElse("unknown: nothing copied yet")));
    }
  }

  private String producer(ProducerId id, ProducerStanding found) {
    String state =
        found
            .report()
            .map(
                report ->
                    "%s in epoch %d, reported %s ago, reaches %s"
                        .formatted(
                            report.phase(),
                            report.epoch().number(),
                            seconds(age(report)),
                            report.reaches().stream().sorted().toList()))
            .orElse("has not reported");
    return id + " " + state + "; watermark " + found.watermark();
  }

  private Duration age(ProducerReport report) {
    return Duration.between(report.reportedAt(), now);
  }

  private String next() {
    return switch (inForce.phase()) {
      case FENCING ->
          "an execution is at work in %s, or died; see it there".formatted(inForce.activeRegion());
      case ACTIVE, DRAINING, ABANDONED ->
          silent.isEmpty() ? "nothing to do" : "docs/runbook.md, \"First look\"";
    };
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(Math.max(0, time.toMillis()) / 1000.0);
  }

  private static String row(String name, String value) {
    return "%-14s %s".formatted(name, value);
  }
}
