package io.farshore.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.testing.VirtualEventLoop;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The one rule of writing (guarantee C)")
class LeasesTest {

  private static final StreamName STREAM = new StreamName("orders");
  private static final EpochId ONE = new EpochId(1, new Region("us-east-1"));
  private static final EpochId TWO = new EpochId(2, new Region("us-east-2"));
  private static final Duration LIFE = Duration.ofSeconds(4);
  private static final Duration CALL = Duration.ofSeconds(1);

  private final VirtualEventLoop loop = new VirtualEventLoop();

  @Test
  void aLeaseLastsFromTheStartOfItsReadNotFromTheAnswer() {
    Lease lease = take(ONE, Duration.ofSeconds(2), ONE);
    assertThat(lease.remaining(loop)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void noCallStartsThatCouldOutliveTheLease() {
    Lease lease = take(ONE, Duration.ZERO, ONE);
    loop.advance(Duration.ofSeconds(3));
    assertThat(lease.covers(loop, CALL)).isTrue();
    loop.advance(Duration.ofMillis(1));
    assertThat(lease.covers(loop, CALL)).isFalse();
  }

  @Test
  void aFrozenMonotonicClockDoesNotKeepItAlive() {
    Lease lease = take(ONE, Duration.ZERO, ONE);
    loop.jumpWallClock(Duration.ofHours(1));
    assertThat(lease.covers(loop, CALL)).isFalse();
  }

  @Test
  void aWallClockThatIsSetBackDoesNotKeepItAlive() {
    Lease lease = take(ONE, Duration.ZERO, ONE);
    loop.jumpWallClock(Duration.ofHours(-1));
    loop.advance(LIFE);
    assertThat(lease.covers(loop, CALL)).isFalse();
  }

  @Test
  void aLaterEpochFences() {
    assertThatThrownBy(() -> take(ONE, Duration.ZERO, ONE, TWO)).isInstanceOf(Fenced.class);
  }

  @Test
  void ofTwoEpochsOfOneNumberTheOneInForceFences() {
    EpochId resync = new EpochId(2, new Region("us-east-1"));
    assertThatThrownBy(() -> take(resync, Duration.ZERO, resync, TWO)).isInstanceOf(Fenced.class);
  }

  @Test
  void anEarlierEpochOrNoneIsADisagreement() {
    assertThatThrownBy(() -> take(TWO, Duration.ZERO, ONE))
        .isInstanceOf(ControlRecordsDisagree.class);
    assertThatThrownBy(() -> take(ONE, Duration.ZERO)).isInstanceOf(ControlRecordsDisagree.class);
  }

  private Lease take(EpochId acting, Duration answersAfter, EpochId... known) {
    Leases leases = new Leases(answering(answersAfter, known), loop, LIFE);
    return loop.await(() -> leases.take(STREAM, acting));
  }

  private EpochTable answering(Duration delay, EpochId... known) {
    Epochs epochs =
        Epochs.of(
            List.of(known).stream()
                .map(id -> Epoch.fencing(id, "test", Optional.empty(), VirtualEventLoop.START))
                .toList());
    return (EpochTable)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {EpochTable.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("region")) {
                return new Region("us-east-2");
              }
              CompletableFuture<Object> answer = new CompletableFuture<>();
              boolean one = method.getName().equals("inForce");
              loop.after(delay, () -> answer.complete(one ? epochs.inForce() : epochs));
              return answer;
            });
  }
}
