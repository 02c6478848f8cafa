package io.farshore.functions.checkpoint;

import static io.farshore.functions.testing.StackInMemory.T0;
import static io.farshore.functions.testing.StackInMemory.X;
import static io.farshore.functions.testing.StackInMemory.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.testing.Fault;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.testing.StackInMemory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckpointReaderTest {

  private final StackInMemory stack = new StackInMemory();

  private JsonNode read(String json) {
    return stack.invokeWith(new CheckpointReader(stack.stack()), json);
  }

  @Test
  void itReadsWatermarkLagAndExposure() {
    stack.copied(T0);
    stack.loop.advance(Duration.ofSeconds(3));
    stack.reported(1, X, ProducerPhase.PAUSED, Y);
    JsonNode standing =
        stack.invoke(new CheckpointReader(stack.stack()), "steps/checkpoint-reader.json");
    assertThat(standing.at("/epoch/number").asLong()).isEqualTo(1);
    assertThat(standing.at("/resumeFrom/p1/position").asText()).isEqualTo("17");
    assertThat(standing.at("/lag/maxSeconds").asDouble()).isEqualTo(3);
    assertThat(standing.at("/lag/shards").asInt()).isEqualTo(2);
    assertThat(standing.at("/lag/worst")).hasSize(2);
    assertThat(standing.at("/exposure/seconds").asDouble()).isZero();
    assertThat(standing.at("/producers/0/acknowledged").asLong()).isEqualTo(100);
  }

  @Test
  void peopleAskWithNothing() {
    assertThat(read("{}").at("/stream").asText()).isEqualTo("orders");
  }

  @Test
  void aPointByHandLowersTheWatermark() {
    stack.copied(T0);
    JsonNode standing =
        read("{\"resumeFrom\":{\"p1\":{\"commitTimestamp\":\"2025-12-31T00:00:00Z\"}}}");
    assertThat(standing.at("/resumeFrom/p1/commitTimestamp").asText())
        .isEqualTo("2025-12-31T00:00:00Z");
    assertThat(standing.at("/producers/0/watermark/position").asText()).isEqualTo("17");
  }

  @Test
  void aReplicaThatDoesNotAnswerFailsTheStep() {
    stack.checkpointsY.faults().all(Fault.UNREACHABLE);
    assertThatThrownBy(() -> read("{}")).isInstanceOf(ReplicaUnavailable.class);
  }

  @Test
  void faultyInputNamesTheField() {
    assertThatThrownBy(() -> read("{\"straem\":\"orders\"}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("straem is not known here; known are")
        .hasMessageContaining("stream");
    assertThatThrownBy(() -> read("{\"below\":\"two\"}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("below ");
    assertThatThrownBy(() -> read("{\"resumeFrom\":{\"p1\":{\"commitTimestamp\":\"noon\"}}}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("resumeFrom.p1.commitTimestamp ");
    assertThatThrownBy(() -> read("not json"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("input is not JSON");
    assertThatThrownBy(() -> read("null"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("input ");
  }

  @Test
  void itReadsOverTheLastEpochBelowTheOneToBeOpened() {
    stack.active(2, Y, T0);
    assertThat(read("{\"below\":2}").at("/epoch/number").asLong()).isEqualTo(1);
    assertThat(read("{}").at("/epoch/number").asLong()).isEqualTo(2);
  }
}
