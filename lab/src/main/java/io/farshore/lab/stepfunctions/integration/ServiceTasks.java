package io.farshore.lab.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.TaskResource;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.Tasks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Calls the lab's services for tasks, from the execution's Region, as its state machine. */
public final class ServiceTasks implements Tasks {

  private static final String GLOBAL_REGION = "us-east-1";
  private static final String JSON = "application/x-amz-json-1.0";
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);

  private final AwsApi api;
  private final Supplier<String> requestIds;
  private final HttpMetadata metadata;

  /**
   * Tasks over {@code api}.
   *
   * @param requestIds a new id at each call
   * @param now for the dates of answers
   */
  public ServiceTasks(AwsApi api, Supplier<String> requestIds, Supplier<Instant> now) {
    this.api = api;
    this.requestIds = requestIds;
    this.metadata = new HttpMetadata(now);
  }

  @Override
  public CompletableFuture<Answer> call(
      TaskResource resource, JsonNode arguments, ExecutionIdentity execution) {
    if (resource instanceof TaskResource.Function function) {
      return new LambdaTask(this::send, metadata).plain(function.arn(), arguments, execution);
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
      case "lambda" -> new LambdaTask(this::send, metadata).invoke(parameters, execution);
      case "dynamodb" -> dynamoDb(resource.action(), parameters, execution);
      case "events" -> new PutEventsTask(this::send).put(parameters, execution);
      case "sqs" -> sendMessage(parameters, execution);
      case "states" -> startExecution(parameters, execution);
      default -> publish(parameters, execution);
    };
  }

  private CompletableFuture<Answer> dynamoDb(
      String action, ObjectNode parameters, ExecutionIdentity execution) {
    return send(
        new Request(
            "dynamodb",
            MemberNames.capital(action),
            parameters,
            ErrorNames.first("DynamoDB", "AmazonDynamoDBException", "AmazonDynamoDBv2")),
        execution,
        (answer, id) -> described(answer, id, JSON, Map.of("Server", "Server")));
  }

  private CompletableFuture<Answer> sendMessage(
      ObjectNode parameters, ExecutionIdentity execution) {
    return send(
        new Request(
            "sqs",
            "SendMessage",
            JsonTexts.in(parameters, "MessageBody"),
            ErrorNames.first("SQS", "AmazonSQSException", "AmazonSQS")),
        execution,
        (answer, id) -> described(answer, id, JSON, Map.of("connection", "keep-alive")));
  }

  private CompletableFuture<Answer> publish(ObjectNode parameters, ExecutionIdentity execution) {
    return send(
        new Request(
            "sns",
            "Publish",
            JsonTexts.in(parameters, "Message"),
            ErrorNames.first("SNS", "AmazonSNSException", "AmazonSNS")),
        execution,
        (answer, id) -> described(answer, id, "text/xml", Map.of("connection", "keep-alive")));
  }

  private CompletableFuture<Answer> startExecution(
      ObjectNode parameters, ExecutionIdentity execution) {
    return send(
        new Request(
            "states",
            "StartExecution",
            MemberNames.small(JsonTexts.in(parameters, "Input")),
            ErrorNames.first("StepFunctions", "AWSStepFunctionsException", "AWSStepFunctions")),
        execution,
        (answer, id) -> {
          ObjectNode capital = (ObjectNode) MemberNames.toPascalCase(answer);
          BigDecimal started = answer.path("startDate").decimalValue();
          capital.put("StartDate", started.multiply(MILLIS).longValue());
          return described(capital, id, JSON, Map.of("connection", "keep-alive"));
        });
  }

  private Answer described(
      JsonNode answer, String requestId, String contentType, Map<String, String> headers) {
    return new Succeeded(metadata.add(answer, requestId, contentType, headers));
  }

  private CompletableFuture<Answer> sdk(
      TaskResource.Sdk resource, ObjectNode parameters, ExecutionIdentity execution) {
    SdkServices.SdkService service = SdkServices.byName(resource.service());
    return send(
        new Request(
            service.signingName(),
            MemberNames.capital(resource.action()),
            SdkShapes.request(service, parameters),
            ErrorNames.second(service.errorPrefix())),
        execution,
        (answer, requestId) -> new Succeeded(SdkShapes.answer(service, answer)));
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
