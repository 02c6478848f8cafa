package io.farshore.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.setting.Configuration;
import io.farshore.core.stream.Region;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An agent's environment")
class AgentOptionsTest {

  private static final Map<String, String> GOOD =
      Map.of(
          "STREAM_NAME", "orders",
          "PRODUCER_ID", "p1",
          "REGIONS", "us-east-1, us-east-2",
          "CHANGE_LOG", "/var/log/changes.jsonl");

  @Test
  void hasDefaultsForWhatIsNotSet() {
    AgentOptions options = AgentOptions.from(new Configuration(GOOD));
    assertThat(options.stateFile()).isEqualTo(Path.of("/var/log/changes.jsonl.state"));
    assertThat(options.leaseLife()).isEqualTo(Duration.ofSeconds(4));
    assertThat(options.commitTimestampPointer()).isEqualTo("/commitTimestamp");
    assertThat(options.regions()).containsExactly(new Region("us-east-1"), new Region("us-east-2"));
  }

  @ParameterizedTest
  @CsvSource({
    "STREAM_NAME,no/stream",
    "PRODUCER_ID,'a b'",
    "REGIONS,'us-east-1,nowhere'",
    "LEASE_MILLIS,soon",
    "STREAM_NAME,''",
    "CHANGE_LOG,''"
  })
  void namesTheVariableThatIsWrong(String name, String value) {
    Map<String, String> wrong = new HashMap<>(GOOD);
    wrong.put(name, value);
    assertThatThrownBy(() -> AgentOptions.from(new Configuration(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }
}
