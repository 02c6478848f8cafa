package io.farshore.functions.watch;

import static io.farshore.functions.testing.StackInMemory.ORDERS;
import static io.farshore.functions.testing.StackInMemory.T0;
import static io.farshore.functions.testing.StackInMemory.X;
import static io.farshore.functions.testing.StackInMemory.Y;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Phase;
import io.farshore.functions.testing.StackInMemory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FencingWatchTest {

  private final StackInMemory stack = new StackInMemory();
  private final Map<String, String> started = new LinkedHashMap<>();

  private JsonNode look() {
    return stack.invoke(new FencingWatch(stack.stack(), started::put), "steps/fencing-watch.json");
  }

  @Test
  void anEpochThatStaysFencingIsStartedAgainAndAlarmed() {
    stack.put(2, Y, Phase.FENCING, T0.minusSeconds(61));
    JsonNode found = look();
    assertThat(found.get("overdue").asLong()).isEqualTo(2);
    assertThat(started).containsOnlyKeys("fencing-2-20260101000000");
    assertThat(stack.metric("FencingOverdue")).containsExactly(1.0);
    look();
    assertThat(started).hasSize(1);
  }

  @Test
  void whatItStartsTheStateMachineWithHasTheFormOfTheSample() throws java.io.IOException {
    stack.put(2, Y, Phase.FENCING, T0.minusSeconds(61));
    look();
    ObjectMapper json = new ObjectMapper();
    JsonNode input = json.readTree(started.values().iterator().next());
    JsonNode sample = json.readTree(StackInMemory.event("start-fencing-watch.json"));
    assertThat(input.get("source")).isEqualTo(sample.get("source"));
    assertThat(input.get("reason")).isEqualTo(sample.get("reason"));
    assertThat(input.size()).isEqualTo(sample.size());
  }

  @Test
  void anEpochWithinItsLimitOrOfThePeerHasItsOwner() {
    stack.put(2, Y, Phase.FENCING, T0.minusSeconds(59));
    look();
    stack.put(3, X, Phase.FENCING, T0.minusSeconds(1000));
    look();
    assertThat(started).isEmpty();
    assertThat(stack.metric("FencingOverdue")).containsOnly(0.0);
  }

  @Test
  void anEpochThatWaitsForLateRequestsIsNotOverdue() {
    stack.active(2, Y, T0.minusSeconds(2000));
    stack.active(3, X, T0.minusSeconds(200));
    stack.put(4, Y, Phase.FENCING, T0.minusSeconds(100));
    look();
    assertThat(started).isEmpty();
  }

  @Test
  void aDrainLongPastItsDeadlineIsMarkedAbandoned() {
    stack.put(2, Y, Phase.DRAINING, T0.minusSeconds(121));
    assertThat(look().at("/abandoned/0").asLong()).isEqualTo(2);
    assertThat(stack.epochsY.now(ORDERS).find(new EpochId(2, Y)).orElseThrow().phase())
        .isEqualTo(Phase.ABANDONED);
  }

  @Test
  void aDrainNearItsDeadlineIsLeftAlone() {
    stack.put(2, Y, Phase.DRAINING, T0.minusSeconds(100));
    assertThat(look().get("abandoned")).isEmpty();
  }
}
