package io.farshore.command.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.drill.RegionLoss;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailoverSectionTest {

  private static final Duration ROUND_TRIP = Duration.ofMillis(70);

  private static Loss loss(boolean byHand, double recovered, double exposure, boolean held) {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    figures.put("outcome", "Activated").put("detect", 2.5).put("confirm", 3.0).put("fence", 5.0);
    figures.put("activate", 0.5).put("resume", 0.5);
    figures.put("rtoSeconds", recovered).put("exposureSeconds", exposure);
    return new Loss(
        new Loss.Series(byHand, 4),
        new RegionLoss(byHand, 4, ROUND_TRIP, 3, 100, 1),
        new RegionLoss.Outcome(held, figures));
  }

  /** With as many good ones that there are enough for claims. */
  private static JsonNode section(List<Loss> losses) {
    List<Loss> all = new ArrayList<>(Collections.nCopies(19, loss(false, 11, 1, true)));
    all.addAll(losses);
    return new FailoverSection(all, ROUND_TRIP).section(Instant.EPOCH, "test").json();
  }

  private static List<Boolean> held(JsonNode section) {
    List<Boolean> held = new ArrayList<>();
    section.path("claims").forEach(claim -> held.add(claim.path("held").asBoolean()));
    return held;
  }

  @Test
  @DisplayName("Claims are of automatic failovers: median, worst, exposure")
  void claims_what_was_asked_for() {
    assertThat(held(section(List.of(loss(false, 11, 1.2, true), loss(true, 99, 9, true)))))
        .containsExactly(true, true, true);
  }

  @Test
  @DisplayName("Fewer than twenty losses claim nothing")
  void too_few() {
    JsonNode few =
        new FailoverSection(Collections.nCopies(19, loss(false, 11, 1, true)), ROUND_TRIP)
            .section(Instant.EPOCH, "test")
            .json();
    assertThat(held(few)).isEmpty();
    assertThat(few.path("title").asText()).isEqualTo("Failover, by number of shards");
  }

  @Test
  @DisplayName("One slow recovery breaks the worst, and leaves the median")
  void the_worst_counts() {
    List<Loss> losses =
        List.of(loss(false, 11, 1, true), loss(false, 12, 1, true), loss(false, 31, 1, true));

    assertThat(held(section(losses))).containsExactly(true, false, true);
  }

  @Test
  @DisplayName("A loss that broke a guarantee is no recovery, however fast")
  void a_broken_guarantee_counts() {
    assertThat(held(section(List.of(loss(false, 5, 1, false)))))
        .containsExactly(false, false, true);
  }

  @Test
  @DisplayName("Exposure may be the round trip more than a second and a half")
  void exposure_includes_the_round_trip() {
    assertThat(held(section(List.of(loss(false, 5, 1.57, true))))).endsWith(true);
    assertThat(held(section(List.of(loss(false, 5, 1.58, true))))).endsWith(false);
  }

  @Test
  @DisplayName("Percentiles are values that were measured")
  void takes_the_nearest_rank() {
    Spread spread = Spread.of(List.of(4.0, 1.0, 3.0, 2.0));

    assertThat(List.of(spread.best(), spread.median(), spread.percentile(90), spread.worst()))
        .containsExactly(1.0, 2.0, 4.0, 4.0);
    assertThat(Spread.cell(Spread.of(List.of()).median())).isEqualTo("–");
  }
}
