package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** AWS calls of a deployment in one Region. */
final class Calls {

  private final AwsApi api;
  private final Supplier<String> requestIds;

  Calls(AwsApi api, Supplier<String> requestIds) {
    this.api = api;
    this.requestIds = requestIds;
  }

  CompletableFuture<JsonNode> call(
      Resource resource, String service, String operation, ObjectNode input) {
    String region = service.equals("route53") ? "us-east-1" : resource.region();
    Caller caller = Caller.in(resource.region(), "cloudformation.amazonaws.com");
    return api.call(new ApiCall(caller, region, service, operation, input, requestIds.get()));
  }

  String requestId() {
    return requestIds.get();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
