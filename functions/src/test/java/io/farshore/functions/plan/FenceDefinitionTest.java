package io.farshore.functions.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The state machine's own writes:")
class FenceDefinitionTest {

  private static final String REFUSED = "DynamoDB.ConditionalCheckFailedException";

  private final JsonNode states;

  FenceDefinitionTest() throws IOException {
    Path file = Path.of(System.getProperty("farshore.root"), "statemachines", "failover.asl.json");
    states = new ObjectMapper().readTree(file.toFile()).get("States");
  }

  @ParameterizedTest(name = "{0} is conditional; refused it goes to {2}, and is never tried again")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Fence         | attribute_not_exists(entry)            | Replan
          RaiseDraining | phase = :draining                      | Replan
          FenceDrained  | phase = :draining AND deadline > :soon | CheckDrain
          Abandon       | phase = :draining                      | CheckDrain
          """)
  void everyWriteIsConditional(String state, String condition, String refused) {
    JsonNode write = states.get(state);
    assertThat(write.at("/Arguments/ConditionExpression").asText()).isEqualTo(condition);
    assertThat(write.at("/Retry/0/ErrorEquals/0").asText()).isEqualTo(REFUSED);
    assertThat(write.at("/Retry/0/MaxAttempts").asInt()).isZero();
    assertThat(write.at("/Catch/0/ErrorEquals/0").asText()).isEqualTo(REFUSED);
    assertThat(write.at("/Catch/0/Next").asText()).isEqualTo(refused);
  }

  @Test
  @DisplayName("no other state writes to a table, but the one that notes who asks a person")
  void noOtherStateWrites() {
    List<String> writing = new ArrayList<>();
    states
        .properties()
        .forEach(
            state -> {
              if (state.getValue().path("Resource").asText().contains("dynamodb")) {
                writing.add(state.getKey());
              }
            });
    assertThat(writing)
        .containsExactlyInAnyOrder("Fence", "RaiseDraining", "FenceDrained", "Abandon", "AskOnce");
    assertThat(states.at("/AskOnce/Arguments/Key/entry/S").asText()).startsWith("{% 'question#'");
  }

  @Test
  @DisplayName("whatever puts FENCING into force waits L and a margin before W is read (C, D)")
  void theWaitIsOnEveryWay() {
    assertThat(before("OpenEpoch")).containsExactly("ReadCheckpoint");
    assertThat(before("ReadCheckpoint")).containsExactly("WaitOutLeases");
    assertThat(before("WaitOutLeases"))
        .containsExactlyInAnyOrder("Decide", "Fence", "RaiseDraining", "FenceDrained");
    assertThat(states.at("/WaitOutLeases/Seconds").asText())
        .startsWith("{% $max([$plan.waitOut.leaseSeconds,");
  }

  private List<String> before(String wanted) {
    List<String> found = new ArrayList<>();
    states
        .properties()
        .forEach(
            state -> {
              if (state.getValue().findValuesAsText("Next").contains(wanted)) {
                found.add(state.getKey());
              }
            });
    return found;
  }
}
