package io.farshore.lab.stepfunctions;

import static io.farshore.lab.stepfunctions.FailoverMachine.AUTOMATIC;
import static io.farshore.lab.stepfunctions.FailoverMachine.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The state machine's paths of an approval:")
class ApprovalPathsTest {

  private static final String ASKED_AUTOMATIC = AUTOMATIC + ",'needsApproval':true";

  private final FailoverMachine machine = new FailoverMachine();

  @Test
  @DisplayName("an automatic start asks where no other one has asked")
  void anAutomaticStartAsksOnce() {
    String arn = startAndAwaitApproval(ASKED_AUTOMATIC);
    machine.states.api(
        "SendTaskSuccess", Answers.object().put("taskToken", token()).put("output", "{}"));
    machine.states.loop.run(Duration.ofHours(1));
    machine.execution = machine.states.describe(arn);
    assertThat(machine.visited()).containsSubsequence("Confirm", "AskOnce", "Approve", "Fence");
    JsonNode asked = machine.inputs("dynamodb:UpdateItem").get(0);
    assertThat(asked.at("/Key/entry/S").asText()).isEqualTo("question#us-east-2");
    assertThat(asked.at("/ExpressionAttributeValues/:epoch/N").asText()).isEqualTo("2");
    assertThat(asked.at("/ExpressionAttributeValues/:until/S").asText())
        .isGreaterThan(asked.at("/ExpressionAttributeValues/:now/S").asText());
  }

  @Test
  @DisplayName("a second automatic start ends where the first one has asked")
  void aSecondAutomaticStartDoesNotAsk() {
    machine
        .plan("Fence", "failover", ASKED_AUTOMATIC)
        .on("dynamodb:UpdateItem", "!ConditionalCheckFailedException");
    JsonNode output = machine.run();
    machine.assertOutcome(output, "Refused");
    assertThat(output.get("reason").asText()).isEqualTo("AskedAlready");
    assertThat(machine.inputs("sns:Publish")).isEmpty();
  }

  @Test
  @DisplayName("an automatic start asks where the table gives no answer")
  void withoutTheTableItAsks() {
    machine.on("dynamodb:UpdateItem", "!InternalServerError");
    startAndAwaitApproval(ASKED_AUTOMATIC);
    assertThat(machine.inputs("sns:Publish")).hasSize(1);
  }

  private String startAndAwaitApproval() {
    return startAndAwaitApproval("'needsApproval':true");
  }

  private String startAndAwaitApproval(String planned) {
    machine.plan("Fence", "failover", planned);
    String arn = machine.states.start("{}");
    machine.states.loop.run(Duration.ofSeconds(10));
    return arn;
  }

  private String token() {
    String message = machine.inputs("sns:Publish").get(0).get("Message").asText();
    return States.json(message).get("taskToken").asText();
  }

  @Test
  void anApprovedStartGoesOn() {
    String arn = startAndAwaitApproval();
    assertThat(machine.inputs("dynamodb:PutItem")).isEmpty();
    machine.states.api(
        "SendTaskSuccess", Answers.object().put("taskToken", token()).put("output", "{}"));
    machine.states.loop.run(Duration.ofHours(1));
    machine.execution = machine.states.describe(arn);
    assertThat(machine.visited()).containsExactly(path("Plan", "Approve", "Fence"));
    assertThat(approval().fieldNames()).toIterable().containsExactly("at");
  }

  private JsonNode approval() {
    return machine.inputs("ReportOutcome").get(0).get("approval");
  }

  @Test
  void whoApprovedAStartAndWhyIsReported() {
    String arn = startAndAwaitApproval();
    machine.states.api(
        "SendTaskSuccess",
        Answers.object()
            .put("taskToken", token())
            .put("output", "{\"by\":\"Ada\",\"reason\":\"it is gone\"}"));
    machine.states.loop.run(Duration.ofHours(1));
    machine.execution = machine.states.describe(arn);
    assertThat(machine.visited()).containsExactly(path("Plan", "Approve", "Fence"));
    assertThat(approval().get("by").asText()).isEqualTo("Ada");
    assertThat(approval().get("reason").asText()).isEqualTo("it is gone");
    assertThat(approval().get("at").asText()).startsWith("20");
  }

  @Test
  void theMessageSaysHowToAnswerUntilWhen() {
    String arn = startAndAwaitApproval();
    JsonNode message = States.json(machine.inputs("sns:Publish").get(0).get("Message").asText());
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    assertThat(message.get("answer").asText())
        .isEqualTo(
            "./farshore approve orders --execution %s, or ./farshore reject orders --execution %s"
                .formatted(name, name));
    assertThat(message.get("until").asText())
        .isBetween(
            machine.states.loop.wallTime().plusSeconds(880).toString(),
            machine.states.loop.wallTime().plusSeconds(900).toString());
    assertThat(message.get("execution").asText()).isEqualTo(arn);
  }

  @Test
  void aStartThatIsNotApprovedInTimeChangesNothing() {
    String arn = startAndAwaitApproval();
    machine.states.loop.run(Duration.ofHours(1));
    machine.execution = machine.states.describe(arn);
    JsonNode output = States.json(machine.execution.get("output").asText());
    machine.assertOutcome(output, "NotApproved");
    assertThat(output.get("reason").asText()).isEqualTo("TimedOut");
    assertThat(output.get("message").asText()).isEqualTo("nobody answered within 900 s");
    assertThat(approval().isNull()).isTrue();
    assertThat(machine.inputs("dynamodb:PutItem")).isEmpty();
  }

  @Test
  void aStartThatIsDeniedChangesNothing() {
    String arn = startAndAwaitApproval();
    machine.states.api(
        "SendTaskFailure",
        Answers.object()
            .put("taskToken", token())
            .put("error", "Rejected")
            .put("cause", "by Ada: not now"));
    machine.states.loop.run(Duration.ofHours(1));
    machine.execution = machine.states.describe(arn);
    JsonNode output = States.json(machine.execution.get("output").asText());
    machine.assertOutcome(output, "NotApproved");
    assertThat(output.get("reason").asText()).isEqualTo("Rejected");
    assertThat(output.get("message").asText()).isEqualTo("by Ada: not now");
  }

  @Test
  void aDenialWithoutAWordIsTakenToo() {
    String arn = startAndAwaitApproval();
    machine.states.api("SendTaskFailure", Answers.object().put("taskToken", token()));
    machine.states.loop.run(Duration.ofHours(1));
    machine.execution = machine.states.describe(arn);
    machine.assertOutcome(States.json(machine.execution.get("output").asText()), "NotApproved");
  }
}
