package io.farshore.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.stream.Region;
import io.farshore.functions.wire.ResumePoint;

/** What a step of one Region is given, where a sabotage has it given something else. */
final class WrongPayload {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String POINTS = "resumeFrom";

  private final World world;
  private final Region own;
  private ObjectNode byHand = MAPPER.createObjectNode();

  WrongPayload(World world, Region own) {
    this.world = world;
    this.own = own;
  }

  JsonNode given(String function, JsonNode right) {
    return switch (world.sabotage()) {
      case RESUME_FROM_PRODUCERS_REPORTS ->
          function.equals("OpenEpoch") ? resumingFrom(right, reported()) : right;
      case BY_HAND_ABOVE_THE_WATERMARK ->
          switch (function) {
            case "PlanFailover" -> withoutPointsByHand(right);
            case "OpenEpoch" -> resumingFrom(right, byHand);
            default -> right;
          };
      default -> right;
    };
  }

  private ObjectNode reported() {
    ObjectNode points = MAPPER.createObjectNode();
    for (ProducerReport report : world.replica(own).reports()) {
      points.set(
          report.producer().value(), MAPPER.valueToTree(ResumePoint.of(report.lowWatermark())));
    }
    return points;
  }

  /** The plan does not see them, so that nothing compares them with W. */
  private JsonNode withoutPointsByHand(JsonNode right) {
    ObjectNode wrong = right.deepCopy();
    JsonNode points = ((ObjectNode) wrong.get("start")).remove(POINTS);
    byHand = points instanceof ObjectNode some ? some : MAPPER.createObjectNode();
    return wrong;
  }

  private static JsonNode resumingFrom(JsonNode right, ObjectNode points) {
    ObjectNode wrong = right.deepCopy();
    wrong.withObjectProperty(POINTS).setAll(points);
    return wrong;
  }
}
