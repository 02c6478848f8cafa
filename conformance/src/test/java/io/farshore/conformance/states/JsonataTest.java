package io.farshore.conformance.states;

import static io.farshore.conformance.states.Machine.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

class JsonataTest {

  private static final String INPUT = "{'n':null,'list':[1,2,3],'one':[5],'big':123456789012}";

  private final Aws aws = Aws.shared();

  private Machine evaluating(String expression) {
    return Machine.of(
        aws, "P", "'P':{'Type':'Pass','End':true,'Output':'{% " + expression + " %}'}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$partition([1,2,3,4,5], 2)|[[1,2],[3,4],[5]]",
        "$range(1, 9, 4)|[1,5,9]",
        "$range(1, 9, 9)|1",
        "$range(3, 1, -1)|[3,2,1]",
        "$parse(\\\"{\\\\\\\"a\\\\\\\":[1,null]}\\\")|{\"a\":[1,null]}",
        "$hash(\\\"abc\\\", \\\"MD5\\\")|\"900150983cd24fb0d6963f7d28e17f72\"",
        "$random(7) = $random(7)|true",
        "$length($uuid())|36",
        "$states.input.n|null",
        "$states.input.n = null|true",
        "$type($states.input.n)|\"null\"",
        "$states.input.list[$ > 1]|[2,3]",
        "$states.input.one|[5]",
        "$sum($states.input.list) / 4|1.5",
        "$states.input.big + 1|123456789013",
        "$map($states.input.list, function($v) { $v * 2 })|[2,4,6]",
        "$exists($states.input.none)|false",
        "$merge([{\\\"a\\\": 1}, {\\\"b\\\": $states.input.n}])|{\"a\":1,\"b\":null}",
        "$string($states.input.one)|\"[5]\"",
        "$states.context.State.Name|\"P\"",
        "$exists($states.context.State.RetryCount)|false",
      })
  @DisplayName("expressions evaluate as in Step Functions")
  void evaluates(String expression, String expected) {
    try (Machine machine = evaluating(expression)) {
      assertThat(machine.output(INPUT)).isEqualTo(json(expected));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$x|returned nothing (undefined).",
        "$foo(1)|threw an error during evaluation. T1006: Attempted to invoke a non-function",
        "$f := function($x){$x}|returned an unsupported result type.",
      })
  @DisplayName("what has no value fails in the words of AWS")
  void fails(String expression, String message) {
    try (Machine machine = evaluating(expression)) {
      DescribeExecutionResponse execution = machine.run(INPUT);

      assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
      assertThat(execution.cause())
          .isEqualTo(
              "An error occurred while executing the state 'P' (entered at the event id #2). The"
                  + " JSONata expression '"
                  + expression
                  + "' specified for the field 'Output' "
                  + message);
    }
  }

  @Test
  @DisplayName("a failed evaluation is recorded with its place, and before it the state's entry")
  void recorded() {
    try (Machine machine =
        Machine.of(aws, "S", "'S':{'Type':'Pass','Output':{'result':'{% $x %}'},'End':true}")) {
      DescribeExecutionResponse execution = machine.run("{}");

      assertThat(machine.types(execution))
          .containsExactly(
              "ExecutionStarted", "PassStateEntered", "EvaluationFailed", "ExecutionFailed");
      var details = machine.event(execution, "EvaluationFailed").evaluationFailedEventDetails();
      assertThat(details.location()).isEqualTo("Output/result");
      assertThat(details.state()).isEqualTo("S");
    }
  }

  @Test
  @DisplayName("the context object names the execution and its machine")
  void context() {
    try (Machine machine = evaluating("$states.context")) {
      DescribeExecutionResponse execution = machine.run("{'a':1}");

      var context = json(execution.output());
      assertThat(context.at("/Execution/Id").asText()).isEqualTo(execution.executionArn());
      assertThat(context.at("/Execution/Input")).isEqualTo(json("{'a':1}"));
      assertThat(context.at("/Execution/RedriveCount").asInt(-1)).isZero();
      assertThat(context.at("/StateMachine/Id").asText()).isEqualTo(machine.arn());
      assertThat(context.at("/State/EnteredTime").asText()).endsWith("Z");
    }
  }
}
