package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import java.time.Instant;
import java.util.Optional;

/**
 * What a state machine is from one update to the next.
 *
 * @param id empty for a machine as it was created
 * @param source the definition's text
 * @param settings {@code loggingConfiguration}, {@code tracingConfiguration} and {@code
 *     encryptionConfiguration}, kept as given
 * @param at when it came to be
 */
record Revision(
    Optional<String> id,
    String roleArn,
    String source,
    StateMachineDefinition definition,
    ObjectNode settings,
    Instant at) {

  /** True when an update to {@code other} changes nothing. */
  boolean sameAs(Revision other) {
    return roleArn.equals(other.roleArn)
        && source.equals(other.source)
        && settings.equals(other.settings);
  }

  /** As describing operations have it. */
  ObjectNode describe() {
    ObjectNode answer = Answers.object().put("definition", source).put("roleArn", roleArn);
    answer.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
    answer.putObject("tracingConfiguration").put("enabled", false);
    answer.setAll(settings);
    if (answer.get("loggingConfiguration") instanceof ObjectNode logging) {
      logging.put("level", logging.path("level").asText("OFF"));
      logging.put("includeExecutionData", logging.path("includeExecutionData").asBoolean(false));
    }
    id.ifPresent(text -> answer.put("revisionId", text));
    return answer;
  }
}
