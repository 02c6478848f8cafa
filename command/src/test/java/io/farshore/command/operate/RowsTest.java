package io.farshore.command.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lines of the screen")
class RowsTest {

  @Test
  @DisplayName("a long text goes on below itself, within 80 columns")
  void wraps() {
    Rows rows = new Rows().add("label", "word ".repeat(30).strip());
    assertThat(rows.lines()).hasSize(3).allMatch(line -> line.length() <= 80);
    assertThat(rows.lines().get(0)).startsWith("label      word word");
    assertThat(rows.lines().get(1)).startsWith("           word");
  }

  @Test
  @DisplayName("a command stands on a line of its own and is not broken")
  void commands() {
    String command = "./farshore failover " + "x".repeat(90) + " --to us-east-2";
    assertThat(new Rows().add("next", "do it:\n" + command).lines())
        .containsExactly("next       do it:", "           " + command);
  }

  @Test
  @DisplayName("a number is not torn from its unit")
  void units() {
    String text = "x".repeat(61) + " took 9.7 s";
    assertThat(new Rows().add("", text).lines().get(1).strip()).isEqualTo("9.7 s");
  }

  @Test
  @DisplayName("lengths of time are as exact as is useful")
  void lengths() {
    assertThat(Say.length(Duration.ofMillis(-5))).isEqualTo("0 s");
    assertThat(Say.length(Duration.ofMillis(849))).isEqualTo("0.8 s");
    assertThat(Say.length(Duration.ofSeconds(85))).isEqualTo("85 s");
    assertThat(Say.length(Duration.ofMinutes(18))).isEqualTo("18 min");
    assertThat(Say.length(Duration.ofMinutes(312))).isEqualTo("5 h 12 min");
    assertThat(Say.length(Duration.ofHours(76))).isEqualTo("3 d 4 h");
    Instant midnight = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(Say.aged(midnight, midnight.plusSeconds(9)))
        .isEqualTo("2026-01-01 00:00:00Z (9.0 s ago)");
  }
}
