package io.farshore.command.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.stream.Region;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/**
 * An execution of a state machine.
 *
 * @param region where it runs
 * @param name of the execution
 * @param arn of the execution
 * @param status as Step Functions says it
 * @param startedAt when it started
 * @param endedAt when it ended; empty while it runs
 * @param input what it was started with; missing when it can't be read
 * @param output what it ended with; missing when it has none
 * @param error with which it failed, with its cause; empty when it did not
 */
record Run(
    Region region,
    String name,
    String arn,
    String status,
    Instant startedAt,
    Optional<Instant> endedAt,
    JsonNode input,
    JsonNode output,
    Optional<String> error) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Run of(Region region, DescribeExecutionResponse said) {
    return new Run(
        region,
        said.name(),
        said.executionArn(),
        said.statusAsString(),
        said.startDate(),
        Optional.ofNullable(said.stopDate()),
        json(said.input()),
        json(said.output()),
        Optional.ofNullable(said.error())
            .map(error -> said.cause() == null ? error : error + ": " + said.cause()));
  }

  boolean isRunning() {
    return status.equals("RUNNING");
  }

  /** What it was asked for: {@code failover} where the input does not say, as an alarm's. */
  String mode() {
    return input.path("dryRun").asBoolean(false)
        ? "dry-run"
        : input.path("mode").asText("failover");
  }

  /** How it ended, by its report; its status where it has none. */
  String outcome() {
    return output.path("outcome").asText(status);
  }

  /** Its report; before it has one, what its input tells, in the same shape. */
  JsonNode report() {
    if (output.isObject()) {
      return output;
    }
    ObjectNode told = JSON.createObjectNode();
    told.put("mode", input.path("mode").asText("failover"));
    told.put("targetRegion", region.name());
    if (input.path("reason").isTextual()) {
      told.set("reason", input.path("reason"));
    }
    ObjectNode trigger = told.putObject("trigger");
    switch (input.path("source").asText("")) {
      case "aws.cloudwatch" ->
          trigger.put("kind", "alarm").set("name", input.at("/detail/alarmName"));
      case "aws.health" ->
          trigger.put("kind", "health-event").set("name", input.at("/detail/eventTypeCode"));
      case "aws.arc-region-switch" ->
          trigger
              .put("kind", "region-switch")
              .put("name", input.at("/resources/0").asText("").replaceFirst("^.*:plan/", ""));
      case "farshore" -> trigger.put("kind", "request").set("name", input.at("/detail/by"));
      case "farshore.fencing-watch" -> trigger.put("kind", "fencing-watch");
      default -> trigger.put("kind", "hand").set("name", input.path("by"));
    }
    error.ifPresent(text -> told.put("message", text));
    return told;
  }

  static JsonNode json(String textOrNull) {
    if (textOrNull == null) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(textOrNull);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
