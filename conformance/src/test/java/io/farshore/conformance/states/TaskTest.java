package io.farshore.conformance.states;

import static io.farshore.conformance.states.Machine.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.UploadedFunction;
import io.farshore.conformance.lambda.handlers.Probe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

class TaskTest {

  private static final String MISSING =
      "'T':{'Type':'Task','Resource':'arn:aws:states:::%s','Arguments':{'TableName':'no-such-table',"
          + "'Key':{'id':{'S':'1'}}},'End':true%s}";

  private final Aws aws = Aws.shared();

  @Test
  @DisplayName("a task's arguments, result and events are those of its service")
  void dynamoDb() {
    try (Machine machine = Machine.of(aws, "T", MISSING.formatted("dynamodb:getItem", ""))) {
      DescribeExecutionResponse execution = machine.run("{}");

      assertThat(machine.types(execution))
          .containsExactly(
              "ExecutionStarted",
              "TaskStateEntered",
              "TaskScheduled",
              "TaskStarted",
              "TaskFailed",
              "ExecutionFailed");
      var scheduled = machine.event(execution, "TaskScheduled").taskScheduledEventDetails();
      assertThat(scheduled.resourceType()).isEqualTo("dynamodb");
      assertThat(scheduled.resource()).isEqualTo("getItem");
      assertThat(scheduled.region()).isEqualTo(aws.region());
      assertThat(json(scheduled.parameters()).get("TableName").asText()).isEqualTo("no-such-table");
    }
  }

  @Test
  @DisplayName("an optimized integration and the SDK's name and word the same error their own way")
  void errors() {
    try (Machine optimized = Machine.of(aws, "T", MISSING.formatted("dynamodb:getItem", ""));
        Machine sdk = Machine.of(aws, "T", MISSING.formatted("aws-sdk:dynamodb:getItem", ""))) {
      DescribeExecutionResponse first = optimized.run("{}");
      assertThat(first.error()).isEqualTo("DynamoDB.ResourceNotFoundException");
      assertThat(first.cause())
          .contains("(Service: AmazonDynamoDBv2; Status Code: 400; Error Code:")
          .endsWith("; Proxy: null)");

      DescribeExecutionResponse second = sdk.run("{}");
      assertThat(second.error()).isEqualTo("DynamoDb.ResourceNotFoundException");
      assertThat(second.cause())
          .contains("(Service: DynamoDb, Status Code: 400, Request ID: ")
          .endsWith(") (SDK Attempt Count: 1)");
    }
  }

  @Test
  @DisplayName("a task is tried again as often as its retrier says, then its catcher takes it")
  void retriesAndCatches() {
    try (Machine machine =
        Machine.of(
            aws,
            "T",
            MISSING.formatted(
                    "dynamodb:getItem",
                    """
                    ,'Retry':[{'ErrorEquals':['States.TaskFailed'],'IntervalSeconds':1,'MaxAttempts':1}],
                    'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C','Assign':{'e':'{% $states.errorOutput.Error %}'}}]""")
                + ",'C':{'Type':'Pass','Output':['{% $e %}','{% $states.input.Error %}'],'End':true}")) {
      DescribeExecutionResponse execution = machine.run("{}");

      assertThat(json(execution.output()))
          .isEqualTo(
              json("['DynamoDB.ResourceNotFoundException','DynamoDB.ResourceNotFoundException']"));
      assertThat(Duration.between(execution.startDate(), execution.stopDate()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(machine.types(execution))
          .containsSubsequence(
              "TaskScheduled", "TaskFailed", "TaskScheduled", "TaskFailed", "TaskStateExited");
    }
  }

  @Test
  @DisplayName("a function by lambda:invoke and by its ARN, and its exception by its class name")
  void functions() {
    try (UploadedFunction function = UploadedFunction.of(aws, Probe.class);
        Machine invoke =
            Machine.of(
                aws,
                "T",
                "'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true,"
                    + "'Arguments':{'FunctionName':'"
                    + function.name()
                    + "','Payload':'{% $states.input %}'},"
                    + "'Output':'{% $states.result.Payload.event %}'}");
        Machine plain =
            Machine.of(
                aws,
                "T",
                "'T':{'Type':'Task','Resource':'"
                    + function.arn()
                    + "','End':true,'Output':'{% $states.result.event %}'}")) {
      assertThat(invoke.output("{'a':1}")).isEqualTo(json("{'a':1}"));
      assertThat(invoke.run("{'do':'fail'}").error()).isEqualTo("java.lang.IllegalStateException");

      DescribeExecutionResponse execution = plain.run("{'b':2}");
      assertThat(json(execution.output())).isEqualTo(json("{'b':2}"));
      assertThat(plain.types(execution))
          .containsSubsequence(
              "LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded");
    }
  }

  @Test
  @DisplayName(
      "a silent task times out, as States.Timeout without a cause, and its late answer is nobody's")
  void timesOut() {
    try (UploadedFunction function = UploadedFunction.of(aws, Probe.class);
        Machine machine =
            Machine.of(
                aws,
                "T",
                "'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true,"
                    + "'TimeoutSeconds':'{% 2 - 1 %}','Arguments':{'FunctionName':'"
                    + function.name()
                    + "','Payload':{'do':'sleep','millis':1500}},"
                    + "'Catch':[{'ErrorEquals':['States.TaskFailed'],'Next':'No'},"
                    + "{'ErrorEquals':['States.Timeout'],'Next':'C'}]},"
                    + "'C':{'Type':'Wait','Seconds':1,'End':true},'No':{'Type':'Fail'}")) {
      DescribeExecutionResponse execution = machine.run("{}");

      assertThat(json(execution.output())).isEqualTo(json("{'Error':'States.Timeout','Cause':''}"));
      assertThat(machine.types(execution))
          .containsOnlyOnce("TaskTimedOut", "TaskStateExited", "ExecutionSucceeded")
          .doesNotContain("TaskSucceeded");
    }
  }

  @Test
  @DisplayName("a result above 256 KiB is an error that States.ALL catches")
  void largeResult() {
    try (UploadedFunction function = UploadedFunction.of(aws, Probe.class);
        Machine machine =
            Machine.of(
                aws,
                "T",
                "'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true,"
                    + "'Arguments':{'FunctionName':'"
                    + function.name()
                    + "','Payload':{'do':'grow','bytes':270000}},"
                    + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}]},'C':{'Type':'Succeed'}")) {
      assertThat(machine.output("{}"))
          .isEqualTo(
              json(
                  "{\"Error\":\"States.DataLimitExceeded\",\"Cause\":\"The state/task 'lambda'"
                      + " returned a result with a size exceeding the maximum number of bytes"
                      + " service limit.\"}"));
    }
  }

  @Test
  @DisplayName("an execution waits for another one, and gets its output as JSON")
  void nested() {
    try (Machine inner =
            Machine.of(
                aws,
                "C",
                "'C':{'Type':'Choice','Choices':[{'Condition':'{% $states.input.ok %}','Next':'S'}],"
                    + "'Default':'F'},'S':{'Type':'Pass','Output':{'done':true},'End':true},"
                    + "'F':{'Type':'Fail','Error':'Inner'}");
        Machine outer =
            Machine.of(
                aws,
                "T",
                "'T':{'Type':'Task','Resource':'arn:aws:states:::states:startExecution.sync:2',"
                    + "'Arguments':{'StateMachineArn':'"
                    + inner.arn()
                    + "','Input':'{% $states.input %}'},'End':true,"
                    + "'Output':'{% $states.result.Output %}'}")) {
      DescribeExecutionResponse execution = outer.run("{'ok':true}");
      assertThat(json(execution.output())).isEqualTo(json("{'done':true}"));
      assertThat(outer.types(execution))
          .containsSubsequence("TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded");

      DescribeExecutionResponse failed = outer.run("{'ok':false}");
      assertThat(failed.error()).isEqualTo("States.TaskFailed");
      assertThat(json(failed.cause()).get("Error").asText()).isEqualTo("Inner");
    }
  }

  @Test
  @DisplayName("an SDK integration has its members with capitals, and its bytes and times as text")
  void sdk() {
    String stream = Aws.name("sdk");
    aws.kinesis(aws.region()).createStream(r -> r.streamName(stream).shardCount(1));
    aws.kinesis(aws.region()).waiter().waitUntilStreamExists(r -> r.streamName(stream));
    try (Machine kinesis =
            Machine.of(
                aws,
                "T",
                "'T':{'Type':'Task','Resource':'arn:aws:states:::aws-sdk:kinesis:putRecord','End':true,"
                    + "'Arguments':{'StreamName':'"
                    + stream
                    + "','PartitionKey':'k','Data':'hello'}}");
        Machine states =
            Machine.of(
                aws,
                "T",
                "'T':{'Type':'Task','Resource':'arn:aws:states:::aws-sdk:sfn:describeStateMachine',"
                    + "'Arguments':{'StateMachineArn':'"
                    + kinesis.arn()
                    + "'},'End':true}")) {
      assertThat(kinesis.output("{}").get("ShardId").asText()).isEqualTo("shardId-000000000000");
      var shards = aws.kinesis(aws.region()).listShards(r -> r.streamName(stream)).shards();
      String iterator =
          aws.kinesis(aws.region())
              .getShardIterator(
                  r ->
                      r.streamName(stream)
                          .shardId(shards.get(0).shardId())
                          .shardIteratorType("TRIM_HORIZON"))
              .shardIterator();
      var records = aws.kinesis(aws.region()).getRecords(r -> r.shardIterator(iterator)).records();
      assertThat(records)
          .extracting(record -> record.data().asUtf8String())
          .containsExactly("hello");

      var described = states.output("{}");
      assertThat(described.get("Name").asText()).isEqualTo(kinesis.name());
      assertThat(described.get("CreationDate").asText()).endsWith("Z");
    }
    aws.kinesis(aws.region()).deleteStream(r -> r.streamName(stream));
  }

  @Test
  @DisplayName("an activity's task is scheduled, taken by a worker, and ended by it")
  void activity() {
    String activity =
        aws.states(aws.region()).createActivity(r -> r.name(Aws.name("activity"))).activityArn();
    try (Machine machine =
        Machine.of(aws, "T", "'T':{'Type':'Task','Resource':'" + activity + "','End':true}")) {
      String execution = machine.start("{'a':1}");
      var task =
          aws.states(aws.region())
              .getActivityTask(r -> r.activityArn(activity).workerName("worker"));
      assertThat(task.input()).isEqualTo("{\"a\":1}");
      aws.states(aws.region())
          .sendTaskSuccess(r -> r.taskToken(task.taskToken()).output("{\"b\":2}"));

      DescribeExecutionResponse ended = machine.ended(execution);
      assertThat(ended.output()).isEqualTo("{\"b\":2}");
      assertThat(machine.types(ended))
          .containsSubsequence(
              List.of("ActivityScheduled", "ActivityStarted", "ActivitySucceeded"));
      assertThat(machine.event(ended, "ActivityStarted").activityStartedEventDetails().workerName())
          .isEqualTo("worker");
    }
    aws.states(aws.region()).deleteActivity(r -> r.activityArn(activity));
  }
}
