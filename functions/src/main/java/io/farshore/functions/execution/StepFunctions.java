package io.farshore.functions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.farshore.functions.configuration.FunctionSettings;
import io.farshore.functions.handler.Json;
import io.farshore.functions.handler.SdkClients;
import io.farshore.functions.handler.Stack;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/** Executions in AWS Step Functions. Blocks; a call that fails throws what the SDK throws. */
public final class StepFunctions implements Executions {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final SfnClient client;
  private final String stateMachineArn;

  private StepFunctions(SfnClient client, String stateMachineArn) {
    this.client = client;
    this.stateMachineArn = stateMachineArn;
  }

  /** Of the state machine {@code STATE_MACHINE_ARN}, in the stack's Region. */
  public static StepFunctions of(Stack stack) {
    return new StepFunctions(
        SdkClients.build(
            SfnClient.builder(),
            stack.settings().environment(),
            Region.of(stack.own().name()),
            TIMEOUT),
        stack.settings().get(FunctionSettings.STATE_MACHINE_ARN));
  }

  @Override
  public void start(String name, String input) {
    try {
      client.startExecution(
          start -> start.stateMachineArn(stateMachineArn).name(name).input(input));
    } catch (ExecutionAlreadyExistsException expected) {
      // Another has started it: as good.
    }
  }

  @Override
  public Optional<Execution> find(String name) {
    String arn = stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
    try {
      DescribeExecutionResponse said =
          client.describeExecution(describe -> describe.executionArn(arn));
      return Optional.of(new Execution(name, said.statusAsString(), report(said.output())));
    } catch (ExecutionDoesNotExistException e) {
      return Optional.empty();
    }
  }

  private static JsonNode report(String outputOrNull) {
    return outputOrNull == null
        ? MissingNode.getInstance()
        : Json.read(
            JsonNode.class,
            new ByteArrayInputStream(outputOrNull.getBytes(StandardCharsets.UTF_8)));
  }
}
