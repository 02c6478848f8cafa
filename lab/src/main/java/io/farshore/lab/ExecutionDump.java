package io.farshore.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.endpoint.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads executions straight from Step Functions, past all faults. */
final class ExecutionDump {

  private final AwsService states;
  private final String region;
  private final Supplier<String> requestIds;

  ExecutionDump(AwsService states, String region, Supplier<String> requestIds) {
    this.states = states;
    this.region = region;
    this.requestIds = requestIds;
  }

  List<ObjectNode> all() {
    List<ObjectNode> all = new ArrayList<>();
    for (JsonNode machine : pages("ListStateMachines", input(), "stateMachines")) {
      ObjectNode of = input().put("stateMachineArn", machine.path("stateMachineArn").asText());
      for (JsonNode execution : pages("ListExecutions", of, "executions")) {
        all.add(described(execution.path("executionArn").asText()));
      }
    }
    return all;
  }

  private ObjectNode described(String executionArn) {
    ObjectNode input = input().put("executionArn", executionArn);
    ObjectNode execution = (ObjectNode) call("DescribeExecution", input).deepCopy();
    execution.set("history", pages("GetExecutionHistory", input, "events"));
    return execution;
  }

  private ArrayNode pages(String operation, ObjectNode input, String list) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    JsonNode page = call(operation, input);
    page.path(list).forEach(all::add);
    while (page.hasNonNull("nextToken")) {
      page = call(operation, input.deepCopy().put("nextToken", page.get("nextToken").asText()));
      page.path(list).forEach(all::add);
    }
    return all;
  }

  private JsonNode call(String operation, ObjectNode input) {
    Caller caller = Caller.outside("report");
    return states
        .call(new ApiCall(caller, region, "states", operation, input, requestIds.get()))
        .join();
  }

  private static ObjectNode input() {
    return JsonNodeFactory.instance.objectNode();
  }
}
