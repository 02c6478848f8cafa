package io.farshore.lab.stepfunctions.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.stepfunctions.jsonata.ExpressionCompiler;
import io.farshore.lab.stepfunctions.jsonata.Field;
import io.farshore.lab.stepfunctions.jsonata.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one state. */
final class StateParser {

  private static final Set<String> COMMON = Set.of("Type", "Comment", "QueryLanguage");
  private static final Set<String> FLOW = Set.of("Next", "End", "Output", "Assign");
  private static final Set<String> ERRORS = Set.of("Retry", "Catch");

  /** What each type has besides {@link #COMMON}. */
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "Task",
          union(
              FLOW, ERRORS, Set.of("Resource", "Arguments", "TimeoutSeconds", "HeartbeatSeconds")),
          "Choice",
          Set.of("Choices", "Default", "Output", "Assign"),
          "Wait",
          union(FLOW, Set.of("Seconds", "Timestamp")),
          "Pass",
          FLOW,
          "Succeed",
          Set.of("Output"),
          "Fail",
          Set.of("Error", "Cause"),
          "Parallel",
          union(FLOW, ERRORS, Set.of("Arguments", "Branches")),
          "Map",
          union(
              FLOW,
              ERRORS,
              Set.of(
                  "Items",
                  "ItemSelector",
                  "ItemProcessor",
                  "MaxConcurrency",
                  "ToleratedFailureCount",
                  "ToleratedFailurePercentage")));

  private final Diagnostics diagnostics;
  private final ExpressionCompiler compiler;
  private final Set<String> variables;

  /** A parser for the states of a block; {@code variables} are those of its scope and outside. */
  StateParser(Diagnostics diagnostics, ExpressionCompiler compiler, Set<String> variables) {
    this.diagnostics = diagnostics;
    this.compiler = compiler;
    this.variables = variables;
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    Set<String> all = new HashSet<>();
    for (Set<String> set : sets) {
      all.addAll(set);
    }
    return all;
  }

  /** Reads a state; empty (with a diagnostic) when its type is unknown. */
  Optional<State> parse(String name, JsonNode node, String location) {
    Fields fields = new Fields(node, location, diagnostics, compiler);
    String type = fields.requiredText("Type");
    if (!FIELDS.containsKey(type)) {
      diagnostics.schema(
          fields.at("Type"), "The state type \"%s\" is not supported".formatted(type));
      return Optional.empty();
    }
    fields.allow(union(COMMON, FIELDS.get(type)));
    if (!node.path("QueryLanguage").asText("JSONata").equals("JSONata")) {
      diagnostics.schema(fields.at("QueryLanguage"), "Only JSONata is supported");
    }
    State.Common common = common(name, type, fields);
    return Optional.of(
        switch (type) {
          case "Task" -> task(common, fields);
          case "Choice" -> choice(common, fields);
          case "Wait" -> wait(common, fields);
          case "Pass" -> new State.Pass(common);
          case "Succeed" -> new State.Succeed(common);
          case "Fail" -> new State.Fail(common, fields.field("Error"), fields.field("Cause"));
          case "Parallel" -> parallel(common, fields);
          default -> map(common, fields);
        });
  }

  private State.Common common(String name, String type, Fields fields) {
    Optional<String> next = fields.text("Next");
    boolean flows = FIELDS.get(type).contains("Next");
    boolean end = fields.object().path("End").asBoolean(false);
    if (flows && next.isPresent() == end) {
      diagnostics.schema(fields.location(), "Exactly one of \"Next\" and \"End\" is required");
    }
    return new State.Common(
        name,
        type,
        next,
        fields.outcome(""),
        ErrorRules.retriers(fields),
        ErrorRules.catchers(fields));
  }

  private State task(State.Common common, Fields fields) {
    String arn = fields.requiredText("Resource");
    Optional<TaskResource> resource = TaskResource.parse(arn);
    if (resource.isEmpty()) {
      diagnostics.schema(
          fields.at("Resource"),
          ("The resource provided %s is not recognized. The value is not a valid resource ARN, or"
                  + " the resource is not available in this region.")
              .formatted(arn));
    }
    return new State.Task(
        common,
        resource.orElseGet(() -> new TaskResource.Function(arn)),
        fields.field("Arguments"),
        fields.field("TimeoutSeconds"),
        fields.field("HeartbeatSeconds"));
  }

  private State choice(State.Common common, Fields fields) {
    List<State.Rule> rules = new ArrayList<>();
    List<Fields> choices = fields.objects("Choices");
    if (choices.isEmpty()) {
      fields.missing("Choices");
    }
    for (int i = 0; i < choices.size(); i++) {
      Fields rule = choices.get(i);
      rule.allow(Set.of("Condition", "Next", "Output", "Assign", "Comment"));
      if (!rule.object().has("Condition")) {
        rule.missing("Condition");
      }
      String prefix = "Choices[" + i + "]/";
      Field never =
          new Field("", new Template.Literal(JsonNodeFactory.instance.booleanNode(false)));
      rules.add(
          new State.Rule(
              rule.field("Condition", prefix + "Condition").orElse(never),
              rule.requiredText("Next"),
              rule.outcome(prefix)));
    }
    return new State.Choice(common, List.copyOf(rules), fields.text("Default"));
  }

  private State wait(State.Common common, Fields fields) {
    if (fields.object().has("Seconds") == fields.object().has("Timestamp")) {
      diagnostics.schema(
          fields.location(), "Exactly one of \"Seconds\" and \"Timestamp\" is required");
    }
    return new State.Wait(common, fields.field("Seconds"), fields.field("Timestamp"));
  }

  private State parallel(State.Common common, Fields fields) {
    List<Block> branches = new ArrayList<>();
    List<Fields> blocks = fields.objects("Branches");
    if (blocks.isEmpty()) {
      fields.missing("Branches");
    }
    for (Fields branch : blocks) {
      branch.allow(Set.of("StartAt", "States", "Comment"));
      inner().parse(branch.object(), branch.location()).ifPresent(branches::add);
    }
    return new State.Parallel(common, fields.field("Arguments"), List.copyOf(branches));
  }

  private State map(State.Common common, Fields fields) {
    JsonNode processor = fields.object().path("ItemProcessor");
    Fields inside = new Fields(processor, fields.at("ItemProcessor"), diagnostics, compiler);
    if (!processor.isObject()) {
      fields.missing("ItemProcessor");
    }
    inside.allow(Set.of("StartAt", "States", "ProcessorConfig", "Comment"));
    if (!processor.path("ProcessorConfig").path("Mode").asText("INLINE").equals("INLINE")) {
      diagnostics.schema(
          inside.at("ProcessorConfig/Mode"), "Only the mode \"INLINE\" is supported");
    }
    Optional<Block> block = inner().parse(processor, inside.location());
    return new State.Map(
        common,
        fields.field("Items"),
        fields.field("ItemSelector"),
        fields.field("MaxConcurrency"),
        fields.field("ToleratedFailureCount"),
        fields.field("ToleratedFailurePercentage"),
        block.orElseGet(() -> new Block("", Map.of())));
  }

  private BlockParser inner() {
    return new BlockParser(diagnostics, compiler, variables);
  }
}
