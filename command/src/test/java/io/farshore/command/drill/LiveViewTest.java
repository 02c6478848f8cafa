package io.farshore.command.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.command.drill.LiveView.Figures;
import io.farshore.command.drill.LiveView.RegionFigures;
import io.farshore.command.drill.LiveView.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The live view")
class LiveViewTest {

  private static final Figures FIGURES =
      new Figures(
          1_500,
          3_000,
          1_490,
          "WRITING",
          "1",
          new RegionFigures("us-east-1", Role.LOST, 1_490, 52, 0.3),
          new RegionFigures("us-east-2", Role.STANDBY, 1_438, 52, 0.3),
          "Confirm");

  private final StringWriter out = new StringWriter();

  @Test
  @DisplayName("is a plain line an event where the output is no terminal")
  void plain() {
    LiveView view = LiveView.to(new PrintWriter(out), false);
    view.figures(Duration.ofSeconds(5), FIGURES);
    view.event(Duration.ofMillis(5_100), "us-east-1: LOST");
    assertThat(out.toString()).isEqualTo("     5.1 s  us-east-1: LOST" + System.lineSeparator());
  }

  @Test
  @DisplayName("shows both Regions, what was written and copied, the lag and the state")
  void panel() {
    LiveView.to(new PrintWriter(out), true).figures(Duration.ofSeconds(5), FIGURES);
    assertThat(out.toString())
        .contains("[####################....................]")
        .contains("1,500 of 3,000 changes committed")
        .contains("1,490 written, writing, epoch 1")
        .containsPattern("us-east-1 .*LOST .*1,490 records")
        .containsPattern("us-east-2 .*standby .*1,438 records, lacks 52, lag 0.3 s")
        .containsPattern("state machine +Confirm");
  }

  @Test
  @DisplayName("keeps the panel below the events, and takes it away for the summary")
  void panelStaysBelow() {
    LiveView view = LiveView.to(new PrintWriter(out), true);
    view.figures(Duration.ofSeconds(5), FIGURES);
    out.getBuffer().setLength(0);

    view.event(Duration.ofSeconds(6), "an event");
    assertThat(out.toString())
        .startsWith("\u001b[7F\u001b[J     6.0 s  an event")
        .contains("state machine");

    out.getBuffer().setLength(0);
    view.say("the summary");
    view.say("goes on");
    assertThat(out.toString()).isEqualTo("\u001b[7F\u001b[Jthe summary%ngoes on%n".formatted());
  }
}
