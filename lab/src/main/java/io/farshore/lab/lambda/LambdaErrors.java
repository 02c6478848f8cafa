package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.node.TextNode;
import io.farshore.lab.endpoint.AwsError;

/** Lambda's errors in Lambda's words. */
final class LambdaErrors {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION = 412;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;

  private LambdaErrors() {}

  static AwsError notFound(String message) {
    return new AwsError("ResourceNotFoundException", NOT_FOUND, message);
  }

  static AwsError noFunction(String arn) {
    return notFound("Function not found: " + arn);
  }

  static AwsError noAlias(String arn) {
    return notFound("Cannot find alias arn: " + arn);
  }

  static AwsError noResource() {
    return notFound("The resource you requested does not exist.");
  }

  static AwsError conflict(String message) {
    return new AwsError("ResourceConflictException", CONFLICT, message);
  }

  static AwsError inUse(String message) {
    return new AwsError("ResourceInUseException", BAD_REQUEST, message);
  }

  static AwsError invalid(String message) {
    return new AwsError("InvalidParameterValueException", BAD_REQUEST, message);
  }

  static AwsError validation(String message) {
    return AwsError.validation(message);
  }

  static AwsError precondition(String call) {
    return new AwsError(
        "PreconditionFailedException",
        PRECONDITION,
        "The Revision Id provided does not match the latest Revision Id. Call the "
            + call
            + " API to retrieve the latest Revision Id");
  }

  static AwsError tooLarge(String message) {
    return new AwsError("RequestEntityTooLargeException", TOO_LARGE, message);
  }

  static AwsError payloadTooLarge(int bytes, String invocationType, int limit) {
    return new AwsError(
        "RequestTooLargeException",
        TOO_LARGE,
        "%d byte payload is too large for the %s invocation type (limit %d bytes)"
            .formatted(bytes, invocationType, limit));
  }

  static AwsError throttled() {
    return new AwsError("TooManyRequestsException", TOO_MANY, "Rate Exceeded.")
        .with("Reason", TextNode.valueOf("ReservedFunctionConcurrentInvocationLimitExceeded"));
  }

  static AwsError accessDenied() {
    return new AwsError("AccessDeniedException", FORBIDDEN, null);
  }

  static AwsError closed() {
    return new AwsError("ServiceException", 500, "The function is being shut down");
  }
}
