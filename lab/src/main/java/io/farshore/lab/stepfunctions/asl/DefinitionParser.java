package io.farshore.lab.stepfunctions.asl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.lab.stepfunctions.jsonata.ExpressionCompiler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads, checks and compiles definitions. Used on the event loop only. */
public final class DefinitionParser {

  private static final int LARGEST_DEFINITION = 1024 * 1024;
  private static final Set<String> TOP_LEVEL =
      Set.of("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version");

  private final ObjectMapper mapper =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private final ExpressionCompiler compiler;

  /** A parser of definitions whose expressions come from {@code compiler}. */
  public DefinitionParser(ExpressionCompiler compiler) {
    this.compiler = compiler;
  }

  /** Reads a definition; everything that is wrong with it is in the answer. */
  public Parsed parse(String text) {
    Diagnostics diagnostics = new Diagnostics();
    if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_DEFINITION) {
      diagnostics.schema("/", "The definition is larger than 1 MB");
      return new Parsed.Invalid(diagnostics.found());
    }
    try {
      return parse(mapper.readTree(text), diagnostics);
    } catch (JsonProcessingException e) {
      return new Parsed.Invalid(
          List.of(new Diagnostic("INVALID_JSON_DESCRIPTION", e.getOriginalMessage(), "/")));
    }
  }

  private Parsed parse(JsonNode root, Diagnostics diagnostics) {
    if (root == null || !root.isObject()) {
      diagnostics.schema("/", "The definition must be an object");
      return new Parsed.Invalid(diagnostics.found());
    }
    Fields fields = new Fields(root, "", diagnostics, compiler);
    fields.allow(TOP_LEVEL);
    if (!root.path("QueryLanguage").asText("JSONPath").equals("JSONata")) {
      diagnostics.schema(
          "/QueryLanguage", "Only state machines with \"QueryLanguage\": \"JSONata\" run here");
      return new Parsed.Invalid(diagnostics.found());
    }
    Optional<Duration> timeout =
        fields.number("TimeoutSeconds", 1).map(n -> Duration.ofSeconds(n.longValue()));
    Optional<Block> block = new BlockParser(diagnostics, compiler, Set.of()).parse(root, "");
    List<Diagnostic> found = diagnostics.found();
    return found.isEmpty() && block.isPresent()
        ? new Parsed.Valid(new StateMachineDefinition(block.get(), timeout))
        : new Parsed.Invalid(found);
  }
}
