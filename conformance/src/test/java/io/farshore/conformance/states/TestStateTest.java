package io.farshore.conformance.states;

import static io.farshore.conformance.states.Machine.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InspectionLevel;
import software.amazon.awssdk.services.sfn.model.TestStateRequest;
import software.amazon.awssdk.services.sfn.model.TestStateResponse;

class TestStateTest {

  private static final String TASK =
      """
      {'QueryLanguage':'JSONata','Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
       'Arguments':{'FunctionName':'f','Payload':'{% $states.input.n + $more %}'},
       'Output':'{% $states.result.Payload %}','Assign':{'seen':'{% $states.input.n %}'},
       'Retry':[{'ErrorEquals':['Again'],'IntervalSeconds':2,'MaxAttempts':2}],
       'Catch':[{'ErrorEquals':['Mine'],'Next':'Mend'}],'Next':'Then'}""";

  private final Aws aws = Aws.shared();

  /** The prefix that this operation has at AWS is no name of the lab's address. */
  private TestStateResponse test(String definition, Consumer<TestStateRequest.Builder> more) {
    var builder = aws.addressed(SfnClient.builder(), aws.region());
    if (!aws.isReal()) {
      builder.overrideConfiguration(
          o -> o.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true));
    }
    try (SfnClient states = builder.build()) {
      return states.testState(
          r -> {
            r.definition(json(definition).toString()).roleArn(aws.role());
            more.accept(r);
          });
    }
  }

  @Test
  @DisplayName("a mocked result comes out as the state makes it, with what was on its way")
  void mockedResult() {
    TestStateResponse answer =
        test(
            TASK,
            r ->
                r.input("{\"n\":1}")
                    .variables("{\"more\":2}")
                    .inspectionLevel(InspectionLevel.DEBUG)
                    .mock(mock -> mock.result("{\"Payload\":{\"ok\":true}}")));

    assertThat(answer.statusAsString()).isEqualTo("SUCCEEDED");
    assertThat(answer.output()).isEqualTo("{\"ok\":true}");
    assertThat(answer.nextState()).isEqualTo("Then");
    assertThat(json(answer.inspectionData().afterArguments()))
        .isEqualTo(json("{'FunctionName':'f','Payload':3}"));
    assertThat(json(answer.inspectionData().variables())).isEqualTo(json("{'more':2,'seen':1}"));
  }

  @Test
  @DisplayName("a mocked error is tried again, caught, or the end")
  void mockedError() {
    TestStateResponse again = fails("Again", 0);
    assertThat(again.statusAsString()).isEqualTo("RETRIABLE");
    assertThat(again.inspectionData().errorDetails().retryBackoffIntervalSeconds()).isEqualTo(2);
    assertThat(fails("Again", 1).inspectionData().errorDetails().retryBackoffIntervalSeconds())
        .isEqualTo(4);
    assertThat(fails("Again", 2).statusAsString()).isEqualTo("FAILED");

    TestStateResponse caught = fails("Mine", 0);
    assertThat(caught.statusAsString()).isEqualTo("CAUGHT_ERROR");
    assertThat(caught.nextState()).isEqualTo("Mend");
    assertThat(caught.inspectionData().errorDetails().catchIndex()).isZero();
    assertThat(json(caught.output())).isEqualTo(json("{'Error':'Mine','Cause':'why'}"));

    TestStateResponse failed = fails("Other", 0);
    assertThat(failed.statusAsString()).isEqualTo("FAILED");
    assertThat(failed.error()).isEqualTo("Other");
  }

  private TestStateResponse fails(String error, int retries) {
    return test(
        TASK,
        r ->
            r.input("{\"n\":1}")
                .variables("{\"more\":2}")
                .inspectionLevel(InspectionLevel.DEBUG)
                .stateConfiguration(c -> c.retrierRetryCount(retries))
                .mock(mock -> mock.errorOutput(e -> e.error(error).cause("why"))));
  }

  @Test
  @DisplayName("one state of a machine by its name")
  void byName() {
    TestStateResponse answer =
        test(
            Machine.definition(
                "A",
                "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Fail','Error':'Mine','Cause':'c'}"),
            r -> r.stateName("B"));

    assertThat(answer.statusAsString()).isEqualTo("FAILED");
    assertThat(answer.error()).isEqualTo("Mine");
    assertThat(answer.inspectionData()).isNull();
  }

  @Test
  @DisplayName("mocks where there is nothing to mock are refused in the words of AWS")
  void refused() {
    assertThatThrownBy(
            () ->
                test(
                    "{'QueryLanguage':'JSONata','Type':'Pass','End':true}",
                    r -> r.mock(mock -> mock.result("{}"))))
        .hasMessageStartingWith("State type 'Pass' is not supported when a mock is specified");
    assertThatThrownBy(() -> test(TASK, r -> r.mock(mock -> mock.result("no json"))))
        .hasMessageStartingWith("Mocked result must be valid JSON");
  }
}
