package io.farshore.lab.lambda;

import io.farshore.lab.endpoint.AwsError;

/** Lambda's errors in Lambda's words. */
final class LambdaErrors {

  private LambdaErrors() {}

  static AwsError noFunction(String arn) {
    return new AwsError("ResourceNotFoundException", 404, "Function not found: " + arn);
  }

  static AwsError noMapping(String uuid) {
    return new AwsError(
        "ResourceNotFoundException", 404, "The resource you requested does not exist: " + uuid);
  }

  static AwsError conflict(String message) {
    return new AwsError("ResourceConflictException", 409, message);
  }

  static AwsError invalid(String message) {
    return new AwsError("InvalidParameterValueException", 400, message);
  }

  static AwsError throttled() {
    return new AwsError("TooManyRequestsException", 429, "Rate Exceeded.");
  }

  static AwsError closed() {
    return new AwsError("ServiceException", 500, "The function is being shut down");
  }
}
