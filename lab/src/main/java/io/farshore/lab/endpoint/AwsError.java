package io.farshore.lab.endpoint;

/** An error as AWS answers it. Immutable. */
public final class AwsError extends RuntimeException {

  private final String code;
  private final int status;

  /**
   * An error answer.
   *
   * @param code the error's name in the service model, such as {@code ResourceNotFoundException}
   * @param status the HTTP status, such as 400
   * @param message AWS's own wording where it is known
   */
  public AwsError(String code, int status, String message) {
    super(message);
    this.code = code;
    this.status = status;
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
