package io.farshore.lab.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskTokenTest {

  private final States states = new States();

  @BeforeEach
  void machine() {
    states.answers("sns:Publish", "{'MessageId':'1'}");
    states.machine(
        "T",
        """
        'T':{'Type':'Task','Resource':'arn:aws:states:::sns:publish.waitForTaskToken','End':true,
        'HeartbeatSeconds':10,'Arguments':{'TopicArn':'t','Message':{'token':'{% $states.context.Task.Token %}'}},
        'Catch':[{'ErrorEquals':['States.HeartbeatTimeout'],'Next':'Silent'}]},
        'Silent':{'Type':'Pass','Output':'silent','End':true}""");
  }

  private String token() {
    String message = states.calls.get(states.calls.size() - 1).input().get("Message").asText();
    return States.json(message).get("token").asText();
  }

  @Test
  void theTaskEndsWithWhatComesBack() {
    String arn = states.start("{}");
    String token = token();
    states.api(
        "SendTaskSuccess", Answers.object().put("taskToken", token).put("output", "{\"ok\":true}"));
    JsonNode execution = states.describe(arn);
    assertThat(execution.get("output").asText()).isEqualTo("{\"ok\":true}");
    assertThat(states.types(execution))
        .containsSubsequence(
            "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited");
    assertThatThrownBy(
            () -> states.api("SendTaskHeartbeat", Answers.object().put("taskToken", token)))
        .hasToString("TaskTimedOut (400): Task Timed Out: 'Provided task does not exist anymore'");
  }

  @Test
  void theTaskFailsWithTheErrorThatComesBack() {
    String arn = states.start("{}");
    states.api(
        "SendTaskFailure",
        Answers.object().put("taskToken", token()).put("error", "Denied").put("cause", "by me"));
    JsonNode execution = states.describe(arn);
    assertThat(execution.get("error").asText()).isEqualTo("Denied");
    assertThat(states.types(execution)).containsSubsequence("TaskSubmitted", "TaskFailed");
  }

  @Test
  void heartbeatsKeepItAliveAndAMissedOneIsCaught() {
    String arn = states.start("{}");
    states.loop.run(Duration.ofSeconds(9));
    states.api("SendTaskHeartbeat", Answers.object().put("taskToken", token()));
    states.loop.run(Duration.ofSeconds(9));
    assertThat(states.describe(arn).get("status").asText()).isEqualTo("RUNNING");
    states.loop.run(Duration.ofSeconds(1));
    JsonNode execution = states.describe(arn);
    assertThat(execution.get("output").asText()).isEqualTo("\"silent\"");
    assertThat(states.event(execution, "TaskTimedOut").at("/taskTimedOutEventDetails/error"))
        .isEqualTo(States.json("'States.Timeout'"));
  }
}
