package io.farshore.functions.drain;

import static io.farshore.functions.testing.StackInMemory.ORDERS;
import static io.farshore.functions.testing.StackInMemory.T0;
import static io.farshore.functions.testing.StackInMemory.X;
import static io.farshore.functions.testing.StackInMemory.Y;
import static io.farshore.functions.testing.StackInMemory.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Phase;
import io.farshore.core.testing.Fault;
import io.farshore.functions.testing.StackInMemory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrainTest {

  private final StackInMemory stack = new StackInMemory();

  private JsonNode prepare() {
    return stack.invoke(new PrepareSwitchover(stack.stack()), "steps/prepare-switchover.json");
  }

  private JsonNode check() {
    return stack.invoke(new CheckDrain(stack.stack()), "steps/check-drain.json");
  }

  private Optional<Epoch> prepared() {
    return stack.epochsY.now(ORDERS).find(new EpochId(2, Y));
  }

  @Test
  void itPreparesADrainWithADeadline() {
    stack.copied(T0);
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    assertThat(prepare().get("status").asText()).isEqualTo("Prepared");
    assertThat(prepared().orElseThrow().phase()).isEqualTo(Phase.DRAINING);
    assertThat(prepared().orElseThrow().deadline()).contains(T0.plusSeconds(60));
    assertThat(prepared().orElseThrow().reason()).contains("planned maintenance in us-east-1");
  }

  @Test
  void aDryRunPreparesNothingAndRefusesAsItWouldBe() {
    String input = event("steps/prepare-switchover.json").replaceFirst("\\{", "{\"dryRun\": true,");
    stack.copied(T0);
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    JsonNode ready = stack.invokeWith(new PrepareSwitchover(stack.stack()), input);
    assertThat(ready.get("status").asText()).isEqualTo("Ready");
    assertThat(prepared()).isEmpty();
    stack.streamX.faults().all(Fault.UNREACHABLE);
    JsonNode refused = stack.invokeWith(new PrepareSwitchover(stack.stack()), input);
    assertThat(refused.at("/refusal/reason").asText()).isEqualTo("RegionUnavailable");
    assertThat(prepared()).isEmpty();
  }

  @Test
  void bothRegionsMustAnswer() {
    stack.streamX.faults().all(Fault.UNREACHABLE);
    assertRefused("RegionUnavailable");
    stack.streamX.faults().all(Fault.NONE);
    stack.epochsX.faults().all(Fault.UNREACHABLE);
    assertRefused("RegionUnavailable");
  }

  @Test
  void anEpochThatOnlyThePeerKnowsRefuses() {
    stack.active(2, X, T0);
    stack.epochsY.copyTo(stack.epochsX);
    stack.epochsY.remove(ORDERS, new EpochId(2, X));
    assertRefused("EpochUnknownHere");
  }

  @Test
  void aLagOverTheLimitRefuses() {
    stack.copied(T0);
    stack.loop.advance(Duration.ofSeconds(31));
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    assertRefused("LagOverLimit");
  }

  @Test
  void aLiveProducerWhoseHeartbeatsHaveNotArrivedRefuses() {
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    assertRefused("LagOverLimit");
  }

  private void assertRefused(String reason) {
    JsonNode output = prepare();
    assertThat(output.get("status").asText()).isEqualTo("Refused");
    assertThat(output.at("/refusal/reason").asText()).isEqualTo(reason);
    assertThat(prepared()).isEmpty();
  }

  @Test
  void aWriteWhoseAnswerWasLostIsFoundMadeAndSomebodyElsesIsALostRace() {
    stack.epochsY.faults().by(c -> c.equals("create") ? Fault.ANSWER_LOST : Fault.NONE);
    assertThatThrownBy(this::prepare).isInstanceOf(ReplicaUnavailable.class);
    stack.epochsY.faults().all(Fault.NONE);
    stack.streamX.faults().all(Fault.UNREACHABLE);
    assertThat(prepare().get("status").asText()).isEqualTo("Prepared");
    stack.streamX.faults().all(Fault.NONE);
    String other = event("steps/prepare-switchover.json").replace("planned\"", "other\"");
    assertThat(stack.invokeWith(new PrepareSwitchover(stack.stack()), other).get("status").asText())
        .isEqualTo("LostRace");
  }

  @Test
  void aPlanFromBeforeThisRegionTookOverIsALostRace() {
    stack.copied(T0);
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    stack.put(2, Y, Phase.FENCING, T0);
    String late = event("steps/prepare-switchover.json").replace("\"number\": 2", "\"number\": 3");
    JsonNode answer = stack.invokeWith(new PrepareSwitchover(stack.stack()), late);
    assertThat(answer.get("status").asText()).isEqualTo("LostRace");
    assertThat(stack.epochsY.now(ORDERS).find(new EpochId(3, Y))).isEmpty();
  }

  @Test
  void aResyncAsksNeitherForThePeerNorForTheLag() {
    stack.streamX.faults().all(Fault.UNREACHABLE);
    stack.epochsX.faults().all(Fault.UNREACHABLE);
    String resync = event("steps/prepare-switchover.json").replace("switchover", "resync");
    assertThat(
            stack.invokeWith(new PrepareSwitchover(stack.stack()), resync).get("status").asText())
        .isEqualTo("Prepared");
  }

  @Test
  void theDrainIsFollowedToItsEnd() {
    stack.copied(T0);
    stack.reported(1, X, ProducerPhase.WRITING, X, Y);
    prepare();
    JsonNode draining = check();
    assertThat(draining.get("status").asText()).isEqualTo("Draining");
    assertThat(draining.at("/waitingFor/0").asText()).contains("p1 is WRITING");
    stack.reported(1, X, ProducerPhase.DRAINED, X, Y);
    JsonNode drained = check();
    assertThat(drained.get("status").asText()).isEqualTo("Drained");
    assertThat(drained.get("complete").asBoolean()).isTrue();
    assertThat(drained.get("lateRequestsUntil").isNull()).isTrue();
    stack.loop.advance(Duration.ofSeconds(58));
    assertThat(check().get("status").asText()).isEqualTo("PastDeadline");
  }

  @Test
  void anEpochThatWasMovedIsSaidToBe() {
    stack.put(2, Y, Phase.ABANDONED, T0);
    JsonNode moved = check();
    assertThat(moved.get("status").asText()).isEqualTo("Moved");
    assertThat(moved.get("phase").asText()).isEqualTo("ABANDONED");
  }

  @Test
  void afterAResyncsDrainThatIsNotCompleteLateRequestsAreWaitedOut() {
    stack.active(2, Y, T0.minusSeconds(1000));
    stack.put(3, Y, Phase.DRAINING, T0);
    stack.reported(2, Y, ProducerPhase.WRITING, X, Y);
    stack.loop.advance(Duration.ofSeconds(10));
    String resync =
        event("steps/check-drain.json")
            .replace("\"switchover\"", "\"resync\"")
            .replace("\"number\": 2", "\"number\": 3");
    JsonNode drained = stack.invokeWith(new CheckDrain(stack.stack()), resync);
    assertThat(drained.get("status").asText()).isEqualTo("Drained");
    assertThat(drained.get("complete").asBoolean()).isFalse();
    assertThat(drained.get("lateRequestsUntil").asText()).isEqualTo(T0.plusSeconds(314).toString());
  }

  @Test
  void aResyncRefusesAnEpochThatOnlyThePeerKnowsAndGoesWithoutAPeerThatIsSilent() {
    stack.epochsX.put(
        ORDERS, Epoch.draining(new EpochId(2, X), "a test", Optional.empty(), T0, T0));
    String input = event("steps/prepare-switchover.json").replace("\"switchover\"", "\"resync\"");
    assertThat(stack.invokeWith(new PrepareSwitchover(stack.stack()), input).toString())
        .contains("EpochUnknownHere");
    assertThat(prepared()).isEmpty();
    stack.epochsX.faults().all(Fault.UNREACHABLE);
    assertThat(stack.invokeWith(new PrepareSwitchover(stack.stack()), input).toString())
        .contains("Prepared");
  }
}
