package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.DefinitionParser;
import io.farshore.lab.stepfunctions.asl.Diagnostic;
import io.farshore.lab.stepfunctions.asl.Parsed;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads definitions, and says what is wrong with them. */
final class Definitions {

  private static final int MOST_DIAGNOSTICS = 100;

  /** How long an express workflow may take. */
  private static final Duration EXPRESS = Duration.ofMinutes(5);

  private final DefinitionParser parser;

  Definitions(DefinitionParser parser) {
    this.parser = parser;
  }

  Parsed parse(String source, MachineType type) {
    if (type == MachineType.STANDARD) {
      return parser.parse(source);
    }
    Parsed parsed = parser.parse(source, true);
    return parsed instanceof Parsed.Valid valid ? limited(valid.definition()) : parsed;
  }

  private static Parsed limited(StateMachineDefinition definition) {
    Duration limit = definition.timeout().filter(own -> own.compareTo(EXPRESS) < 0).orElse(EXPRESS);
    return new Parsed.Valid(new StateMachineDefinition(definition.block(), Optional.of(limit)));
  }

  Parsed parseState(String name, JsonNode state) {
    return parser.parseState(name, state);
  }

  /** The answer of {@code ValidateStateMachineDefinition}. */
  ObjectNode report(Request request, MachineType type) {
    Parsed parsed = parse(request.text("definition"), type);
    List<Diagnostic> found =
        parsed instanceof Parsed.Invalid invalid ? invalid.diagnostics() : List.of();
    int asked = request.member("maxResults").asInt(0);
    int most = asked == 0 ? MOST_DIAGNOSTICS : Math.min(asked, MOST_DIAGNOSTICS);
    ObjectNode answer = Answers.object();
    ArrayNode diagnostics = answer.putArray("diagnostics");
    found.stream().limit(most).forEach(diagnostic -> diagnostics.add(json(diagnostic)));
    return answer
        .put("result", found.isEmpty() ? "OK" : "FAIL")
        .put("truncated", found.size() > most);
  }

  private static ObjectNode json(Diagnostic diagnostic) {
    ObjectNode json =
        Answers.object()
            .put("severity", "ERROR")
            .put("code", diagnostic.code())
            .put("message", diagnostic.message());
    if (!diagnostic.location().isEmpty()) {
      json.put("location", diagnostic.location());
    }
    return json;
  }
}
