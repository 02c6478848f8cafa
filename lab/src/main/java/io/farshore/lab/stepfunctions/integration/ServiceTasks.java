package io.farshore.lab.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.TaskResource;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.Tasks;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Calls the lab's services for tasks, from the execution's Region, as its state machine. */
public final class ServiceTasks implements Tasks {

  private static final String GLOBAL_REGION = "us-east-1";

  private final AwsApi api;
  private final Supplier<String> requestIds;

  /**
   * Tasks over {@code api}.
   *
   * @param requestIds a new id at each call
   */
  public ServiceTasks(AwsApi api, Supplier<String> requestIds) {
    this.api = api;
    this.requestIds = requestIds;
  }

  @Override
  public CompletableFuture<Answer> call(
      TaskResource resource, JsonNode arguments, ExecutionIdentity execution) {
    if (resource instanceof TaskResource.Function function) {
      return new LambdaTask(this::send).plain(function.arn(), arguments, execution);
    }
    if (!(arguments instanceof ObjectNode parameters)) {
      return failed(
          new StateError(
              StateError.RUNTIME, "The 'Arguments' of " + resource.arn() + " must be an object."));
    }
    if (resource instanceof TaskResource.Sdk sdk) {
      return sdk(sdk, parameters, execution);
    }
    return optimized((TaskResource.Optimized) resource, parameters, execution);
  }

  private CompletableFuture<Answer> optimized(
      TaskResource.Optimized resource, ObjectNode parameters, ExecutionIdentity execution) {
    return switch (resource.service()) {
      case "lambda" -> new LambdaTask(this::send).invoke(parameters, execution);
      case "dynamodb" ->
          send(
              new Request(
                  "dynamodb",
                  MemberNames.capital(resource.action()),
                  parameters,
                  new ErrorNames("DynamoDB", "AmazonDynamoDBException", "AmazonDynamoDBv2")),
              execution,
              ServiceTasks::withMetadata);
      case "events" -> new PutEventsTask(this::send).put(parameters, execution);
      default ->
          send(
              new Request(
                  "sns",
                  "Publish",
                  publish(parameters),
                  new ErrorNames("SNS", "AmazonSNSException", "AmazonSNS")),
              execution,
              ServiceTasks::withMetadata);
    };
  }

  /** A message that is not a string is sent as its JSON. */
  private static ObjectNode publish(ObjectNode parameters) {
    ObjectNode input = parameters.deepCopy();
    JsonNode message = input.path("Message");
    if (message.isContainerNode()) {
      input.put("Message", message.toString());
    }
    return input;
  }

  private CompletableFuture<Answer> sdk(
      TaskResource.Sdk resource, ObjectNode parameters, ExecutionIdentity execution) {
    var found = SdkServices.byName(resource.service());
    if (found.isEmpty()) {
      return failed(
          new StateError(
              StateError.RUNTIME, "The lab has no SDK service '" + resource.service() + "'."));
    }
    var service = found.get();
    ObjectNode input =
        service.camelCase()
            ? (ObjectNode) MemberNames.toCamelCase(parameters)
            : Blobs.encode(service.signingName(), parameters);
    ErrorNames errors =
        new ErrorNames(
            service.errorPrefix(), service.errorPrefix() + "Exception", service.errorPrefix());
    return send(
        new Request(service.signingName(), MemberNames.capital(resource.action()), input, errors),
        execution,
        (answer, requestId) ->
            new Succeeded(service.camelCase() ? MemberNames.toPascalCase(answer) : answer));
  }

  private CompletableFuture<Answer> send(
      Request request, ExecutionIdentity execution, AnswerShape shape) {
    String requestId = requestIds.get();
    String region = request.service().equals("route53") ? GLOBAL_REGION : execution.region();
    return api.call(
            new ApiCall(
                Caller.in(execution.region(), execution.stateMachineArn()),
                region,
                request.service(),
                request.operation(),
                request.input(),
                requestId))
        .handle(
            (answer, failure) ->
                failure == null
                    ? shape.apply(answer, requestId)
                    : new Failed(request.errors().of(failure, requestId)));
  }

  /** The answer with what optimized integrations add to it. */
  static Answer withMetadata(JsonNode answer, String requestId) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    answer.properties().forEach(e -> result.set(e.getKey(), e.getValue()));
    ObjectNode http = result.putObject("SdkHttpMetadata");
    http.putObject("AllHttpHeaders");
    http.putObject("HttpHeaders");
    http.put("HttpStatusCode", 200);
    result.putObject("SdkResponseMetadata").put("RequestId", requestId);
    return new Succeeded(result);
  }

  private static CompletableFuture<Answer> failed(StateError error) {
    return CompletableFuture.completedFuture(new Failed(error));
  }

  /** One call of a service, and what its errors are called. */
  record Request(String service, String operation, ObjectNode input, ErrorNames errors) {}

  /** From a service's answer to the task's. */
  @FunctionalInterface
  interface AnswerShape {
    Answer apply(JsonNode answer, String requestId);
  }

  /** Sends a request for an execution. */
  @FunctionalInterface
  interface Sender {
    CompletableFuture<Answer> send(Request request, ExecutionIdentity execution, AnswerShape shape);
  }
}
