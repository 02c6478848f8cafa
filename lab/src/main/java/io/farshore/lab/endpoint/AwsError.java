package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An error as AWS answers it. Immutable. */
public final class AwsError extends RuntimeException {

  private final String code;
  private final int status;
  private final transient Map<String, JsonNode> members;

  /**
   * An error answer.
   *
   * @param code the error's name in the service model, such as {@code ResourceNotFoundException}
   * @param status the HTTP status, such as 400
   * @param message AWS's own wording where it is known; null for an error without one
   */
  public AwsError(String code, int status, String message) {
    this(code, status, message, Map.of());
  }

  private AwsError(String code, int status, String message, Map<String, JsonNode> members) {
    super(message);
    this.code = code;
    this.status = status;
    this.members = members;
  }

  /** The same error with a further member of its shape, such as {@code reason}. */
  public AwsError with(String member, JsonNode value) {
    Map<String, JsonNode> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new AwsError(code, status, getMessage(), Collections.unmodifiableMap(more));
  }

  /** The members of the error's shape beside the message. */
  public Map<String, JsonNode> members() {
    return members;
  }

  /** The error's name in the service model. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The answer to an operation that the lab does not have. */
  public static AwsError unknownOperation(ApiCall call) {
    return new AwsError(
        "UnknownOperationException",
        400,
        "The lab has no operation " + call.operation() + " of " + call.service());
  }

  /** A request that breaks the service's model. */
  public static AwsError validation(String message) {
    return new AwsError("ValidationException", 400, message);
  }

  @Override
  public String toString() {
    return code + " (" + status + "): " + getMessage();
  }
}
