package io.farshore.lab.stepfunctions.asl;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.stepfunctions.jsonata.ExpressionCompiler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a Map: how it goes over its items, and the block that it runs for each. */
final class MapParser {

  /** What only a distributed Map has. */
  private static final String[] DISTRIBUTED = {"ItemBatcher", "Label"};

  /** What reads from S3 or writes there. */
  private static final String[] IN_S3 = {"ItemReader", "ResultWriter"};

  private final Diagnostics diagnostics;
  private final ExpressionCompiler compiler;
  private final Scoping scoping;

  MapParser(Diagnostics diagnostics, ExpressionCompiler compiler, Scoping scoping) {
    this.diagnostics = diagnostics;
    this.compiler = compiler;
    this.scoping = scoping;
  }

  State parse(State.Common common, Fields fields) {
    String name = fields.object().has("Iterator") ? "Iterator" : "ItemProcessor";
    JsonNode processor = fields.object().path(name);
    Fields inside = new Fields(processor, fields.at(name), diagnostics, compiler);
    if (!processor.isObject()) {
      fields.missing(name);
    }
    inside.allow(Set.of("StartAt", "States", "ProcessorConfig", "Comment"));
    Optional<State.Distribution> distribution =
        scoping.use() == Scoping.Use.TEST ? Optional.empty() : distribution(fields, inside);
    Optional<Block> block =
        new BlockParser(diagnostics, compiler, distribution.map(this::children).orElse(scoping))
            .parse(processor, inside.location());
    return new State.Map(
        common,
        fields.field("Items"),
        fields.field("ItemSelector"),
        fields.field("MaxConcurrency"),
        fields.field("ToleratedFailureCount"),
        fields.field("ToleratedFailurePercentage"),
        distribution,
        block.orElseGet(() -> new Block("", Map.of())));
  }

  /** Executions of their own do not see the variables around them. */
  private Scoping children(State.Distribution distribution) {
    return new Scoping(
        scoping.language(),
        distribution.express() ? Scoping.Use.EXPRESS : Scoping.Use.STANDARD,
        Set.of());
  }

  private Optional<State.Distribution> distribution(Fields fields, Fields processor) {
    refuse(
        fields,
        IN_S3,
        "The lab has no S3: the items of a Map are its Items or its input, its result is its"
            + " output. The field '%s' is not supported");
    Fields config =
        new Fields(
            processor.object().path("ProcessorConfig"),
            processor.at("ProcessorConfig"),
            diagnostics,
            compiler);
    String mode = config.object().path("Mode").asText("INLINE");
    if (mode.equals("DISTRIBUTED")) {
      return distributed(fields, config);
    }
    if (!mode.equals("INLINE")) {
      oneOf(config, "Mode", "[INLINE, DISTRIBUTED]");
    }
    refuse(fields, DISTRIBUTED, "The field '%s' is for the mode \"DISTRIBUTED\" only");
    return Optional.empty();
  }

  private Optional<State.Distribution> distributed(Fields fields, Fields config) {
    if (scoping.use() == Scoping.Use.EXPRESS) {
      diagnostics.schema(
          config.at("Mode"), "Express state machine does not support the mode \"DISTRIBUTED\"");
    }
    String type = config.requiredText("ExecutionType");
    if (!type.isEmpty() && !Set.of("STANDARD", "EXPRESS").contains(type)) {
      oneOf(config, "ExecutionType", "[STANDARD, EXPRESS]");
    }
    return Optional.of(
        new State.Distribution(type.equals("EXPRESS"), label(fields), batcher(fields)));
  }

  private Optional<String> label(Fields fields) {
    Optional<String> label = fields.text("Label");
    label
        .filter(text -> !text.matches("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,40}"))
        .ifPresent(
            text ->
                diagnostics.schema(
                    fields.at("Label"),
                    "A label has 1 to 40 characters, and no white space, brackets, wildcards,"
                        + " special or control characters"));
    return label;
  }

  private Optional<State.Batcher> batcher(Fields fields) {
    if (!fields.object().has("ItemBatcher")) {
      return Optional.empty();
    }
    Fields batcher =
        new Fields(
            fields.object().get("ItemBatcher"), fields.at("ItemBatcher"), diagnostics, compiler);
    batcher.allow(Set.of("MaxItemsPerBatch", "MaxInputBytesPerBatch", "BatchInput"));
    if (!batcher.object().has("MaxItemsPerBatch")
        && !batcher.object().has("MaxInputBytesPerBatch")) {
      diagnostics.schema(
          batcher.location(),
          "At least one of \"MaxItemsPerBatch\" and \"MaxInputBytesPerBatch\" is required");
    }
    return Optional.of(
        new State.Batcher(
            batcher.field("MaxItemsPerBatch", "ItemBatcher/MaxItemsPerBatch"),
            batcher.field("MaxInputBytesPerBatch", "ItemBatcher/MaxInputBytesPerBatch"),
            batcher.field("BatchInput", "ItemBatcher/BatchInput")));
  }

  private void oneOf(Fields fields, String name, String values) {
    diagnostics.schema(
        fields.at(name),
        "The field '%s' should have one of these values: %s".formatted(name, values));
  }

  private void refuse(Fields fields, String[] names, String why) {
    for (String name : names) {
      if (fields.object().has(name)) {
        diagnostics.schema(fields.at(name), why.formatted(name));
      }
    }
  }
}
