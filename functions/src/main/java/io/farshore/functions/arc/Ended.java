package io.farshore.functions.arc;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.functions.execution.Execution;
import java.util.Set;

/** What an execution's end means to a plan. */
enum Ended {
  /** The Region is active. That producers have not come yet may be the plan's next step. */
  ACTIVE,
  /** It is not, and another try may help. */
  AGAIN,
  /** It is not, because a person or a rule said so. */
  FOR_GOOD;

  private static final Set<String> DONE =
      Set.of("Activated", "SwitchedOver", "AlreadyActive", "ActivatedWithoutProducers");

  private static final Set<String> PASSING = Set.of("LagOverLimit", "RegionUnavailable");

  static Ended of(Execution ended) {
    JsonNode reason = ended.report().path("reason");
    return switch (ended.outcome()) {
      case "FAILED", "TIMED_OUT" -> AGAIN;
      case "Refused" -> PASSING.contains(reason.asText()) ? AGAIN : FOR_GOOD;
      case "Abandoned" -> reason.asText().equals("Asked") ? FOR_GOOD : AGAIN;
      default -> DONE.contains(ended.outcome()) ? ACTIVE : FOR_GOOD;
    };
  }
}
