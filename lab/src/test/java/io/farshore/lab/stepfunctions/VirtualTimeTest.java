package io.farshore.lab.stepfunctions;

import static io.farshore.lab.stepfunctions.States.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What only a lab can show in a moment: days of waiting, a lost Region, chance by its seed. */
class VirtualTimeTest {

  private static final AwsError REFUSED =
      new AwsError("ConditionalCheckFailedException", 400, "The conditional request failed");

  private final States states = new States();

  private static String put(String more) {
    return "'T':{'Type':'Task','Resource':'arn:aws:states:::dynamodb:putItem',"
        + "'Arguments':{'TableName':'t'},'End':true"
        + more
        + "}";
  }

  private static double seconds(JsonNode execution) {
    return execution.get("stopDate").asDouble() - execution.get("startDate").asDouble();
  }

  @Test
  @DisplayName("waits for seconds and until a timestamp, to the millisecond")
  void waits() {
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
  @DisplayName("a Map runs no more than two iterations at once")
  void mapInTurns() {
    states.machine(
        "M",
        """
        'M':{'Type':'Map','Items':'{% $states.input.list %}','MaxConcurrency':2,'End':true,
          'ItemProcessor':{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':1,'End':true}}}}""");
    JsonNode execution = states.run("{'list':[1,2,3]}");
    assertThat(seconds(execution)).isEqualTo(2);
  }

  @Test
  @DisplayName("retries back off by their rate up to their longest delay")
  void retriesBackOff() {
    states.fails("dynamodb:PutItem", REFUSED);
    states.machine(
        "T",
        put(
            ",'Retry':[{'ErrorEquals':['States.TaskFailed'],'IntervalSeconds':2,'MaxAttempts':3,"
                + "'MaxDelaySeconds':5}]"));
    JsonNode execution = states.run("{}");
    assertThat(execution.get("error").asText())
        .isEqualTo("DynamoDB.ConditionalCheckFailedException");
    assertThat(seconds(execution)).isEqualTo(2 + 4 + 5);
    assertThat(states.calls).hasSize(4);
  }

  @Test
  @DisplayName("full jitter waits less than the interval")
  void jitter() {
    states.fails("dynamodb:PutItem", REFUSED);
    states.machine(
        "T",
        put(
            ",'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':100,'MaxAttempts':1,"
                + "'JitterStrategy':'FULL'}]"));
    assertThat(seconds(states.run("{}"))).isBetween(0.001, 99.999);
    assertThat(states.calls).hasSize(2);
  }

  @Test
  @DisplayName("an answer that never came is an SDK client exception")
  void unreachable() {
    states.fails("dynamodb:PutItem", new AwsApi.Unreachable("us-east-2 is lost"));
    states.machine("T", put(""));
    assertThat(states.run("{}").get("error").asText()).isEqualTo("DynamoDB.SdkClientException");
  }

  @Test
  @DisplayName("a lost Region stands still, and its timers fire at its return")
  void lostRegion() {
    states.machine("W", "'W':{'Type':'Wait','Seconds':5,'Next':'P'},'P':{'Type':'Succeed'}");
    String arn = states.start("{}");
    states.loop.run(Duration.ofSeconds(1));
    states.lose();
    states.loop.run(Duration.ofSeconds(60));
    states.comeBack();
    states.loop.run();
    JsonNode execution = states.describe(arn);
    assertThat(execution.get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(seconds(execution)).isEqualTo(61);
  }

  @Test
  @DisplayName("heartbeats keep a task alive, and a missed one ends it")
  void heartbeats() {
    states.answers("sns:Publish", "{'MessageId':'1'}");
    states.machine(
        "T",
        """
        'T':{'Type':'Task','Resource':'arn:aws:states:::sns:publish.waitForTaskToken','End':true,
        'HeartbeatSeconds':10,'Arguments':{'TopicArn':'t','Message':{'token':'{% $states.context.Task.Token %}'}}}""");
    String arn = states.start("{}");
    String message = states.calls.get(0).input().get("Message").asText();
    states.loop.run(Duration.ofSeconds(9));
    states.api(
        "SendTaskHeartbeat",
        Answers.object().put("taskToken", json(message).get("token").asText()));
    states.loop.run(Duration.ofSeconds(9));
    assertThat(states.describe(arn).get("status").asText()).isEqualTo("RUNNING");
    states.loop.run(Duration.ofSeconds(1));
    assertThat(states.describe(arn).get("error").asText()).isEqualTo("States.Timeout");
  }

  @Test
  @DisplayName("a history of 25,000 events ends the execution")
  void longHistory() {
    states.machine(
        "A",
        "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Choice','Choices':[{'Condition':"
            + "'{% false %}','Next':'C'}],'Default':'A'},'C':{'Type':'Succeed'}");
    String arn = states.start("{}");
    states.loop.run(Duration.ofSeconds(1));
    JsonNode execution = states.describe(arn);
    assertThat(execution.get("status").asText()).isEqualTo("FAILED");
    assertThat(execution.get("cause").asText()).contains("maximum number of history events");
    JsonNode last =
        states
            .api(
                "GetExecutionHistory",
                Answers.object().put("executionArn", arn).put("reverseOrder", true))
            .at("/events/0");
    assertThat(last.get("id").asInt()).isEqualTo(25_000);
    assertThat(last.get("type").asText()).isEqualTo("ExecutionFailed");
  }

  @Test
  @DisplayName("chance comes from the injected generator only")
  void chance() {
    String states =
        "'P':{'Type':'Pass','End':true,'Output':'{% [$uuid(), $string($random()),"
            + " $string($shuffle($range(1, 9, 1)))] %}'}";
    assertThat(new States().machine("P", states).output("{}"))
        .isEqualTo(new States().machine("P", states).output("{}"));
  }

  @Test
  @DisplayName("each start and each end is told to EventBridge, and counted in CloudWatch")
  void told() {
    States told = new States(StatusChangeEvents.ON);
    told.answers("events:PutEvents", "{'FailedEntryCount':0}");
    told.answers("monitoring:PutMetricData", "{}");
    told.machine("P", "'P':{'Type':'Pass','End':true}").run("{}");
    assertThat(told.calls)
        .filteredOn(call -> call.service().equals("events"))
        .extracting(
            call ->
                States.json(call.input().at("/Entries/0/Detail").asText()).get("status").asText())
        .containsExactly("RUNNING", "SUCCEEDED");
    assertThat(told.calls)
        .filteredOn(call -> call.service().equals("monitoring"))
        .extracting(call -> call.input().at("/MetricData/0/MetricName").asText())
        .containsExactly("ExecutionsStarted", "ExecutionsSucceeded");
  }

  @Test
  @DisplayName("a map run of a lost Region stands still, and goes on when the Region is back")
  void mapRunInLostRegion() {
    states.machine(
        "M",
        "'M':{'Type':'Map','End':true,'Items':[1,2,3],'MaxConcurrency':1,'ItemProcessor':{"
            + "'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':10,'End':true}},"
            + "'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'}}}");
    String arn = states.start("{}");
    states.loop.run(Duration.ofSeconds(15));
    states.lose();
    states.loop.run(Duration.ofSeconds(100));
    assertThat(states.describe(arn).get("status").asText()).isEqualTo("RUNNING");

    states.comeBack();
    states.loop.run(Duration.ofSeconds(5));
    assertThat(states.describe(arn).get("status").asText()).isEqualTo("RUNNING");
    states.loop.run(Duration.ofSeconds(6));
    assertThat(states.describe(arn).get("output").asText()).isEqualTo("[1,2,3]");
  }

  @Test
  @DisplayName("what the lab does not have is refused: JSONPath, items in S3, foreign services")
  void refused() {
    assertThatThrownBy(() -> states.create("{'StartAt':'A','States':{'A':{'Type':'Succeed'}}}"))
        .hasMessageContaining("The lab runs state machines in JSONata only");
    assertThatThrownBy(
            () ->
                states.machine(
                    "M",
                    "'M':{'Type':'Map','End':true,'ItemReader':{},'ItemProcessor':{"
                        + "'StartAt':'S','States':{'S':{'Type':'Succeed'}}}}"))
        .hasMessageContaining("The lab has no S3")
        .hasMessageContaining("The field 'ItemReader' is not supported");
    assertThatThrownBy(
            () ->
                states.machine(
                    "T",
                    "'T':{'Type':'Task','End':true,'Resource':'arn:aws:states:::ecs:runTask'}"))
        .hasMessageContaining("The lab does not have the service integration");
    assertThatThrownBy(() -> states.api("DescribeNothing", "{}"))
        .hasMessage("The lab has no operation DescribeNothing of states");
  }
}
