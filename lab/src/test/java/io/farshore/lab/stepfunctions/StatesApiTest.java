package io.farshore.lab.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class StatesApiTest {

  private final States states = new States();

  private static ObjectNode named(String name, String input) {
    return Answers.object()
        .put("stateMachineArn", States.MACHINE)
        .put("name", name)
        .put("input", input);
  }

  private States waiting() {
    return states.machine("W", "'W':{'Type':'Wait','Seconds':60,'End':true}");
  }

  @Test
  void aStartIsRepeatedWithTheSameNameAndInputWhileItRuns() {
    waiting();
    JsonNode first = states.api("StartExecution", named("a", "{}"));
    states.loop.run(java.time.Duration.ofSeconds(1));
    assertThat(states.api("StartExecution", named("a", "{}"))).isEqualTo(first);
    assertThatThrownBy(() -> states.api("StartExecution", named("a", "{\"x\":1}")))
        .hasMessageStartingWith("Execution Already Exists: '");
    states.loop.run(java.time.Duration.ofMinutes(2));
    assertThatThrownBy(() -> states.api("StartExecution", named("a", "{}")))
        .hasMessageStartingWith("Execution Already Exists: '");
  }

  @Test
  void aStoppedExecutionIsAborted() {
    waiting();
    String arn = states.api("StartExecution", named("a", "{}")).get("executionArn").asText();
    states.api(
        "StopExecution",
        Answers.object().put("executionArn", arn).put("error", "Killed").put("cause", "by hand"));
    JsonNode execution = states.describe(arn);
    assertThat(execution.get("status").asText()).isEqualTo("ABORTED");
    assertThat(execution.get("error").asText()).isEqualTo("Killed");
    assertThat(states.types(execution))
        .containsExactly("ExecutionStarted", "WaitStateEntered", "ExecutionAborted");
    states.loop.run(java.time.Duration.ofMinutes(2));
    assertThat(states.types(execution)).hasSize(3);
  }

  @Test
  void executionsAreListedNewestFirstAndByStatusPageByPage() {
    waiting();
    states.api("StartExecution", named("a", "{}"));
    states.api("StartExecution", named("b", "{}"));
    states.loop.run(java.time.Duration.ofMinutes(2));
    states.api("StartExecution", named("c", "{}"));
    ObjectNode all = Answers.object().put("stateMachineArn", States.MACHINE);
    assertThat(states.api("ListExecutions", all).findValuesAsText("name"))
        .containsExactly("c", "b", "a");
    JsonNode page =
        states.api(
            "ListExecutions", all.deepCopy().put("statusFilter", "SUCCEEDED").put("maxResults", 1));
    assertThat(page.findValuesAsText("name")).containsExactly("b");
    JsonNode next =
        states.api(
            "ListExecutions",
            all.deepCopy()
                .put("statusFilter", "SUCCEEDED")
                .put("nextToken", page.get("nextToken").asText()));
    assertThat(next.findValuesAsText("name")).containsExactly("a");
    assertThat(next.has("nextToken")).isFalse();
  }

  @Test
  void aHistoryWithoutDataKeepsItsNames() {
    states.machine("P", "'P':{'Type':'Pass','End':true}");
    String arn = states.run("{'secret':1}").get("executionArn").asText();
    JsonNode history =
        states.api(
            "GetExecutionHistory",
            Answers.object().put("executionArn", arn).put("includeExecutionData", false));
    assertThat(history.toString()).doesNotContain("secret");
    assertThat(history.at("/events/1/stateEnteredEventDetails/name").asText()).isEqualTo("P");
    assertThat(history.at("/events/1/previousEventId").asInt()).isZero();
  }

  @Test
  void machinesAreUpdatedListedAndDeleted() {
    waiting();
    states.api(
        "UpdateStateMachine",
        Answers.object()
            .put("stateMachineArn", States.MACHINE)
            .put(
                "definition",
                States.json(
                        "{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{'Type':'Succeed'}}}")
                    .toString()));
    assertThat(states.run("{}").get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(states.api("ListStateMachines", "{}").at("/stateMachines/0/name").asText())
        .isEqualTo("m");
    ObjectNode arn = Answers.object().put("stateMachineArn", States.MACHINE);
    states.api("DeleteStateMachine", arn);
    assertThatThrownBy(() -> states.api("DescribeStateMachine", arn))
        .hasMessage("State Machine Does Not Exist: '" + States.MACHINE + "'");
  }

  @Test
  void statusChangesGoToEventBridgeWhenAskedFor() {
    States told = new States(StatusChangeEvents.ON);
    told.answers("events:PutEvents", "{'FailedEntryCount':0}");
    told.answers("monitoring:PutMetricData", "{}");
    told.machine("P", "'P':{'Type':'Pass','End':true}").run("{}");
    assertThat(told.calls)
        .filteredOn(call -> call.service().equals("events"))
        .extracting(
            call ->
                States.json(call.input().at("/Entries/0/Detail").asText()).get("status").asText())
        .containsExactly("RUNNING", "SUCCEEDED");
  }

  @Test
  void anUnknownOperationFailsLoudly() {
    assertThatThrownBy(() -> states.api("DescribeMapRun", "{}"))
        .hasMessage("The lab has no operation DescribeMapRun of states");
  }
}
