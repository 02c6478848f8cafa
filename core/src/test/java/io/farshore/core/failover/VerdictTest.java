package io.farshore.core.failover;

import static io.farshore.core.failover.Given.P1;
import static io.farshore.core.failover.Given.P2;
import static io.farshore.core.failover.Given.T0;
import static io.farshore.core.failover.Given.X;
import static io.farshore.core.failover.Given.Y;
import static io.farshore.core.failover.Given.id;
import static io.farshore.core.failover.VantagePoint.Finding.HEALTHY;
import static io.farshore.core.failover.VantagePoint.Finding.IMPAIRED;
import static io.farshore.core.failover.VantagePoint.Finding.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.failover.VantagePoint.Finding;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Confirm:")
class VerdictTest {

  private static Verdict verdict(boolean peerIsActive, Finding... findings) {
    return Verdict.of(
        Arrays.stream(findings)
            .map(finding -> new VantagePoint("any", finding, Duration.ZERO, "seen"))
            .toList(),
        peerIsActive);
  }

  @Test
  void twoOfThreeAreNeeded() {
    assertThat(verdict(true, IMPAIRED, IMPAIRED, HEALTHY).impaired()).isTrue();
    assertThat(verdict(true, IMPAIRED, HEALTHY, HEALTHY).impaired()).isFalse();
  }

  @Test
  @DisplayName("a silent vantage point is unknown, not impaired")
  void unknownIsNotImpaired() {
    assertThat(verdict(true, IMPAIRED, UNKNOWN, UNKNOWN).impaired()).isFalse();
    assertThat(verdict(true, IMPAIRED, UNKNOWN, IMPAIRED).impaired()).isTrue();
  }

  @Test
  void thereIsNothingToLeaveWhereThePeerIsNotActive() {
    assertThat(verdict(false, IMPAIRED, IMPAIRED, IMPAIRED).impaired()).isFalse();
  }

  @Test
  void mostOfTheProducersHeardDecide() {
    assertThat(producers(reaching(P1, Y))).isEqualTo(IMPAIRED);
    assertThat(producers(reaching(P1, Y), reaching(P2, X, Y))).isEqualTo(HEALTHY);
    assertThat(producers()).isEqualTo(UNKNOWN);
  }

  private static Finding producers(ProducerReport... fresh) {
    return VantagePoint.producers(List.of(fresh), X, Duration.ZERO).finding();
  }

  private static ProducerReport reaching(ProducerId producer, Region... regions) {
    return new ProducerReport(
        producer,
        id(1, X),
        ProducerPhase.WRITING,
        Watermark.START,
        Watermark.START,
        T0,
        Set.of(regions),
        0,
        Optional.empty());
  }
}
