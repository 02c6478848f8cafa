package io.farshore.functions.probe;

import io.farshore.core.failover.Standing;
import io.farshore.core.failover.VantagePoint.Finding;
import io.farshore.functions.observability.EmbeddedMetrics;
import java.time.Duration;
import java.util.Optional;

/**
 * The metrics of a look. What is unknown is not written: a zero would say that all is well, a one
 * that it is not.
 */
final class ProbeMetrics {

  private final EmbeddedMetrics metrics;
  private final Duration silence;

  ProbeMetrics(EmbeddedMetrics metrics, Duration silence) {
    this.metrics = metrics.everySecond();
    this.silence = silence;
  }

  void emit(Look look) {
    look.peerIsActive()
        .ifPresent(
            active -> {
              boolean standby =
                  active
                      && look.point("standby")
                          .filter(point -> point.finding() == Finding.IMPAIRED)
                          .isPresent();
              metrics.count("StandbyViewImpaired", standby ? 1 : 0);
              metrics.count("ActiveRegionImpaired", look.verdict().impaired() ? 1 : 0);
            });
    look.inForce().ifPresent(epoch -> metrics.value("Epoch", "None", epoch.number()));
    look.regionIsActive()
        .ifPresent(active -> metrics.countByMinute("RegionActive", active ? 1 : 0));
    look.point("standby").ifPresent(point -> metrics.millis("StandbyLatency", point.latency()));
    look.point("route53").ifPresent(point -> metrics.millis("Route53Latency", point.latency()));
    look.point("producers").ifPresent(point -> metrics.millis("ProducersLatency", point.latency()));
    Optional<Standing> standing = look.standing();
    standing
        .flatMap(found -> found.watermarkAge(silence))
        .ifPresent(age -> seconds("WatermarkAgeSeconds", age));
    standing.flatMap(Standing::maxLag).ifPresent(lag -> seconds("ReplicationLagSeconds", lag));
    standing
        .flatMap(Standing::exposure)
        .ifPresent(exposure -> seconds("ExposureSeconds", exposure));
    look.verdict()
        .points()
        .forEach(point -> metrics.property(point.name(), point.finding().label()));
    metrics.emit();
  }

  private void seconds(String name, Duration value) {
    metrics.value(name, "Seconds", value.toMillis() / 1000.0);
  }
}
