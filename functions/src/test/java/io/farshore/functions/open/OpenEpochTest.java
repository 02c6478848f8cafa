package io.farshore.functions.open;

import static io.farshore.functions.testing.StackInMemory.ORDERS;
import static io.farshore.functions.testing.StackInMemory.P1;
import static io.farshore.functions.testing.StackInMemory.T0;
import static io.farshore.functions.testing.StackInMemory.X;
import static io.farshore.functions.testing.StackInMemory.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Phase;
import io.farshore.core.stream.ProducerId;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.testing.StackInMemory;
import org.junit.jupiter.api.Test;

class OpenEpochTest {

  private final StackInMemory stack = new StackInMemory();

  private JsonNode open() {
    return stack.invoke(new OpenEpoch(stack.stack()), "steps/open-epoch.json");
  }

  @Test
  void itMarksAndActivatesWithTheResumePointsGiven() {
    stack.put(2, Y, Phase.FENCING, T0);
    JsonNode opened = open();
    assertThat(opened.get("status").asText()).isEqualTo("Activated");
    assertThat(opened.get("byThisExecution").asBoolean()).isTrue();
    assertThat(opened.get("openShards").asInt()).isEqualTo(2);
    Epoch epoch = stack.epochsY.now(ORDERS).find(new EpochId(2, Y)).orElseThrow();
    assertThat(epoch.phase()).isEqualTo(Phase.ACTIVE);
    assertThat(epoch.resumeFrom())
        .containsEntry(P1, Watermark.at(T0, "17"))
        .containsEntry(new ProducerId("p2"), Watermark.START);
    assertThat(stack.streamY.records()).hasSize(2);
  }

  @Test
  void doingItTwiceIsAsGoodAsOnce() {
    stack.put(2, Y, Phase.FENCING, T0);
    open();
    JsonNode again = open();
    assertThat(again.get("status").asText()).isEqualTo("Activated");
    assertThat(again.get("byThisExecution").asBoolean()).isFalse();
    assertThat(stack.streamY.records()).hasSize(2);
  }

  @Test
  void aLaterEpochSupersedesIt() {
    stack.put(2, Y, Phase.FENCING, T0);
    stack.put(3, X, Phase.FENCING, T0);
    JsonNode opened = open();
    assertThat(opened.get("status").asText()).isEqualTo("Superseded");
    assertThat(opened.at("/by/number").asLong()).isEqualTo(3);
  }

  @Test
  void withoutResumePointsItOpensNothing() {
    stack.put(2, Y, Phase.FENCING, T0);
    String none = "{\"epoch\":{\"number\":2,\"region\":\"us-east-2\",\"entry\":\"e\"}}";
    assertThatThrownBy(() -> stack.invokeWith(new OpenEpoch(stack.stack()), none))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("resumeFrom ");
    assertThat(stack.streamY.records()).isEmpty();
  }
}
