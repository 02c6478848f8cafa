package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what a deployment calls, and keeps the calls. */
final class RecordedApi implements AwsApi {

  private final List<ApiCall> calls = new CopyOnWriteArrayList<>();

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    calls.add(call);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode input = call.input();
    answer.put("FunctionArn", "arn:function:" + input.path("FunctionName").asText());
    answer.put("Version", "1");
    answer.put("AliasArn", "arn:alias:" + input.path("Name").asText());
    answer.put("UUID", "uuid");
    answer.put("stateMachineArn", "arn:machine:" + input.path("name").asText());
    answer.put("TopicArn", "arn:topic:" + input.path("Name").asText());
    answer.putObject("HealthCheck").put("Id", "check");
    return CompletableFuture.completedFuture(answer);
  }

  List<ApiCall> all() {
    return List.copyOf(calls);
  }

  /** The input of the only call of that operation. */
  JsonNode input(String operation) {
    List<ApiCall> found = calls.stream().filter(c -> c.operation().equals(operation)).toList();
    if (found.size() != 1) {
      throw new AssertionError(operation + " was called " + found.size() + " times");
    }
    return found.get(0).input();
  }

  List<String> operations() {
    return calls.stream().map(ApiCall::operation).toList();
  }
}
