package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import java.time.Instant;

/**
 * A state machine as it was created or last updated.
 *
 * @param source the definition's text
 * @param settings {@code loggingConfiguration} and {@code tracingConfiguration}, kept as given
 */
record StateMachine(
    String arn,
    String name,
    String roleArn,
    String source,
    StateMachineDefinition definition,
    ObjectNode settings,
    Instant createdAt) {

  StateMachine updated(
      String newRole, String newSource, StateMachineDefinition newDefinition, ObjectNode changed) {
    ObjectNode merged = settings.deepCopy();
    merged.setAll(changed);
    return new StateMachine(arn, name, newRole, newSource, newDefinition, merged, createdAt);
  }
}
