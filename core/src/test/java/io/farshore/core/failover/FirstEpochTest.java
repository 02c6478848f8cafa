package io.farshore.core.failover;

import static io.farshore.core.failover.Given.ORDERS;
import static io.farshore.core.failover.Given.T0;
import static io.farshore.core.failover.Given.X;
import static io.farshore.core.failover.Given.Y;
import static io.farshore.core.failover.Given.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.epoch.Phase;
import io.farshore.core.failover.FirstEpoch.Result;
import io.farshore.core.testing.Fault;
import io.farshore.core.testing.InMemoryEpochTable;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.testing.VirtualEventLoop;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The first epoch:")
class FirstEpochTest {

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final InMemoryEpochTable own = new InMemoryEpochTable(X, loop);
  private final InMemoryEpochTable other = new InMemoryEpochTable(Y, loop);
  private final InMemoryStream ownStream = new InMemoryStream(ORDERS, X, 2, loop);
  private final InMemoryStream otherStream = new InMemoryStream(ORDERS, Y, 2, loop);

  private Result register() {
    return loop.await(
        () ->
            new FirstEpoch(own, other, ownStream, otherStream, loop, 3)
                .open("a person", Optional.empty()));
  }

  private void assertRefused(String because) {
    assertThat(register()).isInstanceOf(Result.Refused.class);
    assertThat(((Result.Refused) register()).message()).contains(because);
    assertThat(own.now(ORDERS).find(id(1, X))).isEmpty();
    assertThat(ownStream.records()).isEmpty();
  }

  @Test
  void itIsOpenedByTheSameStepsInTheRegionToBeActive() {
    assertThat(register()).isInstanceOf(Result.Registered.class);
    var first = own.now(ORDERS).find(id(1, X)).orElseThrow();
    assertThat(first.phase()).isEqualTo(Phase.ACTIVE);
    assertThat(first.shards()).hasSize(2);
    assertThat(ownStream.records()).hasSize(2);
    assertThat(otherStream.records()).isEmpty();
  }

  @Test
  void aStreamThatEitherReplicaKnowsIsRefused() {
    other.put(ORDERS, Given.epoch(3, Y, Phase.ABANDONED, T0, false));
    assertRefused("registered already");
  }

  @Test
  void aReplicaThatCannotBeAskedRefuses() {
    other.faults().all(Fault.UNREACHABLE);
    assertRefused("can't be read");
  }

  @Test
  void aStreamThatDoesNotAnswerRefuses() {
    otherStream.faults().all(Fault.UNREACHABLE);
    assertRefused("summary in us-east-2 failed");
  }

  @Test
  void theSlowerOfTwoRegistrationsIsRefused() {
    assertThat(register()).isInstanceOf(Result.Registered.class);
    assertThat(register()).isInstanceOf(Result.Refused.class);
  }
}
