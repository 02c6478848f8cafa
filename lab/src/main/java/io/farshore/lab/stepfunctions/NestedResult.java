package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.execution.Tasks;
import io.farshore.lab.stepfunctions.integration.MemberNames;

/** What a task gets from the execution that it has waited for. */
final class NestedResult {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private NestedResult() {}

  /**
   * The execution as it is described.
   *
   * @param parsed true for input and output as JSON, false for their texts
   */
  static Tasks.Answer of(Execution execution, boolean parsed) {
    ObjectNode described = (ObjectNode) MemberNames.toPascalCase(ExecutionApi.described(execution));
    described.put("StartDate", execution.identity().startedAt().toEpochMilli());
    execution.endedAt().ifPresent(when -> described.put("StopDate", when.toEpochMilli()));
    if (parsed) {
      parse(described, "Input");
      parse(described, "Output");
    }
    return execution.status().equals("SUCCEEDED")
        ? new Tasks.Succeeded(described)
        : new Tasks.Failed(new StateError(StateError.TASK_FAILED, described.toString()));
  }

  private static void parse(ObjectNode described, String member) {
    JsonNode text = described.get(member);
    if (text != null) {
      try {
        described.set(member, MAPPER.readTree(text.asText()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("An execution's " + member + " is not JSON", e);
      }
    }
  }
}
