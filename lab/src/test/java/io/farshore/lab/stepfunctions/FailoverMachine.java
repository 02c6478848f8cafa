package io.farshore.lab.stepfunctions;

import static io.farshore.lab.stepfunctions.States.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The project's own state machine, with scripted steps around it. */
final class FailoverMachine {

  static final String HEALTHY = "{'impaired':false,'points':[]}";
  static final String IMPAIRED = "{'impaired':true,'points':[]}";
  static final String AUTOMATIC = "'automatic':true,'needsConfirmation':true";
  private static final List<String> FORWARD =
      List.of(
          "WaitOutLeases",
          "ReadCheckpoint",
          "OpenEpoch",
          "Redirect",
          "Notify",
          "Verify",
          "Report",
          "Publish",
          "Done");
  private static final String EPOCH =
      "{'number':2,'region':'us-east-2','entry':'epoch#0000000002#us-east-2'}";

  final States states = new States();
  private final Map<String, Deque<String>> answers = new HashMap<>();
  private final Map<String, List<JsonNode>> inputs = new HashMap<>();
  JsonNode execution;

  /** Everything goes well, unless a test says otherwise. */
  FailoverMachine() {
    states.on("lambda:Invoke", this::invoke);
    for (String write : List.of("dynamodb:PutItem", "dynamodb:UpdateItem")) {
      states.on(write, call -> direct(write, call));
      on(write, "{}");
    }
    for (String send : List.of("sns:Publish", "events:PutEvents")) {
      states.on(send, call -> direct(send, call));
    }
    on("sns:Publish", "{'MessageId':'1'}")
        .on("events:PutEvents", "{'FailedEntryCount':0,'Entries':[]}");
    plan("Fence", "failover", "");
    on("HealthProbe", IMPAIRED);
    on(
        "CheckpointReader",
        "{'resumeFrom':{'p1':{'commitTimestamp':null,'position':null}},'exposure':{'seconds':1.5}}");
    on(
        "OpenEpoch",
        "{'status':'Activated','byThisExecution':true,'activatedAt':'2026-01-01T00:00:00Z','by':null}");
    on("RedirectTraffic", "{'status':'NotConfigured'}");
    on("VerifyActivation", "{'status':'Verified','producers':1,'by':null}");
    on(
        "PrepareSwitchover",
        "{'status':'Prepared','deadline':'2026-01-01T00:01:00Z','refusal':null}");
    on("CheckDrain", drain("Drained", true));
    states.create(definition());
  }

  /** The states that are visited when all goes on well from these on. */
  static String[] path(String... first) {
    return Stream.concat(Stream.of(first), FORWARD.stream()).toArray(String[]::new);
  }

  void assertOutcome(JsonNode output, String outcome) {
    assertThat(status()).isEqualTo("SUCCEEDED");
    assertThat(output.get("outcome").asText()).isEqualTo(outcome);
  }

  static String drain(String status, boolean complete) {
    return "{'status':'%s','complete':%s,'waitingFor':[],'phase':null,'by':null,'lateRequestsUntil':null}"
        .formatted(status, complete);
  }

  /** The next answers of a step, in order; the last one stays. {@code !Name} is an error. */
  FailoverMachine on(String step, String... jsons) {
    answers.put(step, new ArrayDeque<>(List.of(jsons)));
    return this;
  }

  /** The next plans are these decisions; more fields go before the ordinary ones. */
  static String planJson(String decision, String mode, String more) {
    return """
        {%s'decision':'%s','stream':'orders','mode':'%s','automatic':false,'dryRun':false,
         'reason':'a test','trigger':{'kind':'hand','name':null,'at':null},
         'sourceRegion':'us-east-1','targetRegion':'us-east-2','epoch':%s,'epochBefore':null,
         'resumeFrom':{},'refusal':null,'needsConfirmation':false,'needsApproval':false,
         'confirm':{'inRow':3,'atMost':5},'waitOut':{'leaseSeconds':5,'lateRequestsUntil':null},
         'verify':{'seconds':10}}"""
        .formatted(more, decision, mode, EPOCH);
  }

  FailoverMachine plan(String decision, String mode, String change) {
    return on("PlanFailover", changed(planJson(decision, mode, ""), change));
  }

  /** {@code 'field':value} in place of what the JSON has for it. */
  static String changed(String json, String change) {
    if (change.isEmpty()) {
      return json;
    }
    ObjectNode changed = (ObjectNode) json(json);
    json("{" + change + "}").properties().forEach(e -> changed.set(e.getKey(), e.getValue()));
    return changed.toString();
  }

  /** Runs it to its end; the output, or nothing when it failed. */
  JsonNode run() {
    execution = states.run("{'mode':'failover','targetRegion':'us-east-2'}");
    return execution.has("output") ? json(execution.get("output").asText()) : null;
  }

  String status() {
    return execution.get("status").asText();
  }

  /** The states entered, in order, without those that only look and wait again. */
  List<String> visited() {
    List<String> names = new ArrayList<>();
    for (JsonNode event : states.events(execution)) {
      String type = event.get("type").asText();
      if (type.endsWith("StateEntered")) {
        String name = event.at("/stateEnteredEventDetails/name").asText();
        if (!type.startsWith("Choice") && !type.startsWith("Pass")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** What a step was given, call by call. */
  List<JsonNode> inputs(String step) {
    return inputs.getOrDefault(step, List.of());
  }

  private CompletableFuture<JsonNode> invoke(ApiCall call) {
    String step = call.input().get("FunctionName").asText();
    JsonNode payload;
    try {
      payload = json(new String(call.input().get("Payload").binaryValue(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inputs.computeIfAbsent(step, s -> new ArrayList<>()).add(payload);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("StatusCode", 200);
    String next = step.equals("ReportOutcome") ? report(payload) : next(step);
    if (next.startsWith("!")) {
      answer.put("FunctionError", "Unhandled");
      next = "{'errorType':'%s','errorMessage':'scripted'}".formatted(next.substring(1));
    }
    answer.put("Payload", json(next).toString().getBytes(StandardCharsets.UTF_8));
    return CompletableFuture.completedFuture(answer);
  }

  private String report(JsonNode payload) {
    return answers.containsKey("ReportOutcome")
        ? next("ReportOutcome")
        : payload.get("outcome").toString();
  }

  private CompletableFuture<JsonNode> direct(String operation, ApiCall call) {
    inputs.computeIfAbsent(operation, s -> new ArrayList<>()).add(call.input());
    String next = next(operation);
    return next.startsWith("!")
        ? CompletableFuture.failedFuture(new AwsError(next.substring(1), 400, "scripted"))
        : CompletableFuture.completedFuture(json(next));
  }

  private String next(String step) {
    Deque<String> script = answers.get(step);
    return script.size() > 1 ? script.remove() : script.peek();
  }

  private static String definition() {
    try {
      return Files.readString(
              Path.of(System.getProperty("farshore.root"), "statemachines/failover.asl.json"))
          .replaceAll("\\$\\{(\\w+)Function\\}", "$1")
          .replaceAll("\\$\\{(\\w+)Seconds\\}", "900")
          .replace("${ActiveRegionTable}", "kdsActiveRegionConfig")
          .replace("${NotificationTopic}", "arn:aws:sns:us-east-2:111122223333:topic");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
