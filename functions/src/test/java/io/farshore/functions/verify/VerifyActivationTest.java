package io.farshore.functions.verify;

import static io.farshore.functions.testing.StackInMemory.P1;
import static io.farshore.functions.testing.StackInMemory.T0;
import static io.farshore.functions.testing.StackInMemory.X;
import static io.farshore.functions.testing.StackInMemory.Y;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Phase;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.Shard;
import io.farshore.functions.testing.StackInMemory;
import org.junit.jupiter.api.Test;

class VerifyActivationTest {

  private final StackInMemory stack = new StackInMemory();

  private JsonNode verify() {
    return stack.invoke(new VerifyActivation(stack.stack()), "steps/verify-activation.json");
  }

  @Test
  void producersAndTheirRecordsAreWaitedFor() {
    stack.active(2, Y, T0);
    assertThat(verify().get("status").asText()).isEqualTo("Waiting");
    stack.reported(2, Y, ProducerPhase.WRITING, Y);
    assertThat(verify().get("missing").asText()).contains("no record of epoch 2");
    Shard shard = stack.streamY.shardsNow().get(0);
    stack.streamY.append(
        FarshoreRecords.heartbeat(new Heartbeat(P1, Watermark.START, 2, shard.id(), T0), shard));
    JsonNode verified = verify();
    assertThat(verified.get("status").asText()).isEqualTo("Verified");
    assertThat(verified.get("producers").asInt()).isEqualTo(1);
    assertThat(verified.get("firstRecordAt").asText()).isEqualTo(T0.toString());
  }

  @Test
  void aLaterEpochSupersedesIt() {
    stack.active(2, Y, T0);
    stack.put(3, X, Phase.FENCING, T0);
    assertThat(verify().at("/by/number").asLong()).isEqualTo(3);
  }
}
