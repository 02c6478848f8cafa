package io.farshore.conformance.states;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.farshore.conformance.Aws;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** A state machine of its own for one test; gone when the test closes it. */
public final class Machine implements AutoCloseable {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  private final Aws aws;
  private final String name;
  private final String arn;

  private Machine(Aws aws, String name, String definition) {
    this.aws = aws;
    this.name = name;
    this.arn =
        states()
            .createStateMachine(r -> r.name(name).definition(definition).roleArn(aws.role()))
            .stateMachineArn();
  }

  /** A machine of these states, in JSON with single quotes. */
  public static Machine of(Aws aws, String startAt, String states) {
    return new Machine(aws, Aws.name("machine"), definition(startAt, states));
  }

  /** A machine with this definition. */
  static Machine defined(Aws aws, String definition) {
    return new Machine(aws, Aws.name("machine"), json(definition).toString());
  }

  /** The first execution that somebody else has started, to its end; waits for it to start. */
  public DescribeExecutionResponse firstEnded() {
    return ended(
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> states().listExecutions(r -> r.stateMachineArn(arn)).executions(),
                found -> !found.isEmpty())
            .get(0)
            .executionArn());
  }

  static String definition(String startAt, String states) {
    return json("{'QueryLanguage':'JSONata','StartAt':'%s','States':{%s}}"
            .formatted(startAt, states))
        .toString();
  }

  /** JSON, with single quotes or double ones. */
  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  SfnClient states() {
    return aws.states(aws.region());
  }

  /** Its ARN. */
  public String arn() {
    return arn;
  }

  String name() {
    return name;
  }

  String start(String input) {
    String text = json(input).toString();
    return states().startExecution(r -> r.stateMachineArn(arn).input(text)).executionArn();
  }

  /** An execution to its end. */
  DescribeExecutionResponse run(String input) {
    return ended(start(input));
  }

  /** An execution once it has ended. */
  public DescribeExecutionResponse ended(String executionArn) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(aws.isReal() ? 500 : 5))
        .until(() -> describe(executionArn), e -> e.status() != ExecutionStatus.RUNNING);
  }

  /** Waits until the history of an execution has an event of this type. */
  void reached(String executionArn, String type) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> types(describe(executionArn)).contains(type));
  }

  DescribeExecutionResponse describe(String executionArn) {
    return states().describeExecution(r -> r.executionArn(executionArn));
  }

  /** The output of an execution that must succeed. */
  JsonNode output(String input) {
    DescribeExecutionResponse execution = run(input);
    if (execution.status() != ExecutionStatus.SUCCEEDED) {
      throw new AssertionError("It did not succeed: " + execution);
    }
    return json(execution.output());
  }

  List<HistoryEvent> events(DescribeExecutionResponse execution) {
    return states()
        .getExecutionHistory(r -> r.executionArn(execution.executionArn()).maxResults(1000))
        .events();
  }

  List<String> types(DescribeExecutionResponse execution) {
    return events(execution).stream().map(HistoryEvent::typeAsString).toList();
  }

  /** The first event of a type. */
  HistoryEvent event(DescribeExecutionResponse execution, String type) {
    return events(execution).stream()
        .filter(event -> event.typeAsString().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + type + " in " + types(execution)));
  }

  @Override
  public void close() {
    states().deleteStateMachine(r -> r.stateMachineArn(arn));
  }
}
