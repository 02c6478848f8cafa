package io.farshore.conformance.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionDiagnostic;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResponse;

class DefinitionTest {

  private final Aws aws = Aws.shared();

  private ValidateStateMachineDefinitionResponse validate(String definition) {
    return aws.states(aws.region()).validateStateMachineDefinition(r -> r.definition(definition));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Type':'Pass','Next':'B','Output':1}|MISSING_TRANSITION_TARGET|Missing 'Next' target: B"
            + "|/States/A/Next",
        "{'Type':'Loop','End':true}|SCHEMA_VALIDATION_FAILED|The field 'Type' should have one of"
            + " these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]"
            + "|/States/A/Type",
        "{'Type':'Task','End':true,'Resource':'arn:aws:states:::dynamodb:query'}"
            + "|SCHEMA_VALIDATION_FAILED|The resource provided arn:aws:states:::dynamodb:query is"
            + " not recognized. The value is not a valid resource ARN, or the resource is not"
            + " available in this region.|/States/A/Resource",
        "{'Type':'Parallel','End':true,'Branches':[]}|SCHEMA_VALIDATION_FAILED"
            + "|Value cannot be empty|/States/A/Branches",
        "{'Type':'Wait','End':true,'Timestamp':'soon'}|SCHEMA_VALIDATION_FAILED"
            + "|String does not match RFC3339 timestamp|/States/A/Timestamp",
        "{'Type':'Task','End':true,'Resource':'arn:aws:states:::lambda:invoke','Credentials':{}}"
            + "|SCHEMA_VALIDATION_FAILED|The field 'RoleArn' is required but was missing"
            + "|/States/A/Credentials",
        "{'Type':'Pass','End':true,'QueryLanguage':'JSONPath'}|SCHEMA_VALIDATION_FAILED"
            + "|'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"
            + "|/States/A",
      })
  @DisplayName("what is wrong is named with its code and its place, and refused at creation")
  void wrong(String state, String code, String message, String location) {
    String definition = Machine.definition("A", "'A':" + state);

    var answer = validate(definition);
    assertThat(answer.resultAsString()).isEqualTo("FAIL");
    ValidateStateMachineDefinitionDiagnostic first = answer.diagnostics().get(0);
    assertThat(first.code()).isEqualTo(code);
    assertThat(first.message()).isEqualTo(message);
    assertThat(first.location()).isEqualTo(location);
    assertThat(first.severityAsString()).isEqualTo("ERROR");
    assertThatThrownBy(() -> Machine.of(aws, "A", "'A':" + state))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(
            "Invalid State Machine Definition: '%s: %s at %s".formatted(code, message, location));
  }

  @Test
  @DisplayName("a definition without states, and one that is no JSON")
  void noDefinition() {
    assertThat(validate("{}").diagnostics())
        .extracting(ValidateStateMachineDefinitionDiagnostic::message)
        .containsExactly("These fields are required: [States, StartAt]");
    assertThat(validate("not a definition").diagnostics())
        .extracting(ValidateStateMachineDefinitionDiagnostic::code)
        .containsExactly("INVALID_JSON_DESCRIPTION");
  }

  @Test
  @DisplayName("a valid one has no diagnostics")
  void valid() {
    var answer = validate(Machine.definition("A", "'A':{'Type':'Succeed'}"));

    assertThat(answer.resultAsString()).isEqualTo("OK");
    assertThat(answer.diagnostics()).isEmpty();
    assertThat(answer.truncated()).isFalse();
  }
}
