package io.farshore.conformance.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;

class ExecutionTest {

  private final Aws aws = Aws.shared();
  private final Machine machine =
      Machine.of(
          aws,
          "C",
          "'C':{'Type':'Choice','Choices':[{'Condition':'{% $exists($states.input.wait) %}','Next':'W'}],"
              + "'Default':'S'},'W':{'Type':'Wait','Seconds':600,'Next':'S'},"
              + "'S':{'Type':'Pass','Output':{'secret':1},'End':true}");

  @AfterEach
  void delete() {
    machine.close();
  }

  private String start(String name, String input) {
    return machine
        .states()
        .startExecution(r -> r.stateMachineArn(machine.arn()).name(name).input(input))
        .executionArn();
  }

  @Test
  @DisplayName("a start may be repeated with the same name and input while it runs, not otherwise")
  void idempotent() {
    String arn = start("a", "{\"wait\":true}");

    assertThat(start("a", "{\"wait\":true}")).isEqualTo(arn);
    assertThatThrownBy(() -> start("a", "{\"wait\":true,\"x\":1}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class)
        .hasMessageStartingWith("Execution Already Exists: '" + arn + "'");
    machine.states().stopExecution(r -> r.executionArn(arn));
    assertThatThrownBy(() -> start("a", "{\"wait\":true}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
  }

  @Test
  @DisplayName("wrong names, inputs and ARNs are refused in the words of AWS")
  void wrong() {
    assertThatThrownBy(() -> start("a b", "{}"))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageStartingWith("Invalid Name: 'a b'");
    assertThatThrownBy(() -> start("a", "not json"))
        .isInstanceOf(InvalidExecutionInputException.class)
        .hasMessageStartingWith(
            "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting");
    assertThatThrownBy(() -> machine.describe("nothing"))
        .isInstanceOf(InvalidArnException.class)
        .hasMessageStartingWith("Invalid Arn: 'Invalid ARN prefix: nothing'");
    String missing = machine.arn().replace(":stateMachine:", ":execution:") + ":none";
    assertThatThrownBy(() -> machine.describe(missing))
        .isInstanceOf(ExecutionDoesNotExistException.class)
        .hasMessageStartingWith("Execution Does Not Exist: '" + missing + "'");
  }

  @Test
  @DisplayName("a stopped execution is aborted, with the error and cause of who stopped it")
  void stopped() {
    String arn = start("s", "{\"wait\":true}");
    machine.reached(arn, "WaitStateEntered");
    machine.states().stopExecution(r -> r.executionArn(arn).error("Killed").cause("by hand"));

    var execution = machine.ended(arn);
    assertThat(execution.statusAsString()).isEqualTo("ABORTED");
    assertThat(execution.error()).isEqualTo("Killed");
    assertThat(execution.cause()).isEqualTo("by hand");
    assertThat(execution.redriveStatusAsString()).isEqualTo("REDRIVABLE");
    assertThat(machine.types(execution)).endsWith("WaitStateEntered", "ExecutionAborted");
    assertThat(machine.event(execution, "ExecutionAborted").previousEventId()).isZero();
  }

  @Test
  @DisplayName("executions are listed newest first, by status, and page by page")
  void listed() {
    machine.ended(start("a", "{}"));
    machine.ended(start("b", "{}"));
    start("c", "{\"wait\":true}");

    assertThat(machine.states().listExecutions(r -> r.stateMachineArn(machine.arn())).executions())
        .extracting(ExecutionListItem::name)
        .containsExactly("c", "b", "a");
    var first =
        machine
            .states()
            .listExecutions(
                r -> r.stateMachineArn(machine.arn()).statusFilter("SUCCEEDED").maxResults(1));
    assertThat(first.executions()).extracting(ExecutionListItem::name).containsExactly("b");
    var second =
        machine
            .states()
            .listExecutions(
                r ->
                    r.stateMachineArn(machine.arn())
                        .statusFilter("SUCCEEDED")
                        .nextToken(first.nextToken()));
    assertThat(second.executions()).extracting(ExecutionListItem::name).containsExactly("a");
    assertThat(second.nextToken()).isNull();
  }

  @Test
  @DisplayName("a history is read page by page, backwards, and without its data")
  void history() {
    var execution = machine.run("{}");

    var page =
        machine
            .states()
            .getExecutionHistory(
                r -> r.executionArn(execution.executionArn()).maxResults(2).reverseOrder(true));
    assertThat(page.events()).extracting(HistoryEvent::id).containsExactly(6L, 5L);
    var next =
        machine
            .states()
            .getExecutionHistory(
                r ->
                    r.executionArn(execution.executionArn())
                        .reverseOrder(true)
                        .nextToken(page.nextToken()));
    assertThat(next.events()).extracting(HistoryEvent::id).containsExactly(4L, 3L, 2L, 1L);
    var without =
        machine
            .states()
            .getExecutionHistory(
                r -> r.executionArn(execution.executionArn()).includeExecutionData(false));
    assertThat(without.toString()).doesNotContain("secret");
    assertThat(without.events().get(1).stateEnteredEventDetails().name()).isEqualTo("C");
  }
}
