package io.farshore.lab.stepfunctions.asl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.lab.stepfunctions.jsonata.ExpressionCompiler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads, checks and compiles definitions. Used on the event loop only. */
public final class DefinitionParser {

  private static final int LARGEST_DEFINITION = 1024 * 1024;
  private static final int SHOWN = 500;
  private static final Set<String> TOP_LEVEL =
      Set.of("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version");

  private final ObjectMapper mapper =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private final ExpressionCompiler compiler;

  /** A parser of definitions whose expressions come from {@code compiler}. */
  public DefinitionParser(ExpressionCompiler compiler) {
    this.compiler = compiler;
  }

  /** Reads the definition of a standard workflow, see {@link #parse(String, boolean)}. */
  public Parsed parse(String text) {
    return parse(text, false);
  }

  /**
   * Reads a definition; everything that is wrong with it is in the answer.
   *
   * @param express true for an express workflow, which can't do everything
   */
  public Parsed parse(String text, boolean express) {
    Diagnostics diagnostics = new Diagnostics();
    if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_DEFINITION) {
      diagnostics.schema("/", "The definition is larger than 1 MB");
      return new Parsed.Invalid(diagnostics.found());
    }
    try {
      return parse(mapper.readTree(text), express, diagnostics);
    } catch (JsonProcessingException e) {
      return new Parsed.Invalid(List.of(notJson(text, e)));
    }
  }

  /**
   * Reads one state by itself; where it goes on is not looked for.
   *
   * @param node with a {@code QueryLanguage} of its own
   */
  public Parsed parseState(String name, JsonNode node) {
    Diagnostics diagnostics = new Diagnostics();
    Scoping scoping = new Scoping(new Language(node, "JSONPath"), Scoping.Use.TEST, Set.of());
    Optional<State> state =
        new StateParser(diagnostics, compiler, scoping).parse(name, node, "/States/" + name);
    List<Diagnostic> found = diagnostics.found();
    return found.isEmpty() && state.isPresent()
        ? new Parsed.Valid(
            new StateMachineDefinition(
                new Block(name, Map.of(name, state.get())), Optional.empty()))
        : new Parsed.Invalid(found);
  }

  private static Diagnostic notJson(String text, JsonProcessingException failure) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) : text;
    String location =
        "[Source: (String)\"%s\"; line: %d, column: %d]"
            .formatted(
                shown, failure.getLocation().getLineNr(), failure.getLocation().getColumnNr());
    return new Diagnostic(
        Diagnostic.NOT_JSON, failure.getOriginalMessage() + "\n at " + location, location);
  }

  private Parsed parse(JsonNode root, boolean express, Diagnostics diagnostics) {
    if (root == null || !root.isObject()) {
      diagnostics.schema("", "Definition must be a valid JSON object");
      return new Parsed.Invalid(diagnostics.found());
    }
    Fields fields = new Fields(root, "", diagnostics, compiler);
    fields.allow(TOP_LEVEL);
    Optional<Duration> timeout =
        fields.number("TimeoutSeconds", 1).map(n -> Duration.ofSeconds(n.longValue()));
    Scoping scoping =
        new Scoping(
            new Language(root, "JSONPath"),
            express ? Scoping.Use.EXPRESS : Scoping.Use.STANDARD,
            Set.of());
    Optional<Block> block = new BlockParser(diagnostics, compiler, scoping).parse(root, "");
    List<Diagnostic> found = diagnostics.found();
    return found.isEmpty() && block.isPresent()
        ? new Parsed.Valid(new StateMachineDefinition(block.get(), timeout))
        : new Parsed.Invalid(found);
  }
}
