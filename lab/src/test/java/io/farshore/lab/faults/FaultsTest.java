package io.farshore.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.endpoint.Network.Verdict;
import io.farshore.lab.faults.Fault.AnswerLost;
import io.farshore.lab.faults.Fault.FunctionKilled;
import io.farshore.lab.faults.Fault.Partition;
import io.farshore.lab.faults.Fault.RecordsRefused;
import io.farshore.lab.faults.Fault.RegionLost;
import io.farshore.lab.faults.Fault.ServiceFails;
import io.farshore.lab.faults.Fault.ServiceSlow;
import io.farshore.lab.faults.Fault.ServiceUnreachable;
import io.farshore.lab.faults.Fault.ShardThrottled;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final String EAST = "us-east-1";
  private static final String OHIO = "us-east-2";
  private static final Caller OUTSIDE = Caller.outside("producer");
  private static final Caller IN_EAST = Caller.in(EAST, "arn:aws:lambda:us-east-1:1:function:copy");
  private static final Caller IN_OHIO = Caller.in(OHIO, "arn:aws:lambda:us-east-2:1:function:copy");

  private final Faults faults = new Faults();

  @Test
  @DisplayName("Region lost: nobody reaches it, and who lives in it reaches nothing")
  void regionLost() {
    faults.inject(new RegionLost(EAST));

    assertThat(faults.reaches(OUTSIDE, EAST)).isFalse();
    assertThat(faults.reaches(IN_OHIO, EAST)).isFalse();
    assertThat(faults.reaches(IN_EAST, OHIO)).isFalse();
    assertThat(faults.reaches(IN_OHIO, OHIO)).isTrue();
    assertThat(faults.isCut(EAST, OHIO)).isTrue();
  }

  @Test
  @DisplayName("Region lost: its return is told")
  void regionReturns() {
    faults.inject(new RegionLost(EAST));
    CompletableFuture<Void> back = faults.whenBack(EAST);
    assertThat(back).isNotDone();

    faults.heal(new RegionLost(EAST));

    assertThat(back).isCompleted();
    assertThat(faults.isLost(EAST)).isFalse();
    assertThat(faults.whenBack(EAST)).isCompleted();
  }

  @Test
  @DisplayName("partition: cuts the two Regions off from each other, and nobody outside")
  void partition() {
    faults.inject(new Partition(OHIO, EAST));

    assertThat(faults.reaches(IN_EAST, OHIO)).isFalse();
    assertThat(faults.reaches(IN_OHIO, EAST)).isFalse();
    assertThat(faults.reaches(IN_EAST, EAST)).isTrue();
    assertThat(faults.reaches(OUTSIDE, EAST)).isTrue();
    assertThat(faults.isCut(EAST, OHIO)).isTrue();

    faults.heal(new Partition(EAST, OHIO));
    assertThat(faults.isCut(EAST, OHIO)).isFalse();
  }

  @Test
  @DisplayName("round trip: half of it each way, for calls between the two Regions only")
  void roundTrip() {
    faults.roundTrip(EAST, OHIO, Duration.ofMillis(70));

    assertThat(faults.oneWay(IN_OHIO, EAST)).isEqualTo(Duration.ofMillis(35));
    assertThat(faults.oneWay(IN_EAST, EAST)).isZero();
    assertThat(faults.oneWay(OUTSIDE, EAST)).isZero();
  }

  @Test
  @DisplayName("service fails: one operation on one table, a number of times")
  void serviceFailsInScope() {
    CallScope scope = CallScope.of(EAST, "dynamodb").operations("PutItem").resource("leases");
    faults.inject(new ServiceFails(scope), 1);

    assertThat(faults.admit(put("other"))).isInstanceOf(Verdict.Admitted.class);
    assertThat(faults.admit(put("leases")))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.error().code()).isEqualTo("InternalFailure");
              assertThat(refused.error().status()).isEqualTo(500);
            });
    assertThat(faults.admit(put("leases"))).isInstanceOf(Verdict.Admitted.class);
    assertThat(faults.active()).isEmpty();
  }

  @Test
  @DisplayName("service fails: a resource is found in nested members and in ARNs")
  void resourceInNestedMembers() {
    CallScope scope = CallScope.of(EAST, "dynamodb").resource("leases");
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.putArray("TransactItems").addObject().putObject("Put").put("TableName", "leases");
    ObjectNode byArn = JsonNodeFactory.instance.objectNode();
    byArn.put("TableArn", "arn:aws:dynamodb:us-east-1:1:table/leases");

    assertThat(scope.covers(call(IN_EAST, "TransactWriteItems", input))).isTrue();
    assertThat(scope.covers(call(IN_EAST, "GetItem", byArn))).isTrue();
  }

  @Test
  @DisplayName("service unreachable: no answer, in this Region only")
  void serviceUnreachable() {
    faults.inject(new ServiceUnreachable(CallScope.of(EAST, "dynamodb")));

    assertThat(faults.admit(put("leases"))).isInstanceOf(Verdict.Lost.class);
    faults.healAll();
    assertThat(faults.admit(put("leases"))).isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  @DisplayName("service slow, answer lost: both are said to the router")
  void slowAndLost() {
    CallScope scope = CallScope.of(EAST, "dynamodb");
    faults.inject(new ServiceSlow(scope, Duration.ofSeconds(2)));
    faults.inject(new AnswerLost(scope), 1);

    assertThat(faults.admit(put("leases")))
        .isEqualTo(new Verdict.Admitted(Duration.ofSeconds(2), true));
    assertThat(faults.admit(put("leases")))
        .isEqualTo(new Verdict.Admitted(Duration.ofSeconds(2), false));
  }

  @Test
  @DisplayName("records refused: every second one of a key")
  void recordsRefused() {
    faults.inject(new RecordsRefused(EAST, "orders", Set.of("a"), 2, "InternalFailure"));

    assertThat(faults.refuse(EAST, "orders", "shard", "a")).isEmpty();
    assertThat(faults.refuse(EAST, "orders", "shard", "b")).isEmpty();
    assertThat(faults.refuse(EAST, "orders", "shard", "a")).contains("InternalFailure");
    assertThat(faults.refuse(OHIO, "orders", "shard", "a")).isEmpty();
  }

  @Test
  @DisplayName("shard throttled: that shard only")
  void shardThrottled() {
    faults.inject(new ShardThrottled(EAST, "orders", "shard-1"));

    assertThat(faults.refuse(EAST, "orders", "shard-1", "a"))
        .contains("ProvisionedThroughputExceededException");
    assertThat(faults.refuse(EAST, "orders", "shard-0", "a")).isEmpty();
  }

  @Test
  @DisplayName("function killed: after its second call, until its next invocation")
  void functionKilled() {
    faults.inject(new FunctionKilled(EAST, "copy", Set.of(), 2), 1);
    Invocation first = faults.invocations().begin(IN_EAST);

    assertThat(goesThrough(put("a"))).isTrue();
    assertThat(first.isKilled()).isFalse();
    assertThat(goesThrough(put("a"))).isTrue();
    assertThat(first.isKilled()).isTrue();
    assertThat(first.killed()).isCompleted();
    assertThat(goesThrough(put("a"))).isFalse();

    Invocation second = faults.invocations().begin(IN_EAST);
    assertThat(goesThrough(put("a"))).isTrue();
    assertThat(goesThrough(put("a"))).isTrue();
    assertThat(goesThrough(put("a"))).isTrue();
    assertThat(second.isKilled()).isFalse();
  }

  @Test
  @DisplayName("function killed: only in its Region, and counting only the operations meant")
  void functionKilledInScope() {
    faults.inject(new FunctionKilled(OHIO, "copy", Set.of("PutRecords"), 1));
    Invocation inEast = faults.invocations().begin(IN_EAST);
    Invocation inOhio = faults.invocations().begin(IN_OHIO);

    faults.answered(call(IN_EAST, "PutRecords", JsonNodeFactory.instance.objectNode()));
    faults.answered(call(IN_OHIO, "GetItem", JsonNodeFactory.instance.objectNode()));
    assertThat(inOhio.isKilled()).isFalse();
    faults.answered(call(IN_OHIO, "PutRecords", JsonNodeFactory.instance.objectNode()));

    assertThat(inEast.isKilled()).isFalse();
    assertThat(inOhio.isKilled()).isTrue();
  }

  @Test
  @DisplayName("the faults that are there are listed; one that lasts takes no number of times")
  void listed() {
    faults.inject(new RegionLost(EAST));
    faults.inject(new RegionLost(EAST));
    faults.inject(new Partition(EAST, OHIO));

    assertThat(faults.active()).containsExactly(new RegionLost(EAST), new Partition(EAST, OHIO));
    assertThatThrownBy(() -> faults.inject(new RegionLost(EAST), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lasts until it is healed");
  }

  private boolean goesThrough(ApiCall call) {
    boolean admitted = faults.admit(call) instanceof Verdict.Admitted;
    if (admitted) {
      faults.answered(call);
    }
    return admitted;
  }

  private static ApiCall put(String table) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("TableName", table);
    return call(IN_EAST, "PutItem", input);
  }

  private static ApiCall call(Caller caller, String operation, ObjectNode input) {
    return new ApiCall(caller, EAST, "dynamodb", operation, input, "id");
  }
}
