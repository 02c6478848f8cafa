package io.farshore.command.drill;

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
    long lag = streams.missingIn(active, DrillLab.peerOf(active));
    samples.add(
        new Sample(
            elapsed.toMillis() / 1000.0,
            status.acknowledged() - acknowledgedBefore,
            Map.of(DrillLab.FIRST, first - firstBefore, DrillLab.SECOND, second - secondBefore),
            streams.oldestMissing(active, DrillLab.peerOf(active))));
    acknowledgedBefore = status.acknowledged();
    firstBefore = first;
    secondBefore = second;
    return Optional.of(
        new LiveView.Figures(
            (int) pace.getAsLong(),
            changes,
            new LiveView.RegionFigures(DrillLab.FIRST, first, lab.isLost(DrillLab.FIRST)),
            new LiveView.RegionFigures(DrillLab.SECOND, second, lab.isLost(DrillLab.SECOND)),
            lag,
            status.epoch().map(epoch -> "" + epoch.number()).orElse("-"),
            executions.current().isEmpty() ? status.phase().name() : executions.current()));
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }
}
