package io.farshore.functions.arc;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.failover.Mode;
import io.farshore.core.stream.Region;
import io.farshore.functions.handler.InvalidInput;
import java.util.Optional;

/**
 * What ARC invokes the function with. AWS does not publish the form of this event, so nothing in it
 * is needed: what is there is taken by the names that ARC's API has for it, at any depth.
 *
 * @param mode switchover for a graceful execution, failover for an ungraceful one; empty where the
 *     event does not tell
 * @param plan the plan's name
 * @param execution the id of the plan's execution
 */
record PlanStep(Optional<Mode> mode, Optional<String> plan, Optional<String> execution) {

  /**
   * Reads it.
   *
   * @param own the Region that the function runs in, which is to be active
   * @throws InvalidInput when the plan does not mean to activate it: a retry can't help
   */
  static PlanStep of(JsonNode event, Region own) {
    checkRegion(event, own);
    return new PlanStep(
        text(event, "mode", "executionMode").map(PlanStep::mode),
        text(event, "planArn").map(arn -> arn.replaceFirst("^.*:plan/", "")),
        text(event, "executionId", "planExecutionId"));
  }

  private static Mode mode(String told) {
    return switch (told) {
      case "graceful" -> Mode.SWITCHOVER;
      case "ungraceful" -> Mode.FAILOVER;
      default -> throw new InvalidInput("mode", "is neither graceful nor ungraceful");
    };
  }

  private static void checkRegion(JsonNode event, Region own) {
    Optional<String> action = text(event, "action", "executionAction");
    if (action.filter("postRecovery"::equals).isPresent()) {
      throw new InvalidInput(
          "action", "is postRecovery, which moves nothing; put the block into activate workflows");
    }
    Optional<String> region = text(event, "targetRegion", "executionRegion");
    if (region.isEmpty()) {
      return;
    }
    boolean leaves = action.filter("deactivate"::equals).isPresent();
    if (leaves == region.get().equals(own.name())) {
      throw new InvalidInput(
          "targetRegion",
          "does not make " + own + " active, where this runs; set regionToRun: activatingRegion");
    }
  }

  private static Optional<String> text(JsonNode event, String... names) {
    for (String name : names) {
      JsonNode found = event.findValue(name);
      if (found != null && found.isTextual() && !found.asText().isBlank()) {
        return Optional.of(found.asText());
      }
    }
    return Optional.empty();
  }
}
