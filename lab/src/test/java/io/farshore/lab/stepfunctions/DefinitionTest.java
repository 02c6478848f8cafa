package io.farshore.lab.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {

  private final States states = new States();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Type':'Pass','Next':'B'}|MISSING_TRANSITION_TARGET: Missing 'Next' target: B at"
            + " /States/A/Next",
        "{'Type':'Pass'}|Exactly one of \"Next\" and \"End\" is required at /States/A",
        "{'Type':'Pass','End':true,'Parameters':{}}|The field \"Parameters\" is only supported for"
            + " the JSONPath query language at /States/A/Parameters",
        "{'Type':'Pass','End':true,'Foo':1}|Field \"Foo\" is not supported at /States/A",
        "{'Type':'Loop','End':true}|The field 'Type' should have one of these"
            + " values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/A/Type",
        "{'Type':'Pass','End':true,'Output':'{% ( %}'}|The JSONata expression is invalid",
        "{'Type':'Pass','End':true,'Output':'{% $eval(1) %}'}|$eval is not supported",
        "{'Type':'Task','End':true,'Resource':'arn:aws:states:::dynamodb:query'}|is not recognized",
        "{'Type':'Wait','End':true}|Exactly one of \"Seconds\" and \"Timestamp\" is required",
        "{'Type':'Parallel','End':true,'Branches':[{'StartAt':'X','States':{}}],'Retry':"
            + "[{'ErrorEquals':['States.ALL','E']}]}|\"States.ALL\" must be alone",
      })
  void whatIsWrongIsNamedWithItsPlace(String state, String message) {
    assertThatThrownBy(() -> states.machine("A", "'A':" + state))
        .hasMessageStartingWith("Invalid State Machine Definition: '")
        .hasMessageContaining(message);
  }

  @Test
  void aStateThatNothingLeadsToIsRefused() {
    assertThatThrownBy(() -> states.machine("A", "'A':{'Type':'Succeed'},'B':{'Type':'Succeed'}"))
        .hasMessageContaining("State \"B\" is not reachable. at /States/B");
  }

  @Test
  void jsonPathMachinesAreRefused() {
    assertThatThrownBy(() -> states.create("{'StartAt':'A','States':{'A':{'Type':'Succeed'}}}"))
        .hasMessageContaining("The lab runs state machines in JSONata only");
  }

  @Test
  void anInnerScopeCannotAssignAnOuterVariable() {
    assertThatThrownBy(
            () ->
                states.machine(
                    "A",
                    "'A':{'Type':'Parallel','End':true,'Assign':{'x':1},'Branches':[{'StartAt':'B',"
                        + "'States':{'B':{'Type':'Pass','Assign':{'x':2},'End':true}}}]}"))
        .hasMessageContaining("\"x\" is assigned in an outer scope");
  }

  @Test
  void validationAnswersWithoutFailing() {
    var answer =
        states.api("ValidateStateMachineDefinition", Answers.object().put("definition", "{\"a\":"));
    assertThat(answer.get("result").asText()).isEqualTo("FAIL");
    assertThat(answer.at("/diagnostics/0/code").asText()).isEqualTo("INVALID_JSON_DESCRIPTION");
  }
}
