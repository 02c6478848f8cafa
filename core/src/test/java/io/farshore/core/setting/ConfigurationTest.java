package io.farshore.core.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An environment read by declared settings")
class ConfigurationTest {

  private enum Mode {
    FAST,
    SAFE
  }

  private static final Setting<Duration> WAIT =
      Setting.of("WAIT_SECONDS", Form.seconds(1, 60), Duration.ofSeconds(3), "");
  private static final Setting<Long> COUNT = Setting.of("COUNT", Form.number(1, 5), 2L, "");
  private static final Setting<Boolean> ON = Setting.of("ON", Form.flag(), false, "");
  private static final Setting<Mode> MODE =
      Setting.of("MODE", Form.choice(Mode.class), Mode.FAST, "");
  private static final Setting<String> WORD =
      Setting.of("WORD", Form.word("polling", "FAN-OUT"), "polling", "");
  private static final Setting<List<Region>> REGIONS =
      Setting.required("REGIONS", Form.list(Form.text("Region", Region::new)), "");
  private static final Setting<String> NAME = Setting.optional("NAME", Form.text(), "");

  private static Configuration with(String name, String value) {
    return new Configuration(Map.of(name, value));
  }

  @Test
  void readsByType() {
    assertThat(with("WAIT_SECONDS", " 7 ").get(WAIT)).isEqualTo(Duration.ofSeconds(7));
    assertThat(with("COUNT", "5").get(COUNT)).isEqualTo(5);
    assertThat(with("ON", "True").get(ON)).isTrue();
    assertThat(with("MODE", "safe").get(MODE)).isEqualTo(Mode.SAFE);
    assertThat(with("WORD", "FAN-OUT").get(WORD)).isEqualTo("FAN-OUT");
    assertThatThrownBy(() -> with("WORD", "fan-out").get(WORD)).hasMessageContaining("FAN-OUT");
    assertThat(with("REGIONS", "us-east-1, us-east-2").get(REGIONS))
        .containsExactly(new Region("us-east-1"), new Region("us-east-2"));
  }

  @Test
  void takesTheDefaultOfWhatIsBlankOrNotSet() {
    assertThat(with("WAIT_SECONDS", "  ").get(WAIT)).isEqualTo(Duration.ofSeconds(3));
    assertThat(new Configuration(Map.of()).get(MODE)).isEqualTo(Mode.FAST);
    assertThat(with("NAME", " ").find(NAME)).isEmpty();
  }

  @Test
  void refusesWhatMustBeSetAndIsNot() {
    assertThatThrownBy(() -> new Configuration(Map.of()).get(REGIONS))
        .isInstanceOfSatisfying(
            InvalidSetting.class, e -> assertThat(e.setting()).isEqualTo("REGIONS"))
        .hasMessage("REGIONS is not set in the environment; set it");
  }

  @ParameterizedTest
  @CsvSource({
    "WAIT_SECONDS, x, use a whole number of seconds from 1 to 60",
    "WAIT_SECONDS, 61, use a whole number of seconds from 1 to 60",
    "COUNT, 0, use a whole number from 1 to 5",
    "ON, yes, use true or false",
    "MODE, slow, use fast or safe"
  })
  void namesTheVariableTheValueAndTheRange(String name, String value, String use) {
    for (Setting<?> setting : List.of(WAIT, COUNT, ON, MODE)) {
      if (setting.name().equals(name)) {
        assertThatThrownBy(() -> with(name, value).find(setting))
            .isInstanceOf(InvalidSetting.class)
            .hasMessage(name + " is \"" + value + "\"; " + use);
      }
    }
  }
}
