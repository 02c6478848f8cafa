package io.farshore.command.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.evidence.StateVisit;

/**
 * An execution of the state machine that was started.
 *
 * @param region it runs there
 * @param arn its ARN
 */
public record Started(World world, String region, String arn) {

  /** Waits until it has entered a state. */
  public Started awaitState(String name) {
    world.await(
        "state " + name,
        () -> now().visits().stream().map(StateVisit::name).anyMatch(name::equals));
    return this;
  }

  /** Waits for its end; what it says of how it ended, or its status without an output. */
  public String outcome() {
    world.await("the end of " + arn, () -> now().terminal());
    return Executions.outcome(now());
  }

  /** Waits for its end; its whole output. */
  public JsonNode output() {
    outcome();
    return now().output();
  }

  /** Ends it from outside, as a person may. */
  public void stop() {
    world.call(
        region,
        "states",
        "StopExecution",
        JsonNodeFactory.instance.objectNode().put("executionArn", arn));
    world.timeline().say(region, "the execution is stopped");
  }

  private Execution now() {
    return world.executions().in(region).stream()
        .filter(execution -> execution.executionArn().equals(arn))
        .findFirst()
        .orElseThrow();
  }
}
