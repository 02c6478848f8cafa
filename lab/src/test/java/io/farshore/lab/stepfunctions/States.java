package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.time.VirtualEventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Step Functions on a virtual clock, with scripted services around it. */
final class States implements AwsApi, RegionState {

  static final String REGION = "us-east-2";
  static final String MACHINE = "arn:aws:states:us-east-2:111122223333:stateMachine:m";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES);

  final VirtualEventLoop loop = new VirtualEventLoop();
  final List<ApiCall> calls = new ArrayList<>();
  private final Map<String, Function<ApiCall, CompletableFuture<JsonNode>>> services =
      new HashMap<>();
  private CompletableFuture<Void> back = CompletableFuture.completedFuture(null);
  final StatesService service;

  States() {
    this(StatusChangeEvents.OFF);
  }

  States(StatusChangeEvents events) {
    this(events, Optional.empty());
  }

  /** Keeps what it has in {@code folder}. */
  States(StatusChangeEvents events, Optional<Path> folder) {
    service = new StatesService(loop, this, this, new SplittableRandom(1), events, folder);
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What a service's operation answers: {@code dynamodb:GetItem}. */
  States on(String operation, Function<ApiCall, CompletableFuture<JsonNode>> answer) {
    services.put(operation, answer);
    return this;
  }

  States answers(String operation, String json) {
    return on(operation, call -> CompletableFuture.completedFuture(json(json)));
  }

  States fails(String operation, RuntimeException error) {
    return on(operation, call -> CompletableFuture.failedFuture(error));
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    calls.add(call);
    return services.get(call.service() + ":" + call.operation()).apply(call);
  }

  @Override
  public boolean isLost(String region) {
    return !back.isDone();
  }

  @Override
  public CompletableFuture<Void> whenBack(String region) {
    return back;
  }

  void lose() {
    back = new CompletableFuture<>();
  }

  void comeBack() {
    back.complete(null);
  }

  JsonNode api(String operation, String input) {
    return api(operation, (ObjectNode) json(input));
  }

  JsonNode api(String operation, ObjectNode input) {
    CompletableFuture<JsonNode> answer =
        service.call(
            new ApiCall(Caller.outside("test"), REGION, "states", operation, input, "request"));
    loop.run();
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  States create(String definition) {
    ObjectNode input = Answers.object().put("name", "m").put("roleArn", "arn:aws:iam::1:role/r");
    input.put("definition", json(definition).toString());
    api("CreateStateMachine", input);
    return this;
  }

  /** A machine with these states. */
  States machine(String startAt, String states) {
    return create(
        "{'QueryLanguage':'JSONata','StartAt':'%s','States':{%s}}".formatted(startAt, states));
  }

  String start(String input) {
    ObjectNode request = Answers.object().put("stateMachineArn", MACHINE);
    request.put("input", json(input).toString());
    return api("StartExecution", request).get("executionArn").asText();
  }

  /** Starts an execution, and lets it run for a day. */
  JsonNode run(String input) {
    String arn = start(input);
    loop.run(Duration.ofDays(1));
    return describe(arn);
  }

  JsonNode describe(String arn) {
    return api("DescribeExecution", Answers.object().put("executionArn", arn));
  }

  JsonNode output(String input) {
    JsonNode execution = run(input);
    if (!execution.has("output")) {
      throw new AssertionError("No output: " + execution);
    }
    return json(execution.get("output").asText());
  }

  List<JsonNode> events(JsonNode execution) {
    List<JsonNode> events = new ArrayList<>();
    api(
            "GetExecutionHistory",
            Answers.object()
                .put("executionArn", execution.get("executionArn").asText())
                .put("maxResults", 1000))
        .get("events")
        .forEach(events::add);
    return events;
  }

  List<String> types(JsonNode execution) {
    return events(execution).stream().map(event -> event.get("type").asText()).toList();
  }

  JsonNode event(JsonNode execution, String type) {
    return events(execution).stream()
        .filter(event -> event.get("type").asText().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
