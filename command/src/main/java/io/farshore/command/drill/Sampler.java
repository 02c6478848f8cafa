package io.farshore.command.drill;

import io.farshore.command.drill.LiveView.RegionFigures;
import io.farshore.command.drill.LiveView.Role;
import io.farshore.producer.ProducerStatus;
import io.farshore.verifier.evidence.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One point of the drill's series a second, for the page and for the live view. */
final class Sampler {

  private final DrillLab lab;
  private final Streams streams;
  private final Executions executions;
  private final CommitPace pace;
  private final DrillProducer producer;
  private final int changes;
  private final List<Sample> samples = new ArrayList<>();
  private long nextSecond;
  private long acknowledgedBefore;
  private long firstBefore;
  private long secondBefore;

  Sampler(
      DrillLab lab,
      Streams streams,
      Executions executions,
      CommitPace pace,
      DrillProducer producer,
      int changes) {
    this.lab = lab;
    this.streams = streams;
    this.executions = executions;
    this.pace = pace;
    this.producer = producer;
    this.changes = changes;
  }

  /** Takes a point when a second has passed since the last one. */
  Optional<LiveView.Figures> at(Duration elapsed) {
    if (elapsed.toSeconds() < nextSecond) {
      return Optional.empty();
    }
    nextSecond = elapsed.toSeconds() + 1;
    ProducerStatus status = producer.status();
    long first = streams.records(DrillLab.FIRST);
    long second = streams.records(DrillLab.SECOND);
    String active = status.region().map(Object::toString).orElse(DrillLab.FIRST);
    String standby = DrillLab.peerOf(active);
    Streams.Missing missing = streams.missing(active, standby);
    long lacks = missing.changes();
    double lag = missing.seconds();
    samples.add(
        new Sample(
            elapsed.toMillis() / 1000.0,
            status.acknowledged() - acknowledgedBefore,
            Map.of(DrillLab.FIRST, first - firstBefore, DrillLab.SECOND, second - secondBefore),
            lag));
    acknowledgedBefore = status.acknowledged();
    firstBefore = first;
    secondBefore = second;
    return Optional.of(
        new LiveView.Figures(
            (int) pace.getAsLong(),
            changes,
            status.acknowledged(),
            status.phase().name(),
            status.epoch().map(epoch -> "" + epoch.number()).orElse("-"),
            new RegionFigures(DrillLab.FIRST, role(DrillLab.FIRST, active), first, lacks, lag),
            new RegionFigures(DrillLab.SECOND, role(DrillLab.SECOND, active), second, lacks, lag),
            executions.current()));
  }

  private Role role(String region, String active) {
    if (lab.isLost(region)) {
      return Role.LOST;
    }
    return region.equals(active) ? Role.ACTIVE : Role.STANDBY;
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }
}
