package io.farshore.lab.stepfunctions;

import static io.farshore.lab.stepfunctions.States.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Step Functions keeps in a folder while the lab is down. */
class RestartTest {

  private static final String PASS = "'P':{'Type':'Pass','Output':%d,'End':true}";

  @TempDir private Path folder;

  private States lab() {
    return new States(StatusChangeEvents.OFF, Optional.of(folder));
  }

  private static ObjectNode machine() {
    return Answers.object().put("stateMachineArn", States.MACHINE);
  }

  @Test
  @DisplayName("ended executions are described, listed and read as before")
  void ended() {
    States before = lab().machine("P", PASS.formatted(7));
    JsonNode execution = before.run("{'a':1}");
    JsonNode failed = lab().machine("P", "'P':{'Type':'Fail','Error':'E','Cause':'c'}").run("{}");

    States after = lab();
    String arn = execution.get("executionArn").asText();
    assertThat(after.describe(arn)).isEqualTo(execution);
    assertThat(after.events(execution)).isEqualTo(before.events(execution));
    assertThat(after.describe(failed.get("executionArn").asText())).isEqualTo(failed);
    assertThat(after.api("ListExecutions", machine()).get("executions")).hasSize(2);
    assertThat(
            after
                .api("DescribeStateMachineForExecution", Answers.object().put("executionArn", arn))
                .get("definition")
                .asText())
        .contains("\"Output\":7");
  }

  @Test
  @DisplayName("an execution that the end of the lab cut off is aborted")
  void cutOff() {
    States before = lab().machine("W", "'W':{'Type':'Wait','Seconds':60,'End':true}");
    String arn = before.start("{}");
    before.loop.run(Duration.ofSeconds(1));

    JsonNode execution = lab().describe(arn);
    assertThat(execution.get("status").asText()).isEqualTo("ABORTED");
    assertThat(execution.get("cause").asText()).contains("The lab ended");
    assertThat(lab().types(execution))
        .containsExactly("ExecutionStarted", "WaitStateEntered", "ExecutionAborted");
  }

  @Test
  @DisplayName("map runs are not kept: listing those of an earlier start is refused")
  void mapRuns() {
    States before =
        lab()
            .machine(
                "M",
                "'M':{'Type':'Map','End':true,'Items':[1],'ItemProcessor':{'StartAt':'P',"
                    + "'States':{"
                    + PASS.formatted(3)
                    + "},'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'}}}");
    JsonNode execution = before.run("{}");
    ObjectNode which = Answers.object().put("executionArn", execution.get("executionArn").asText());
    assertThat(before.api("ListMapRuns", which).get("mapRuns")).hasSize(1);

    States after = lab();
    assertThat(after.describe(which.get("executionArn").asText())).isEqualTo(execution);
    assertThat(after.api("ListExecutions", machine()).get("executions")).hasSize(1);
    assertThatThrownBy(() -> after.api("ListMapRuns", which))
        .hasMessageStartingWith("The lab does not keep map runs over a restart");
  }

  @Test
  @DisplayName("machines are there with their versions and tags, and a deployment may renew them")
  void machines() {
    States before = lab().machine("P", PASS.formatted(1));
    before.api("PublishStateMachineVersion", machine());
    before.api(
        "TagResource",
        (ObjectNode)
            json("{'resourceArn':'" + States.MACHINE + "','tags':[{'key':'k','value':'v'}]}"));

    States after = lab();
    assertThat(
            after
                .api("ListTagsForResource", Answers.object().put("resourceArn", States.MACHINE))
                .at("/tags/0/value")
                .asText())
        .isEqualTo("v");
    assertThat(
            after
                .api("PublishStateMachineVersion", machine())
                .get("stateMachineVersionArn")
                .asText())
        .isEqualTo(States.MACHINE + ":1");
    after.machine("P", PASS.formatted(2));
    assertThat(after.output("{}").asInt()).isEqualTo(2);
    assertThatThrownBy(() -> after.machine("P", PASS.formatted(3)))
        .hasMessageStartingWith("State Machine Already Exists");
  }
}
