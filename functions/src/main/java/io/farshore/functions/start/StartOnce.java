package io.farshore.functions.start;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.failover.FailoverRequest;
import io.farshore.functions.execution.StateMachine;
import io.farshore.functions.execution.StepFunctions;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.trigger.Start;
import io.farshore.functions.trigger.StartEvents;
import java.util.List;
import java.util.Map;

/**
 * Starts the state machine for an event that comes several times: AWS Health delivers in two
 * Regions and in pages, ARC may tell of a step twice, a program may send again. The execution's
 * name is made of what stays the same, so it is started once. Settings: {@code STATE_MACHINE_ARN},
 * and those of {@link Stack}.
 *
 * <p>Alarms do not come this way: what decides on the recovery time starts the state machine
 * itself.
 */
public final class StartOnce extends JsonHandler<JsonNode, StartOnce.Output> {

  private final Stack stack;
  private final StartEvents starts;
  private final StateMachine stateMachine;

  /** In Lambda. */
  public StartOnce() {
    this(LambdaEnvironment.variables());
    rehearse(List.of(this::rehearseOnce));
  }

  /** In a given environment. */
  public StartOnce(Map<String, String> environment) {
    this(Stack.of(environment));
  }

  private StartOnce(Stack stack) {
    this(stack, StepFunctions.of(stack));
  }

  /** On a given stack, with a given state machine. */
  public StartOnce(Stack stack, StateMachine stateMachine) {
    super(JsonNode.class);
    this.stack = stack;
    this.starts = new StartEvents(stack.stream(), stack.own(), stack.peer());
    this.stateMachine = stateMachine;
  }

  /** An event that nobody sent, up to the start that it would make: its role allows no more. */
  void rehearseOnce() {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("source", "farshore");
    event.put("id", "rehearsal").put("detail-type", "Farshore Failover Requested");
    ObjectNode detail = event.putObject("detail").put("stream", stack.stream().value());
    detail.put("targetRegion", stack.own().name());
    new StartOnce(stack, (name, input) -> {}).handle(event, null);
  }

  /**
   * What came of it.
   *
   * @param execution the name of the execution that was started, now or before; null when the event
   *     is not concerned with this stack
   * @param ignored why not, or null
   */
  public record Output(String execution, String ignored) {}

  /**
   * Starts it with the event as it came.
   *
   * @throws io.farshore.core.failover.InvalidRequest when it is no event that can start it
   */
  @Override
  public Output handle(JsonNode event, Context context) {
    Start start = starts.read(event);
    if (start instanceof Start.NotConcerned other) {
      return new Output(null, other.message());
    }
    FailoverRequest request = ((Start.Requested) start).request();
    String name = new OnceName(request.trigger().kind(), event).text();
    stateMachine.start(name, event.toString());
    return new Output(name, null);
  }
}
