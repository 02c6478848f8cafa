package io.farshore.functions.report;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.epoch.EpochTable.HistoryEntry;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.handler.Json;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.observability.EmbeddedMetrics;
import io.farshore.functions.wire.ExecutionRef;
import io.farshore.functions.wire.Wire;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Step 11: the history item, and the report that the execution ends with. A dry run writes no item.
 * The event is the state machine's.
 */
public final class ReportOutcome extends JsonHandler<ReportOutcome.Input, JsonNode> {

  private final Stack stack;

  /** In Lambda. */
  public ReportOutcome() {
    this(LambdaEnvironment.variables());
    rehearseOn(stack);
  }

  /** In a given environment. */
  public ReportOutcome(Map<String, String> environment) {
    this(Stack.of(environment));
  }

  /** On a given stack. */
  public ReportOutcome(Stack stack) {
    super(Input.class);
    this.stack = stack;
  }

  /**
   * What the execution knows at its end; null for a step that it did not come to.
   *
   * @param execution the execution
   * @param outcome with the field {@code outcome}, and what else is to be said of it
   * @param plan of PlanFailover
   * @param times when each step ended, by name
   * @param confirmation of HealthProbe
   * @param approval who approved it: {@code at}, {@code by}, {@code reason}
   * @param checkpoint of CheckpointReader
   * @param opened of OpenEpoch
   * @param verification of VerifyActivation
   */
  public record Input(
      ExecutionRef execution,
      ObjectNode outcome,
      JsonNode plan,
      JsonNode times,
      JsonNode confirmation,
      JsonNode approval,
      JsonNode checkpoint,
      JsonNode opened,
      JsonNode verification) {
    /** Checks that what every report needs is there. */
    public Input {
      InvalidInput.required("execution", execution);
      InvalidInput.required("outcome", outcome);
      InvalidInput.required("plan", plan);
      InvalidInput.required("times", times);
      InvalidInput.required("outcome.outcome", outcome.path("outcome").textValue());
      confirmation = orNull(confirmation);
      approval = orNull(approval);
      checkpoint = orNull(checkpoint);
      opened = orNull(opened);
      verification = orNull(verification);
    }

    private static JsonNode orNull(JsonNode node) {
      return node == null ? NullNode.getInstance() : node;
    }
  }

  @Override
  public JsonNode handle(Input input, Context context) {
    ObjectNode report = new Report(input).json();
    if (!input.plan().path("dryRun").asBoolean(false)) {
      metrics(report, context);
      record(input, report);
    }
    return report;
  }

  private void record(Input input, ObjectNode report) {
    StreamName stream = Wire.stream(input.plan().path("stream").textValue(), stack.stream());
    HistoryEntry entry =
        new HistoryEntry(
            startedAt(input.execution()),
            stack.own(),
            input.execution().name(),
            report.path("outcome").asText(),
            Json.text(report));
    stack.await(
        () -> stack.ownEpochs().record(stream, entry).thenApply(ignored -> Optional.<Void>empty()));
  }

  private void metrics(ObjectNode report, Context context) {
    String outcome = report.path("outcome").asText();
    EmbeddedMetrics metrics =
        new EmbeddedMetrics(
            context.getLogger()::log,
            stack.loop()::wallTime,
            Map.of("StreamName", stack.stream().value()));
    metrics.count("ActivatedWithoutProducers", outcome.equals("ActivatedWithoutProducers") ? 1 : 0);
    metrics.property("outcome", outcome);
    JsonNode seconds = report.path("seconds");
    if (seconds.has("rto")) {
      metrics.value("RecoveryTimeSeconds", "Seconds", seconds.path("rto").asDouble());
    }
    if (seconds.has("rpo")) {
      metrics.value("RecoveryPointSeconds", "Seconds", seconds.path("rpo").asDouble());
    }
    metrics.emit();
  }

  private static Instant startedAt(ExecutionRef execution) {
    try {
      return Instant.parse(execution.startedAt());
    } catch (DateTimeParseException e) {
      throw new InvalidInput("execution.startedAt", "is not an instant in UTC");
    }
  }
}
