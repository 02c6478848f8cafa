package io.farshore.conformance.states;

import static io.farshore.conformance.states.Machine.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

class TaskTokenTest {

  private final Aws aws = Aws.shared();
  private String queue;
  private Machine machine;

  @BeforeEach
  void make() {
    queue = aws.sqs(aws.region()).createQueue(r -> r.queueName(Aws.name("tokens"))).queueUrl();
    machine =
        Machine.of(
            aws,
            "T",
            """
            'T':{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken','End':true,
            'HeartbeatSeconds':'{% $states.input.beat %}','Arguments':{'QueueUrl':'%s',
              'MessageBody':{'token':'{% $states.context.Task.Token %}'}},
            'Catch':[{'ErrorEquals':['States.HeartbeatTimeout'],'Next':'Silent'}]},
            'Silent':{'Type':'Pass','Output':'silent','End':true}"""
                .replace("%s", queue));
  }

  @AfterEach
  void delete() {
    machine.close();
    aws.sqs(aws.region()).deleteQueue(r -> r.queueUrl(queue));
  }

  private String token() {
    var messages =
        aws.sqs(aws.region()).receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(10)).messages();
    return json(messages.get(0).body()).get("token").asText();
  }

  @Test
  @DisplayName("the task ends with what comes back, and its token is of no use afterwards")
  void succeeds() {
    String execution = machine.start("{'beat':60}");
    String token = token();
    machine.states().sendTaskHeartbeat(r -> r.taskToken(token));
    machine.states().sendTaskSuccess(r -> r.taskToken(token).output("{\"ok\":true}"));

    DescribeExecutionResponse ended = machine.ended(execution);
    assertThat(ended.output()).isEqualTo("{\"ok\":true}");
    assertThat(machine.types(ended))
        .containsSubsequence(
            "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited");
    assertThatThrownBy(() -> machine.states().sendTaskHeartbeat(r -> r.taskToken(token)))
        .isInstanceOf(TaskTimedOutException.class)
        .hasMessageStartingWith("Task Timed Out: 'Provided task does not exist anymore'");
  }

  @Test
  @DisplayName("the task fails with the error that comes back")
  void fails() {
    String execution = machine.start("{'beat':60}");
    String token = token();
    machine.states().sendTaskFailure(r -> r.taskToken(token).error("Denied").cause("by me"));

    DescribeExecutionResponse ended = machine.ended(execution);
    assertThat(ended.error()).isEqualTo("Denied");
    assertThat(ended.cause()).isEqualTo("by me");
    assertThat(machine.types(ended)).containsSubsequence("TaskSubmitted", "TaskFailed");
  }

  @Test
  @DisplayName("a missed heartbeat is recorded as a time-out, and caught by a name of its own")
  void missesAHeartbeat() {
    DescribeExecutionResponse ended = machine.run("{'beat':1}");

    assertThat(ended.output()).isEqualTo("\"silent\"");
    assertThat(machine.event(ended, "TaskTimedOut").taskTimedOutEventDetails().error())
        .isEqualTo("States.Timeout");
  }

  @Test
  @DisplayName("what is no token is an invalid one")
  void noToken() {
    assertThatThrownBy(() -> machine.states().sendTaskHeartbeat(r -> r.taskToken("none")))
        .isInstanceOf(InvalidTokenException.class)
        .hasMessageStartingWith("Invalid Token: 'Invalid token'");
  }
}
