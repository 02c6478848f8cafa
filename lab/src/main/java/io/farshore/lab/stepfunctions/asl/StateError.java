package io.farshore.lab.stepfunctions.asl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An error by name, as retriers, catchers and the history see it.
 *
 * @param missedHeartbeat true for a {@link #TIMEOUT} that {@code States.HeartbeatTimeout} matches
 *     too
 */
public record StateError(String error, String cause, boolean missedHeartbeat) {

  /** Matches every error but {@link #RUNTIME}. */
  public static final String ALL = "States.ALL";

  /** A missed time limit, and a missed heartbeat. */
  public static final String TIMEOUT = "States.Timeout";

  /** Matches every error but {@link #RUNTIME} and {@link #TIMEOUT}. */
  public static final String TASK_FAILED = "States.TaskFailed";

  /** Only a matcher: AWS records a missed heartbeat as {@link #TIMEOUT}. */
  public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

  /** Cannot be caught. */
  public static final String RUNTIME = "States.Runtime";

  /** A result above 256 KiB. */
  public static final String DATA_LIMIT = "States.DataLimitExceeded";

  /** An expression that failed. */
  public static final String QUERY_EVALUATION = "States.QueryEvaluationError";

  /** A Choice without a rule that holds, and without a Default. */
  public static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";

  /** A Map with more failed iterations than it tolerates. */
  public static final String THRESHOLD = "States.ExceedToleratedFailureThreshold";

  /** An error that is not a missed heartbeat. */
  public StateError(String error, String cause) {
    this(error, cause, false);
  }

  /** True when one of {@code names} (an {@code ErrorEquals}) takes this error. */
  public boolean matches(List<String> names) {
    return !error.equals(RUNTIME) && names.stream().anyMatch(this::matches);
  }

  private boolean matches(String name) {
    return switch (name) {
      case ALL -> true;
      case TASK_FAILED -> !error.equals(TIMEOUT);
      case HEARTBEAT_TIMEOUT -> missedHeartbeat;
      default -> name.equals(error);
    };
  }

  /** The error as {@code $states.errorOutput}: {@code {"Error", "Cause"}}. */
  public ObjectNode toOutput() {
    return JsonNodeFactory.instance.objectNode().put("Error", error).put("Cause", cause);
  }

  /** The error as the history's details have it: what is empty is left out. */
  public ObjectNode toDetails() {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    if (!error.isEmpty()) {
      details.put("error", error);
    }
    if (!cause.isEmpty()) {
      details.put("cause", cause);
    }
    return details;
  }
}
