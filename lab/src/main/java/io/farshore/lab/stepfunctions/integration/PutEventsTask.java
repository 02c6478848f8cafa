package io.farshore.lab.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.Tasks.Answer;
import io.farshore.lab.stepfunctions.execution.Tasks.Failed;
import io.farshore.lab.stepfunctions.execution.Tasks.Succeeded;
import java.util.concurrent.CompletableFuture;

/** {@code events:putEvents}: names the execution in each event, and fails when an entry failed. */
final class PutEventsTask {

  private static final ErrorNames ERRORS =
      ErrorNames.first("EventBridge", "AmazonEventBridgeException", "AmazonEventBridge");

  private final ServiceTasks.Sender sender;

  PutEventsTask(ServiceTasks.Sender sender) {
    this.sender = sender;
  }

  CompletableFuture<Answer> put(ObjectNode parameters, ExecutionIdentity execution) {
    ObjectNode input = parameters.deepCopy();
    for (JsonNode entry : input.path("Entries")) {
      if (entry instanceof ObjectNode object) {
        shape(object, execution);
      }
    }
    return sender.send(
        new ServiceTasks.Request("events", "PutEvents", input, ERRORS),
        execution,
        (answer, requestId) ->
            answer.path("FailedEntryCount").asInt() > 0
                ? new Failed(new StateError("EventBridge.FailedEntry", failures(answer)))
                : new Succeeded(answer));
  }

  private static String failures(JsonNode answer) {
    ObjectNode failures = JsonNodeFactory.instance.objectNode();
    failures.set("Entries", answer.path("Entries"));
    failures.set("FailedEntryCount", answer.path("FailedEntryCount"));
    return failures.toString();
  }

  private static void shape(ObjectNode entry, ExecutionIdentity execution) {
    JsonNode detail = entry.path("Detail");
    if (detail.isContainerNode()) {
      entry.put("Detail", detail.toString());
    }
    ArrayNode resources =
        entry.path("Resources") instanceof ArrayNode given ? given : entry.putArray("Resources");
    resources.add(execution.executionArn()).add(execution.stateMachineArn());
  }
}
