package io.farshore.functions.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

  private enum Mode {
    FAST,
    SAFE
  }

  private final Configuration configuration =
      new Configuration(
          Map.of(
              "TEXT", " some ",
              "BLANK", "  ",
              "REGION", "eu-west-1",
              "WAIT_SECONDS", "7",
              "ON", "True",
              "MODE", "safe",
              "BAD", "x"));

  @Test
  void values_are_read_by_type_and_blank_counts_as_not_set() {
    assertThat(configuration.text("TEXT")).isEqualTo("some");
    assertThat(configuration.optionalText("BLANK")).isEmpty();
    assertThat(configuration.text("BLANK", "default")).isEqualTo("default");
    assertThat(configuration.region("REGION")).isEqualTo(new Region("eu-west-1"));
    assertThat(
            configuration.seconds(
                "WAIT_SECONDS", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)))
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(configuration.flag("ON", false)).isTrue();
    assertThat(configuration.flag("OFF", false)).isFalse();
    assertThat(configuration.choice("MODE", Mode.class, Mode.FAST)).isEqualTo(Mode.SAFE);
    assertThat(configuration.number("NONE", 3, 1, 5)).isEqualTo(3);
  }

  @Test
  void a_wrong_value_names_the_variable_the_value_and_the_range() {
    assertThatThrownBy(() -> configuration.text("NONE"))
        .isInstanceOfSatisfying(
            InvalidConfiguration.class, e -> assertThat(e.variable()).isEqualTo("NONE"))
        .hasMessageContaining("not set");
    assertThatThrownBy(() -> configuration.number("BAD", 1, 1, 5))
        .hasMessage("BAD is \"x\"; use a whole number from 1 to 5");
    assertThatThrownBy(() -> configuration.number("WAIT_SECONDS", 1, 1, 5))
        .hasMessage("WAIT_SECONDS is \"7\"; use a whole number from 1 to 5");
    assertThatThrownBy(() -> configuration.flag("BAD", true)).hasMessageContaining("true or false");
    assertThatThrownBy(() -> configuration.choice("BAD", Mode.class, Mode.FAST))
        .hasMessageContaining("fast or safe");
    assertThatThrownBy(() -> configuration.stream("TEXT X")).hasMessageContaining("TEXT X");
  }
}
