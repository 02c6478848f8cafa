package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.TaskResource;
import java.time.Duration;
import java.util.Optional;

/** The events of a task in its block's line: those of a plain function have names of their own. */
final class TaskEvents {

  private final BlockRun block;
  private final TaskResource resource;

  TaskEvents(BlockRun block, TaskResource resource) {
    this.block = block;
    this.resource = resource;
  }

  void scheduled(JsonNode arguments, Optional<Duration> timeout, Optional<Duration> heartbeat) {
    ObjectNode details;
    if (function()) {
      details = DataLimit.details("input", arguments.toString());
      details.put("resource", resource.arn());
    } else {
      details = details();
      details.put("region", block.run().identity().region());
      details.put("parameters", arguments.toString());
    }
    timeout.ifPresent(limit -> details.put("timeoutInSeconds", limit.toSeconds()));
    if (!function()) {
      heartbeat.ifPresent(limit -> details.put("heartbeatInSeconds", limit.toSeconds()));
    }
    record("Scheduled", details);
  }

  void started() {
    if (function()) {
      block.record("LambdaFunctionStarted");
    } else {
      record("Started", details());
    }
  }

  void submitted(JsonNode answer) {
    record("Submitted", with("output", answer));
  }

  void succeeded(JsonNode result) {
    record("Succeeded", with("output", result));
  }

  void failed(StateError error) {
    record("Failed", with(error));
  }

  void timedOut(StateError error) {
    record("TimedOut", with(error));
  }

  private void record(String what, ObjectNode details) {
    String prefix = function() ? "LambdaFunction" : "Task";
    String name = function() ? "lambdaFunction" : "task";
    block.record(prefix + what, name + what + "EventDetails", details);
  }

  private ObjectNode with(String member, JsonNode value) {
    ObjectNode details = details();
    details.setAll(DataLimit.details(member, value.toString()));
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
    return resource.waitsForTaskToken() ? action + ".waitForTaskToken" : action;
  }

  private boolean function() {
    return resource instanceof TaskResource.Function;
  }
}
