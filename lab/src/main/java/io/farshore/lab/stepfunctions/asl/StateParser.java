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
              FLOW,
              ERRORS,
              Set.of("Resource", "Arguments", "Credentials", "TimeoutSeconds", "HeartbeatSeconds")),
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
                  "Iterator",
                  "ItemReader",
                  "ItemBatcher",
                  "ResultWriter",
                  "Label",
                  "MaxConcurrency",
                  "ToleratedFailureCount",
                  "ToleratedFailurePercentage")));

  private final Diagnostics diagnostics;
  private final ExpressionCompiler compiler;
  private final Scoping scoping;

  /** A parser for the states of a block; the variables are those of its scope and outside. */
  StateParser(Diagnostics diagnostics, ExpressionCompiler compiler, Scoping scoping) {
    this.diagnostics = diagnostics;
    this.compiler = compiler;
    this.scoping = scoping;
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
    String type = node.path("Type").asText("");
    if (!FIELDS.containsKey(type)) {
      diagnostics.schema(
          fields.at("Type"),
          "The field 'Type' should have one of these values:"
              + " [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]");
      return Optional.empty();
    }
    int before = diagnostics.found().size();
    scoping.language().check(fields);
    if (diagnostics.found().size() > before) {
      return Optional.empty();
    }
    fields.allow(union(COMMON, FIELDS.get(type)));
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
          default -> new MapParser(diagnostics, compiler, scoping).parse(common, fields);
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
      diagnostics.schema(fields.at("Resource"), TaskResource.refusal(arn));
    }
    if (scoping.use() == Scoping.Use.EXPRESS) {
      resource
          .flatMap(TaskResource::whyNotExpress)
          .ifPresent(
              what ->
                  diagnostics.schema(
                      fields.at("Resource"), "Express state machine does not support " + what));
    }
    JsonNode credentials = fields.object().path("Credentials");
    if (fields.object().has("Credentials") && !credentials.has("RoleArn")) {
      diagnostics.schema(
          fields.at("Credentials"), "The field 'RoleArn' is required but was missing");
    }
    return new State.Task(
        common,
        resource.orElseGet(() -> new TaskResource.Function(arn)),
        fields.field("Arguments"),
        fields.field("Credentials"),
        fields.field("TimeoutSeconds"),
        fields.field("HeartbeatSeconds"));
  }

  private State choice(State.Common common, Fields fields) {
    List<State.Rule> rules = new ArrayList<>();
    List<Fields> choices = fields.objects("Choices");
    requireItems(fields, "Choices");
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

  private void requireItems(Fields fields, String name) {
    if (!fields.object().has(name)) {
      fields.missing(name);
    } else if (fields.object().get(name).isEmpty()) {
      diagnostics.schema(fields.at(name), "Value cannot be empty");
    }
  }

  private State wait(State.Common common, Fields fields) {
    String timestamp = fields.object().path("Timestamp").asText("");
    if (!timestamp.isEmpty() && !timestamp.startsWith("{%") && !Rfc3339.matches(timestamp)) {
      diagnostics.schema(fields.at("Timestamp"), "String does not match RFC3339 timestamp");
    }
    if (fields.object().has("Seconds") == fields.object().has("Timestamp")) {
      diagnostics.schema(
          fields.location(), "Exactly one of \"Seconds\" and \"Timestamp\" is required");
    }
    return new State.Wait(common, fields.field("Seconds"), fields.field("Timestamp"));
  }

  private State parallel(State.Common common, Fields fields) {
    List<Block> branches = new ArrayList<>();
    List<Fields> blocks = fields.objects("Branches");
    requireItems(fields, "Branches");
    for (Fields branch : blocks) {
      branch.allow(Set.of("StartAt", "States", "Comment"));
      inner().parse(branch.object(), branch.location()).ifPresent(branches::add);
    }
    return new State.Parallel(common, fields.field("Arguments"), List.copyOf(branches));
  }

  private BlockParser inner() {
    return new BlockParser(diagnostics, compiler, scoping);
  }
}
