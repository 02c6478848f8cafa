package io.farshore.core.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.stream.Region;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpochsTest {

  private static final Region EAST_1 = new Region("us-east-1");
  private static final Region EAST_2 = new Region("us-east-2");

  @Test
  void theHighestFencingOrActiveEpochIsInForce() {
    var epochs =
        Epochs.of(
            List.of(
                epoch(1, EAST_1, Phase.ACTIVE),
                epoch(3, EAST_2, Phase.ABANDONED),
                epoch(2, EAST_2, Phase.FENCING)));
    assertThat(epochs.inForce()).map(Epoch::number).contains(2L);
    assertThat(epochs.highest()).map(Epoch::number).contains(3L);
    assertThat(epochs.lastOpened()).map(Epoch::number).contains(1L);
  }

  @Test
  void aDrainingEpochIsNotInForce() {
    var epochs =
        Epochs.of(List.of(epoch(1, EAST_1, Phase.ACTIVE), epoch(2, EAST_2, Phase.DRAINING)));
    assertThat(epochs.inForce()).map(Epoch::number).contains(1L);
    assertThat(epochs.draining()).map(Epoch::number).contains(2L);
  }

  @Test
  void ofAnEpochSeenInTwoReplicasTheLaterPhaseCounts() {
    var stale = Epochs.of(List.of(epoch(2, EAST_2, Phase.DRAINING)));
    var fresh = Epochs.of(List.of(epoch(2, EAST_2, Phase.ACTIVE)));
    assertThat(stale.merge(fresh).inForce()).map(Epoch::phase).contains(Phase.ACTIVE);
    assertThat(fresh.merge(stale).inForce()).map(Epoch::phase).contains(Phase.ACTIVE);
  }

  private static Epoch epoch(long number, Region region, Phase phase) {
    return new Epoch(
        new EpochId(number, region),
        phase,
        Map.of(),
        Map.of(),
        "test",
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
