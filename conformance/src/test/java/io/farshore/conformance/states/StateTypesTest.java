package io.farshore.conformance.states;

import static io.farshore.conformance.states.Machine.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

class StateTypesTest {

  private final Aws aws = Aws.shared();

  @Test
  @DisplayName("Pass: the output is the input, variables are there from the next state on")
  void passAssigns() {
    try (Machine machine =
        Machine.of(
            aws,
            "A",
            """
            'A':{'Type':'Pass','Assign':{'x':'{% $states.input.n + 1 %}'},'Next':'B'},
            'B':{'Type':'Pass','Output':{'x':'{% $x %}','in':'{% $states.input %}'},'End':true}""")) {
      DescribeExecutionResponse execution = machine.run("{'n':1}");

      assertThat(json(execution.output())).isEqualTo(json("{'x':2,'in':{'n':1}}"));
      assertThat(machine.types(execution))
          .containsExactly(
              "ExecutionStarted",
              "PassStateEntered",
              "PassStateExited",
              "PassStateEntered",
              "PassStateExited",
              "ExecutionSucceeded");
      assertThat(machine.events(execution))
          .extracting(HistoryEvent::previousEventId)
          .containsExactly(0L, 0L, 2L, 3L, 4L, 5L);
      var exited = machine.event(execution, "PassStateExited").stateExitedEventDetails();
      assertThat(exited.assignedVariables()).containsEntry("x", "2");
      assertThat(exited.output()).isEqualTo("{\"n\":1}");
    }
  }

  @Test
  @DisplayName("Choice: the first rule that holds has its own Assign; the state's is the Default's")
  void choice() {
    try (Machine machine =
        Machine.of(
            aws,
            "C",
            """
            'C':{'Type':'Choice','Assign':{'way':'default'},'Default':'End','Choices':[
              {'Condition':'{% $states.input.n > 2 %}','Next':'End','Assign':{'way':'big'}},
              {'Condition':'{% $states.input.n > 1 %}','Next':'End','Assign':{'way':'middle'}}]},
            'End':{'Type':'Succeed','Output':'{% $way %}'}""")) {
      assertThat(machine.output("{'n':3}").asText()).isEqualTo("big");
      assertThat(machine.output("{'n':2}").asText()).isEqualTo("middle");
      assertThat(machine.output("{'n':0}").asText()).isEqualTo("default");
    }
  }

  @Test
  @DisplayName("Choice: without a match and a Default it fails, in the words of AWS")
  void choiceWithoutAMatch() {
    try (Machine machine =
        Machine.of(
            aws,
            "C",
            "'C':{'Type':'Choice','Choices':[{'Condition':'{% false %}','Next':'E'}]},"
                + "'E':{'Type':'Succeed'}")) {
      DescribeExecutionResponse execution = machine.run("{}");

      assertThat(execution.error()).isEqualTo("States.NoChoiceMatched");
      assertThat(execution.cause())
          .isEqualTo(
              "An error occurred while executing the state 'C' (entered at the event id #2). Failed"
                  + " to transition out of the state. The state does not point to a next state.");
    }
  }

  @Test
  @DisplayName("Wait: for seconds by expression, and until a timestamp that has passed")
  void waits() {
    try (Machine machine =
        Machine.of(
            aws,
            "W",
            """
            'W':{'Type':'Wait','Seconds':'{% $states.input.s %}','Next':'T'},
            'T':{'Type':'Wait','Timestamp':'{% "2020-01-01T00:00:00Z" %}','End':true}""")) {
      DescribeExecutionResponse execution = machine.run("{'s':1}");

      assertThat(Duration.between(execution.startDate(), execution.stopDate()))
          .isBetween(Duration.ofMillis(1_000), Duration.ofSeconds(5));
    }
  }

  @Test
  @DisplayName("Wait: a timestamp that is none fails the evaluation, after the entry")
  void waitsForNoTimestamp() {
    try (Machine machine =
        Machine.of(aws, "W", "'W':{'Type':'Wait','Timestamp':'{% \"soon\" %}','End':true}")) {
      DescribeExecutionResponse execution = machine.run("{}");

      assertThat(execution.cause())
          .endsWith(
              "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format"
                  + " string: soon");
      assertThat(machine.event(execution, "EvaluationFailed").previousEventId()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("Fail: error and cause may be expressions")
  void fail() {
    try (Machine machine =
        Machine.of(
            aws,
            "F",
            "'F':{'Type':'Fail','Error':'Mine','Cause':'{% \"n is \" & $states.input.n %}'}")) {
      DescribeExecutionResponse execution = machine.run("{'n':7}");

      assertThat(execution.statusAsString()).isEqualTo("FAILED");
      assertThat(execution.error()).isEqualTo("Mine");
      assertThat(execution.cause()).isEqualTo("n is 7");
      assertThat(machine.types(execution))
          .containsExactly("ExecutionStarted", "FailStateEntered", "ExecutionFailed");
    }
  }

  @Test
  @DisplayName("Parallel: the outputs are in the order of the branches")
  void parallel() {
    try (Machine machine =
        Machine.of(
            aws,
            "P",
            """
            'P':{'Type':'Parallel','Arguments':{'n':5},'End':true,'Branches':[
              {'StartAt':'A','States':{'A':{'Type':'Wait','Seconds':1,'End':true}}},
              {'StartAt':'B','States':{'B':{'Type':'Pass','Output':'{% $states.input.n %}','End':true}}}]}""")) {
      DescribeExecutionResponse execution = machine.run("{}");

      assertThat(execution.output()).isEqualTo("[{\"n\":5},5]");
      assertThat(machine.types(execution))
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
  }

  @Test
  @DisplayName("Parallel: a branch that fails aborts the others, and its error goes on")
  void parallelFails() {
    try (Machine machine =
        Machine.of(
            aws,
            "P",
            """
            'P':{'Type':'Parallel','End':true,'Branches':[
              {'StartAt':'A','States':{'A':{'Type':'Wait','Seconds':60,'End':true}}},
              {'StartAt':'B','States':{'B':{'Type':'Fail','Error':'Inner','Cause':'why'}}}],
              'Catch':[{'ErrorEquals':['Inner'],'Next':'Caught','Output':'{% $states.errorOutput.Cause %}'}]},
            'Caught':{'Type':'Succeed'}""")) {
      DescribeExecutionResponse execution = machine.run("{}");

      assertThat(execution.output()).isEqualTo("\"why\"");
      assertThat(machine.types(execution))
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
  }

  @Test
  @DisplayName("Map: as many iterations at once as it may, each with its index and value")
  void map() {
    try (Machine machine =
        Machine.of(
            aws,
            "M",
            """
            'M':{'Type':'Map','Items':'{% $states.input.list %}','MaxConcurrency':'{% 1 %}','End':true,
              'ItemSelector':{'v':'{% $states.context.Map.Item.Value %}','i':'{% $states.context.Map.Item.Index %}'},
              'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE'},'StartAt':'W','States':{
                'W':{'Type':'Pass','Output':'{% $states.input.v * 10 + $states.input.i %}','End':true}}}}""")) {
      DescribeExecutionResponse execution = machine.run("{'list':[1,2]}");

      assertThat(execution.output()).isEqualTo("[10,21]");
      assertThat(machine.types(execution))
          .containsExactly(
              "ExecutionStarted",
              "MapStateEntered",
              "MapStateStarted",
              "MapIterationStarted",
              "PassStateEntered",
              "PassStateExited",
              "MapIterationSucceeded",
              "MapIterationStarted",
              "PassStateEntered",
              "PassStateExited",
              "MapIterationSucceeded",
              "MapStateSucceeded",
              "MapStateExited",
              "ExecutionSucceeded");
      assertThat(machine.events(execution))
          .extracting(HistoryEvent::previousEventId)
          .containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 6L, 6L, 8L, 9L, 10L, 11L, 11L, 13L);
    }
  }

  @Test
  @DisplayName("Map: tolerates so many failures, and fails with one more")
  void mapTolerates() {
    String map =
        """
        'M':{'Type':'Map','Items':[1,2,3],%s'End':true,
          'ItemProcessor':{'StartAt':'C','States':{
            'C':{'Type':'Choice','Choices':[{'Condition':'{%% $states.input = 2 %%}','Next':'F'}],'Default':'S'},
            'F':{'Type':'Fail','Error':'Odd'},'S':{'Type':'Succeed'}}}}""";
    try (Machine one = Machine.of(aws, "M", map.formatted("'ToleratedFailureCount':1,"));
        Machine none = Machine.of(aws, "M", map.formatted("'ToleratedFailurePercentage':0,"));
        Machine plain = Machine.of(aws, "M", map.formatted(""))) {
      assertThat(one.output("{}")).isEqualTo(json("[1,3]"));
      assertThat(none.run("{}").error()).isEqualTo("States.ExceedToleratedFailureThreshold");
      DescribeExecutionResponse execution = plain.run("{}");
      assertThat(execution.error()).isEqualTo("Odd");
      assertThat(plain.types(execution)).contains("MapIterationFailed", "MapStateFailed");
    }
  }

  @Test
  @DisplayName("Map: an input that is no array fails in the words of AWS, and has no location")
  void mapOfNoArray() {
    try (Machine machine =
        Machine.of(
            aws,
            "M",
            "'M':{'Type':'Map','End':true,'ItemProcessor':"
                + "{'StartAt':'S','States':{'S':{'Type':'Succeed'}}}}")) {
      DescribeExecutionResponse execution = machine.run("{'n':1}");

      assertThat(execution.cause()).endsWith("Map state input must be an array but was: {\"n\":1}");
      assertThat(machine.types(execution))
          .containsExactly(
              "ExecutionStarted",
              "MapStateEntered",
              "EvaluationFailed",
              "MapStateFailed",
              "ExecutionFailed");
      assertThat(
              machine
                  .event(execution, "EvaluationFailed")
                  .evaluationFailedEventDetails()
                  .location())
          .isNull();
    }
  }

  @Test
  @DisplayName("variables of an inner scope end with it, those of the outer one are read inside")
  void scopes() {
    try (Machine machine =
        Machine.of(
            aws,
            "A",
            """
            'A':{'Type':'Pass','Assign':{'x':1},'Next':'P'},
            'P':{'Type':'Parallel','Next':'E','Branches':[{'StartAt':'B','States':{
              'B':{'Type':'Pass','Assign':{'y':'{% $x + 1 %}'},'Next':'C'},
              'C':{'Type':'Pass','Output':'{% $y %}','End':true}}}]},
            'E':{'Type':'Pass','Output':['{% $states.input[0] %}','{% $exists($y) %}'],'End':true}""")) {
      assertThat(machine.output("{}")).isEqualTo(json("[2,false]"));
    }
  }

  @Test
  @DisplayName("the machine's own time limit ends it as timed out")
  void machineTimesOut() {
    try (Machine machine =
        Machine.defined(
            aws,
            "{'QueryLanguage':'JSONata','TimeoutSeconds':1,'StartAt':'W','States':"
                + "{'W':{'Type':'Wait','Seconds':60,'End':true}}}")) {
      DescribeExecutionResponse execution = machine.run("{}");

      assertThat(execution.statusAsString()).isEqualTo("TIMED_OUT");
      assertThat(machine.types(execution))
          .containsExactly("ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut");
    }
  }
}
