package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.TaskResource;
import java.time.Duration;
import java.util.Optional;

/**
 * The events of a task in its block's line: those of a plain function and of an activity have names
 * of their own.
 */
final class TaskEvents {

  private final BlockRun block;
  private final TaskResource resource;
  private final Kind kind;

  /** What the events are called. */
  private enum Kind {
    TASK("Task", "task"),
    FUNCTION("LambdaFunction", "lambdaFunction"),
    ACTIVITY("Activity", "activity");

    private final String type;
    private final String details;

    Kind(String type, String details) {
      this.type = type;
      this.details = details;
    }
  }

  TaskEvents(BlockRun block, TaskResource resource) {
    this.block = block;
    this.resource = resource;
    if (resource instanceof TaskResource.Function) {
      kind = Kind.FUNCTION;
    } else {
      kind = resource instanceof TaskResource.Activity ? Kind.ACTIVITY : Kind.TASK;
    }
  }

  void scheduled(
      JsonNode arguments,
      Optional<JsonNode> credentials,
      Optional<Duration> timeout,
      Optional<Duration> heartbeat) {
    ObjectNode details;
    if (kind == Kind.TASK) {
      details = details();
      details.put("region", block.run().identity().region());
      details.put("parameters", arguments.toString());
    } else {
      details = DataLimit.details("input", arguments.toString());
      details.put("resource", resource.arn());
    }
    credentials.ifPresent(
        role -> details.putObject("taskCredentials").put("roleArn", role.path("RoleArn").asText()));
    timeout.ifPresent(limit -> details.put("timeoutInSeconds", limit.toSeconds()));
    if (kind != Kind.FUNCTION) {
      heartbeat.ifPresent(limit -> details.put("heartbeatInSeconds", limit.toSeconds()));
    }
    record("Scheduled", details);
  }

  void started() {
    if (kind == Kind.TASK) {
      record("Started", details());
    } else {
      block.record(kind.type + "Started");
    }
  }

  /** An activity's worker has the task. */
  void started(JsonNode worker) {
    ObjectNode details = details();
    if (worker.hasNonNull("workerName")) {
      details.put("workerName", worker.get("workerName").asText());
    }
    record("Started", details);
  }

  void submitted(JsonNode answer) {
    record("Submitted", with(answer));
  }

  void succeeded(JsonNode result) {
    record("Succeeded", with(result));
  }

  void failed(StateError error) {
    record("Failed", with(error));
  }

  void timedOut(StateError error) {
    record("TimedOut", with(error));
  }

  private void record(String what, ObjectNode details) {
    block.record(kind.type + what, kind.details + what + "EventDetails", details);
  }

  private ObjectNode with(JsonNode value) {
    ObjectNode details = details();
    details.setAll(DataLimit.details("output", value.toString()));
    return details;
  }

  private ObjectNode with(StateError error) {
    ObjectNode details = details();
    details.setAll(error.toDetails());
    return details;
  }

  private ObjectNode details() {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    if (resource instanceof TaskResource.Optimized to) {
      details.put("resourceType", to.service()).put("resource", action(to.action()));
    } else if (resource instanceof TaskResource.Sdk to) {
      details.put("resourceType", "aws-sdk:" + to.service()).put("resource", action(to.action()));
    }
    return details;
  }

  private String action(String action) {
    return resource.waitsForTaskToken() ? action + TaskResource.TOKEN : action;
  }
}
