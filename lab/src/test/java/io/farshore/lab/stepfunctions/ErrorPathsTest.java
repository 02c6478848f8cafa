package io.farshore.lab.stepfunctions;

import static io.farshore.lab.stepfunctions.States.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ErrorPathsTest {

  private static final AwsError REFUSED =
      new AwsError("ConditionalCheckFailedException", 400, "The conditional request failed");

  private final States states = new States();

  private static String put(String resource, String more) {
    return """
        'T':{'Type':'Task','Resource':'arn:aws:states:::%s','Arguments':{'TableName':'t'},'End':true%s},
        """
        .formatted(resource, more)
        .strip()
        .replaceAll(",$", "");
  }

  private static CompletableFuture<JsonNode> lambda(String payload, boolean failed) {
    var answer = JsonNodeFactory.instance.objectNode().put("StatusCode", 200);
    answer.put("ExecutedVersion", "$LATEST");
    if (failed) {
      answer.put("FunctionError", "Unhandled");
    }
    answer.put("Payload", payload.getBytes(StandardCharsets.UTF_8));
    return CompletableFuture.completedFuture(answer);
  }

  @Test
  void theOptimizedAndTheSdkIntegrationHavePrefixesOfTheirOwn() {
    states.fails("dynamodb:PutItem", REFUSED).machine("T", put("dynamodb:putItem", ""));
    JsonNode optimized = states.run("{}");
    assertThat(optimized.get("error").asText())
        .isEqualTo("DynamoDB.ConditionalCheckFailedException");
    assertThat(optimized.get("cause").asText()).startsWith("The conditional request failed (");
    States sdk = new States().fails("dynamodb:PutItem", REFUSED);
    assertThat(
            sdk.machine("T", put("aws-sdk:dynamodb:putItem", "")).run("{}").get("error").asText())
        .isEqualTo("DynamoDb.ConditionalCheckFailedException");
  }

  @Test
  void anAnswerThatNeverCameIsAnSdkClientException() {
    states.fails("dynamodb:PutItem", new AwsApi.Unreachable("us-east-2 is lost"));
    states.machine("T", put("dynamodb:putItem", ""));
    assertThat(states.run("{}").get("error").asText()).isEqualTo("DynamoDB.SdkClientException");
  }

  @Test
  void retriesBackOffAndThenTheCatcherTakesIt() {
    states.fails("dynamodb:PutItem", REFUSED);
    states.machine(
        "T",
        put(
                "dynamodb:putItem",
                """
                ,'Retry':[{'ErrorEquals':['States.TaskFailed'],'IntervalSeconds':2,'MaxAttempts':3,'MaxDelaySeconds':5}],
                'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C','Assign':{'e':'{% $states.errorOutput.Error %}'}}]""")
            + ",'C':{'Type':'Pass','Output':['{% $e %}','{% $states.input.Error %}'],'End':true}");
    JsonNode execution = states.run("{}");
    assertThat(json(execution.get("output").asText()))
        .isEqualTo(
            json(
                "['DynamoDB.ConditionalCheckFailedException',"
                    + "'DynamoDB.ConditionalCheckFailedException']"));
    assertThat(execution.get("stopDate").asDouble() - execution.get("startDate").asDouble())
        .isEqualTo(2 + 4 + 5);
    assertThat(states.types(execution))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskFailed",
            "TaskScheduled",
            "TaskStarted",
            "TaskFailed",
            "TaskScheduled",
            "TaskStarted",
            "TaskFailed",
            "TaskScheduled",
            "TaskStarted",
            "TaskFailed",
            "TaskStateExited",
            "PassStateEntered",
            "PassStateExited",
            "ExecutionSucceeded");
  }

  @Test
  void fullJitterWaitsLessThanTheInterval() {
    states.fails("dynamodb:PutItem", REFUSED);
    states.machine(
        "T",
        put(
            "dynamodb:putItem",
            ",'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':100,'MaxAttempts':1,"
                + "'JitterStrategy':'FULL'}]"));
    JsonNode execution = states.run("{}");
    assertThat(execution.get("stopDate").asDouble() - execution.get("startDate").asDouble())
        .isBetween(0.001, 99.999);
    assertThat(states.calls).hasSize(2);
  }

  @Test
  void aTaskThatIsSilentTimesOutWithAnEmptyCause() {
    states.on("dynamodb:PutItem", call -> new CompletableFuture<>());
    states.machine(
        "T",
        put(
                "dynamodb:putItem",
                """
                ,'TimeoutSeconds':'{% 2 + 1 %}','Catch':[{'ErrorEquals':['States.TaskFailed'],'Next':'No'},
                {'ErrorEquals':['States.Timeout'],'Next':'C'}]""")
            + ",'C':{'Type':'Succeed'},'No':{'Type':'Fail'}");
    JsonNode execution = states.run("{}");
    assertThat(json(execution.get("output").asText()))
        .isEqualTo(json("{'Error':'States.Timeout','Cause':''}"));
    assertThat(states.types(execution)).contains("TaskTimedOut");
  }

  @Test
  void theMachinesOwnTimeLimitEndsItAsTimedOut() {
    states.create(
        "{'QueryLanguage':'JSONata','TimeoutSeconds':5,'StartAt':'W','States':"
            + "{'W':{'Type':'Wait','Seconds':9,'End':true}}}");
    JsonNode execution = states.run("{}");
    assertThat(execution.get("status").asText()).isEqualTo("TIMED_OUT");
    assertThat(states.types(execution))
        .containsExactly("ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut");
  }

  @Test
  void aHandlersExceptionIsItsClassNameAndTheWholePayload() {
    String payload = "{\"errorMessage\":\"no\",\"errorType\":\"io.farshore.Fenced\"}";
    states.on("lambda:Invoke", call -> lambda(payload, true));
    states.machine(
        "T",
        "'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true,"
            + "'Arguments':{'FunctionName':'f','Payload':{'a':1}}}");
    JsonNode execution = states.run("{}");
    assertThat(execution.get("error").asText()).isEqualTo("io.farshore.Fenced");
    assertThat(execution.get("cause").asText()).isEqualTo(payload);
  }

  @Test
  void aFunctionsAnswerIsThePayloadWithMetadata() throws Exception {
    states.on("lambda:Invoke", call -> lambda("{\"b\":2}", false));
    states.machine(
        "T",
        "'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true,"
            + "'Arguments':{'FunctionName':'f','Payload':{'a':1}},"
            + "'Output':['{% $states.result.Payload %}','{% $keys($states.result) %}']}");
    assertThat(json(states.run("{}").get("output").asText()))
        .isEqualTo(
            json(
                "[{'b':2},['StatusCode','ExecutedVersion','Payload','SdkHttpMetadata',"
                    + "'SdkResponseMetadata']]"));
    assertThat(
            new String(
                states.calls.get(0).input().get("Payload").binaryValue(), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":1}");
  }

  @Test
  void aPlainFunctionHasEventsOfItsOwn() {
    states.on("lambda:Invoke", call -> lambda("7", false));
    states.machine(
        "T",
        "'T':{'Type':'Task','Resource':'arn:aws:lambda:us-east-2:111122223333:function:f',"
            + "'End':true}");
    JsonNode execution = states.run("{}");
    assertThat(execution.get("output").asText()).isEqualTo("7");
    assertThat(states.types(execution))
        .containsSubsequence(
            "LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded");
  }

  @Test
  void anUndefinedResultFailsInTheWordsOfAws() {
    states.machine("S", "'S':{'Type':'Pass','Output':{'result':'{% $x %}'},'End':true}");
    JsonNode execution = states.run("{}");
    assertThat(execution.get("error").asText()).isEqualTo("States.QueryEvaluationError");
    assertThat(execution.get("cause").asText())
        .isEqualTo(
            "An error occurred while executing the state 'S' (entered at the event id #2). The"
                + " JSONata expression '$x' specified for the field 'Output/result' returned"
                + " nothing (undefined).");
    assertThat(states.types(execution))
        .containsExactly(
            "ExecutionStarted", "PassStateEntered", "EvaluationFailed", "ExecutionFailed");
    assertThat(
            states
                .event(execution, "EvaluationFailed")
                .at("/evaluationFailedEventDetails/location"))
        .isEqualTo(json("'Output/result'"));
  }

  @Test
  void itemsThatAreNoArrayFailInTheWordsOfAws() {
    states.machine(
        "M",
        "'M':{'Type':'Map','Items':'{% $states.input.n %}','End':true,'ItemProcessor':"
            + "{'StartAt':'S','States':{'S':{'Type':'Succeed'}}}}");
    assertThat(states.run("{'n':1}").get("cause").asText())
        .endsWith(
            "The JSONata expression '$states.input.n' specified for the field 'Items' returned an"
                + " unexpected result type. Expected 'array', but was 'number' for value: 1");
  }

  @Test
  void aResultAboveTheLimitIsCaughtByAll() {
    String large = "\"" + "x".repeat(262_144) + "\"";
    states.on("lambda:Invoke", call -> lambda(large, false));
    states.machine(
        "T",
        "'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true,"
            + "'Arguments':{'FunctionName':'f'},'Catch':[{'ErrorEquals':['States.ALL'],"
            + "'Next':'C','Output':'{% $states.errorOutput.Error %}'}]},'C':{'Type':'Succeed'}");
    assertThat(states.run("{}").get("output").asText()).isEqualTo("\"States.DataLimitExceeded\"");
  }

  @Test
  void aHistoryOf25000EventsEndsTheExecution() {
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
}
