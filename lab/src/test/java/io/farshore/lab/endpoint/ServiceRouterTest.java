package io.farshore.lab.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.faults.CallScope;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.faults.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServiceRouterTest {

  private static final String EAST = "us-east-1";
  private static final String OHIO = "us-east-2";

  private final Faults faults = new Faults();
  private final StandingLoop loop = new StandingLoop();
  private final Counter service = new Counter();
  private final ServiceRouter router =
      new ServiceRouter(List.of(EAST, OHIO), faults, loop, Runnable::run);

  @BeforeEach
  void add() {
    router.add(service);
  }

  @Test
  @DisplayName("a call to the other Region arrives after one way and is answered after the other")
  void roundTrip() {
    faults.roundTrip(EAST, OHIO, Duration.ofMillis(70));

    CompletableFuture<JsonNode> answer = router.call(call(Caller.in(OHIO, "f")));

    assertThat(service.applied).isZero();
    loop.runNext(Duration.ofMillis(35));
    assertThat(service.applied).isEqualTo(1);
    assertThat(answer).isNotDone();
    loop.runNext(Duration.ofMillis(35));
    assertThat(answer).isCompleted();
  }

  @Test
  @DisplayName("a Region lost under way: applied, and the answer is lost")
  void lostUnderWay() {
    faults.roundTrip(EAST, OHIO, Duration.ofMillis(70));
    CompletableFuture<JsonNode> answer = router.call(call(Caller.in(OHIO, "f")));
    loop.runNext(Duration.ofMillis(35));

    faults.inject(new Fault.RegionLost(EAST));
    loop.runNext(Duration.ofMillis(35));

    unreachable(answer);
    assertThat(service.applied).isEqualTo(1);
  }

  @Test
  @DisplayName("answer lost: applied; service unreachable: not applied")
  void answerLost() {
    CallScope scope = CallScope.of(EAST, "counter");
    faults.inject(new Fault.AnswerLost(scope), 1);
    unreachable(router.call(call(Caller.outside("p"))));
    assertThat(service.applied).isEqualTo(1);

    faults.inject(new Fault.ServiceUnreachable(scope), 1);
    unreachable(router.call(call(Caller.outside("p"))));
    assertThat(service.applied).isEqualTo(1);
  }

  @Test
  @DisplayName("service slow: the call waits without a thread")
  void slow() {
    CallScope scope = CallScope.of(EAST, "counter");
    faults.inject(new Fault.ServiceSlow(scope, Duration.ofSeconds(3)));

    CompletableFuture<JsonNode> answer = router.call(call(Caller.outside("p")));

    assertThat(answer).isNotDone();
    loop.runNext(Duration.ofSeconds(3));
    assertThat(answer).isCompleted();
  }

  private static void unreachable(CompletableFuture<JsonNode> answer) {
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(AwsApi.Unreachable.class);
  }

  private static ApiCall call(Caller caller) {
    return new ApiCall(
        caller, EAST, "counter", "Count", JsonNodeFactory.instance.objectNode(), "id");
  }

  /** Counts what was applied. */
  private static final class Counter implements AwsService {

    private int applied;

    @Override
    public String signingName() {
      return "counter";
    }

    @Override
    public CompletableFuture<JsonNode> call(ApiCall call) {
      applied++;
      return CompletableFuture.completedFuture(JsonNodeFactory.instance.objectNode());
    }
  }

  /** Runs what is due only when it is told to. */
  private static final class StandingLoop implements EventLoop {

    private record Due(Duration delay, Runnable task) {}

    private final List<Due> due = new ArrayList<>();

    void runNext(Duration expectedDelay) {
      Due next = due.remove(0);
      assertThat(next.delay()).isEqualTo(expectedDelay);
      next.task().run();
    }

    @Override
    public Instant wallTime() {
      return Instant.EPOCH;
    }

    @Override
    public long monotonicNanos() {
      return 0;
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      due.add(new Due(delay, task));
      return () -> due.clear();
    }
  }
}
