package io.farshore.lab.stepfunctions;

import static io.farshore.lab.stepfunctions.States.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.AwsError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StateTypesTest {

  private final States states = new States();

  @Test
  @DisplayName("Pass: the output is the input, variables are there from the next state on")
  void passAssigns() {
    states.machine(
        "A",
        """
        'A':{'Type':'Pass','Assign':{'x':'{% $states.input.n + 1 %}'},'Next':'B'},
        'B':{'Type':'Pass','Output':{'x':'{% $x %}','in':'{% $states.input %}'},'End':true}""");
    JsonNode execution = states.run("{'n':1}");
    assertThat(json(execution.get("output").asText())).isEqualTo(json("{'x':2,'in':{'n':1}}"));
    assertThat(states.types(execution))
        .containsExactly(
            "ExecutionStarted",
            "PassStateEntered",
            "PassStateExited",
            "PassStateEntered",
            "PassStateExited",
            "ExecutionSucceeded");
    assertThat(states.event(execution, "PassStateExited").at("/stateExitedEventDetails"))
        .isEqualTo(
            json(
                """
                {'output':'{"n":1}','outputDetails':{'truncated':false},'name':'A',
                'assignedVariables':{'x':'2'},'assignedVariablesDetails':{'truncated':false}}"""));
  }

  @Test
  @DisplayName("Choice: the first rule that holds has its own Assign; the state's is the Default's")
  void choice() {
    states.machine(
        "C",
        """
        'C':{'Type':'Choice','Assign':{'way':'default'},'Default':'End','Choices':[
          {'Condition':'{% $states.input.n > 2 %}','Next':'End','Assign':{'way':'big'}},
          {'Condition':'{% $states.input.n > 1 %}','Next':'End','Assign':{'way':'middle'}}]},
        'End':{'Type':'Succeed','Output':'{% $way %}'}""");
    assertThat(states.run("{'n':3}").get("output").asText()).isEqualTo("\"big\"");
    assertThat(states.run("{'n':2}").get("output").asText()).isEqualTo("\"middle\"");
    assertThat(states.run("{'n':0}").get("output").asText()).isEqualTo("\"default\"");
  }

  @Test
  void choiceWithoutAMatchFails() {
    states.machine(
        "C",
        "'C':{'Type':'Choice','Choices':[{'Condition':'{% false %}','Next':'E'}]},"
            + "'E':{'Type':'Succeed'}");
    JsonNode execution = states.run("{}");
    assertThat(execution.get("error").asText()).isEqualTo("States.NoChoiceMatched");
    assertThat(execution.get("cause").asText())
        .isEqualTo(
            "An error occurred while executing the state 'C' (entered at the event id #2). Failed"
                + " to transition out of the state. The state does not point to a next state.");
  }

  @Test
  void waitsForSecondsAndUntilATimestamp() {
    states.machine(
        "W",
        """
        'W':{'Type':'Wait','Seconds':'{% $states.input.s %}','Next':'T'},
        'T':{'Type':'Wait','Timestamp':'2026-01-01T00:01:00Z','End':true}""");
    String arn = states.start("{'s':10}");
    states.loop.run(Duration.ofMillis(59_999));
    assertThat(states.describe(arn).get("status").asText()).isEqualTo("RUNNING");
    states.loop.run(Duration.ofMillis(1));
    JsonNode execution = states.describe(arn);
    assertThat(execution.get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(states.events(execution).get(2).get("timestamp").asDouble())
        .isEqualTo(states.events(execution).get(0).get("timestamp").asDouble() + 10);
  }

  @Test
  void failNamesItsErrorAndCause() {
    states.machine(
        "F", "'F':{'Type':'Fail','Error':'Mine','Cause':'{% \"n is \" & $states.input.n %}'}");
    JsonNode execution = states.run("{'n':7}");
    assertThat(execution.get("status").asText()).isEqualTo("FAILED");
    assertThat(execution.get("error").asText()).isEqualTo("Mine");
    assertThat(execution.get("cause").asText()).isEqualTo("n is 7");
    assertThat(states.types(execution))
        .containsExactly("ExecutionStarted", "FailStateEntered", "ExecutionFailed");
  }

  @Test
  void parallelKeepsTheOrderOfItsBranches() {
    states.machine(
        "P",
        """
        'P':{'Type':'Parallel','Arguments':{'n':5},'End':true,'Branches':[
          {'StartAt':'A','States':{'A':{'Type':'Wait','Seconds':2,'End':true}}},
          {'StartAt':'B','States':{'B':{'Type':'Pass','Output':'{% $states.input.n %}','End':true}}}]}""");
    JsonNode execution = states.run("{}");
    assertThat(execution.get("output").asText()).isEqualTo("[{\"n\":5},5]");
    assertThat(states.types(execution))
        .containsExactly(
            "ExecutionStarted",
            "ParallelStateEntered",
            "ParallelStateStarted",
            "WaitStateEntered",
            "PassStateEntered",
            "PassStateExited",
            "WaitStateExited",
            "ParallelStateSucceeded",
            "ParallelStateExited",
            "ExecutionSucceeded");
  }

  @Test
  void aBranchThatFailsAbortsTheOthersAndItsErrorGoesOn() {
    states.machine(
        "P",
        """
        'P':{'Type':'Parallel','End':true,'Branches':[
          {'StartAt':'A','States':{'A':{'Type':'Wait','Seconds':9,'End':true}}},
          {'StartAt':'B','States':{'B':{'Type':'Fail','Error':'Inner','Cause':'why'}}}],
          'Catch':[{'ErrorEquals':['Inner'],'Next':'Caught','Output':'{% $states.errorOutput.Cause %}'}]},
        'Caught':{'Type':'Succeed'}""");
    JsonNode execution = states.run("{}");
    assertThat(execution.get("output").asText()).isEqualTo("\"why\"");
    assertThat(states.types(execution))
        .containsExactly(
            "ExecutionStarted",
            "ParallelStateEntered",
            "ParallelStateStarted",
            "WaitStateEntered",
            "FailStateEntered",
            "WaitStateAborted",
            "ParallelStateFailed",
            "ParallelStateExited",
            "SucceedStateEntered",
            "SucceedStateExited",
            "ExecutionSucceeded");
  }

  @Test
  void mapRunsAsManyIterationsAtOnceAsItMay() {
    states.machine(
        "M",
        """
        'M':{'Type':'Map','Items':'{% $states.input.list %}','MaxConcurrency':2,'End':true,
          'ItemSelector':{'v':'{% $states.context.Map.Item.Value %}','i':'{% $states.context.Map.Item.Index %}'},
          'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE'},'StartAt':'W','States':{
            'W':{'Type':'Wait','Seconds':1,'Output':'{% $states.input.v * 10 + $states.input.i %}','End':true}}}}""");
    String arn = states.start("{'list':[1,2,3]}");
    states.loop.run(Duration.ofMillis(1_500));
    assertThat(states.describe(arn).get("status").asText()).isEqualTo("RUNNING");
    states.loop.run(Duration.ofMillis(500));
    JsonNode execution = states.describe(arn);
    assertThat(execution.get("output").asText()).isEqualTo("[10,21,32]");
    assertThat(states.types(execution))
        .containsSubsequence(
            "MapStateEntered",
            "MapStateStarted",
            "MapIterationStarted",
            "MapIterationStarted",
            "WaitStateEntered",
            "WaitStateExited",
            "MapIterationSucceeded",
            "MapIterationStarted",
            "MapStateSucceeded",
            "MapStateExited");
  }

  @Test
  void mapToleratesSoManyFailures() {
    String map =
        """
        'M':{'Type':'Map','Items':[1,2,3],'ToleratedFailureCount':%d,'End':true,
          'ItemProcessor':{'StartAt':'C','States':{
            'C':{'Type':'Choice','Choices':[{'Condition':'{%% $states.input = 2 %%}','Next':'F'}],'Default':'S'},
            'F':{'Type':'Fail','Error':'Odd'},'S':{'Type':'Succeed'}}}}""";
    states.machine("M", map.formatted(1));
    assertThat(states.run("{}").get("output").asText()).isEqualTo("[1,3]");
    States strict = new States().machine("M", map.formatted(0));
    assertThat(strict.run("{}").get("error").asText())
        .isEqualTo("States.ExceedToleratedFailureThreshold");
    States plain =
        new States().machine("M", map.formatted(0).replace("'ToleratedFailureCount':0,", ""));
    JsonNode execution = plain.run("{}");
    assertThat(execution.get("error").asText()).isEqualTo("Odd");
    assertThat(plain.types(execution))
        .contains("MapIterationFailed", "MapIterationAborted", "MapStateFailed");
  }

  @Test
  void aTaskIsScheduledStartedAndSucceeds() {
    states.answers("dynamodb:GetItem", "{'Item':{'epoch':{'N':'3'}}}");
    states.machine(
        "T",
        """
        'T':{'Type':'Task','Resource':'arn:aws:states:::dynamodb:getItem','End':true,
          'Arguments':{'TableName':'{% $states.input.t %}'},
          'Output':'{% $number($states.result.Item.epoch.N) %}'}""");
    JsonNode execution = states.run("{'t':'x'}");
    assertThat(execution.get("output").asText()).isEqualTo("3");
    assertThat(states.types(execution))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
    assertThat(states.event(execution, "TaskScheduled").get("taskScheduledEventDetails"))
        .isEqualTo(
            json(
                "{'resourceType':'dynamodb','resource':'getItem','region':'us-east-2',"
                    + "'parameters':'{\"TableName\":\"x\"}'}"));
    assertThat(states.calls.get(0).caller().homeRegion()).contains("us-east-2");
    assertThat(states.calls.get(0).caller().principal()).isEqualTo(States.MACHINE);
  }

  @Test
  void aLostRegionStandsStillAndItsTimersFireAtItsReturn() {
    states.on("sns:Publish", call -> CompletableFuture.failedFuture(new AwsError("X", 500, "x")));
    states.machine("W", "'W':{'Type':'Wait','Seconds':5,'Next':'P'},'P':{'Type':'Succeed'}");
    String arn = states.start("{}");
    states.loop.run(Duration.ofSeconds(1));
    states.lose();
    states.loop.run(Duration.ofSeconds(60));
    states.comeBack();
    states.loop.run();
    JsonNode execution = states.describe(arn);
    assertThat(execution.get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(execution.get("stopDate").asDouble() - execution.get("startDate").asDouble())
        .isEqualTo(61);
  }
}
