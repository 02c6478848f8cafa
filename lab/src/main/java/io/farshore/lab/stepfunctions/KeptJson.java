package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.Parsed;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Revisions and executions as JSON on disk, and back. Used on the event loop only. */
final class KeptJson {

  private static final StateError CUT_OFF =
      new StateError("", "The lab ended while the execution was running.");

  private final ObjectMapper mapper = new ObjectMapper();
  private final Definitions definitions;
  private final Map<String, StateMachineDefinition> compiled = new HashMap<>();

  KeptJson(Definitions definitions) {
    this.definitions = definitions;
  }

  static ObjectNode revision(Revision revision) {
    ObjectNode json =
        Answers.object()
            .put("roleArn", revision.roleArn())
            .put("source", revision.source())
            .put("at", revision.at().toString());
    revision.id().ifPresent(id -> json.put("id", id));
    json.set("settings", revision.settings());
    return json;
  }

  Revision revision(JsonNode json, MachineType type) {
    String source = json.get("source").asText();
    return new Revision(
        optional(json, "id"),
        json.get("roleArn").asText(),
        source,
        compiled.computeIfAbsent(source, text -> compile(text, type)),
        (ObjectNode) json.get("settings"),
        Instant.parse(json.get("at").asText()));
  }

  private StateMachineDefinition compile(String source, MachineType type) {
    if (definitions.parse(source, type) instanceof Parsed.Valid valid) {
      return valid.definition();
    }
    throw new IllegalStateException("A state machine that was kept is not valid any more");
  }

  static Optional<String> optional(JsonNode json, String member) {
    return Optional.ofNullable(json.get(member)).map(JsonNode::asText);
  }

  ObjectNode start(Execution.Start start) {
    ExecutionIdentity identity = start.identity();
    ObjectNode json =
        Answers.object()
            .put("executionArn", identity.executionArn())
            .put("name", identity.name())
            .put("stateMachineArn", identity.stateMachineArn())
            .put("stateMachineName", identity.stateMachineName())
            .put("startedAt", identity.startedAt().toString())
            .put("input", start.inputText())
            .put("type", start.type().name());
    json.set("revision", revision(start.revision()));
    start.versionArn().ifPresent(arn -> json.put("versionArn", arn));
    start.aliasArn().ifPresent(arn -> json.put("aliasArn", arn));
    return json;
  }

  static ObjectNode event(HistoryEvent event) {
    ObjectNode json =
        Answers.object()
            .put("id", event.id())
            .put("previous", event.previousEventId())
            .put("at", event.timestamp().toString())
            .put("type", event.type())
            .put("name", event.detailsName());
    json.set("details", event.details());
    return json;
  }

  static ObjectNode end(ExecutionEnd how, Instant when) {
    ObjectNode json = Answers.object().put("end", how.status()).put("at", when.toString());
    if (how instanceof ExecutionEnd.Succeeded done) {
      json.set("output", done.output());
    } else {
      json.setAll(how.details());
    }
    return json;
  }

  /** An execution from its lines; without an end it is aborted {@code now}. */
  Execution execution(List<JsonNode> lines, Instant now) {
    Execution.Start start = start(lines.get(0));
    List<HistoryEvent> events = new ArrayList<>();
    for (JsonNode line : lines.subList(1, lines.size())) {
      if (line.has("end")) {
        return new Execution(start, events, end(line), Instant.parse(line.get("at").asText()));
      }
      events.add(event(line));
    }
    ExecutionEnd aborted = new ExecutionEnd.Aborted(CUT_OFF);
    events.add(
        new HistoryEvent(
            events.size() + 1L,
            0,
            now,
            "ExecutionAborted",
            "executionAbortedEventDetails",
            aborted.details()));
    return new Execution(start, events, aborted, now);
  }

  private Execution.Start start(JsonNode json) {
    MachineType type = MachineType.valueOf(json.get("type").asText());
    Revision revision = revision(json.get("revision"), type);
    String arn = json.get("executionArn").asText();
    String input = json.get("input").asText();
    ExecutionIdentity identity =
        new ExecutionIdentity(
            arn,
            json.get("name").asText(),
            json.get("stateMachineArn").asText(),
            json.get("stateMachineName").asText(),
            revision.roleArn(),
            arn.split(":")[3],
            Instant.parse(json.get("startedAt").asText()),
            parse(input));
    return new Execution.Start(
        identity,
        input,
        type,
        revision,
        optional(json, "versionArn"),
        optional(json, "aliasArn"),
        Optional.empty());
  }

  private JsonNode parse(String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An input that was kept is not JSON", e);
    }
  }

  private static HistoryEvent event(JsonNode json) {
    return new HistoryEvent(
        json.get("id").asLong(),
        json.get("previous").asLong(),
        Instant.parse(json.get("at").asText()),
        json.get("type").asText(),
        json.get("name").asText(),
        (ObjectNode) json.get("details"));
  }

  private static ExecutionEnd end(JsonNode json) {
    StateError error = new StateError(json.path("error").asText(""), json.path("cause").asText(""));
    return switch (json.get("end").asText()) {
      case "SUCCEEDED" -> new ExecutionEnd.Succeeded(json.get("output"));
      case "TIMED_OUT" -> new ExecutionEnd.TimedOut();
      case "ABORTED" -> new ExecutionEnd.Aborted(error);
      default -> new ExecutionEnd.Failed(error);
    };
  }
}
