package io.farshore.lab.logs;

import io.farshore.lab.endpoint.AwsError;

/** The errors of CloudWatch Logs. */
final class LogsErrors {

  private LogsErrors() {}

  static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", 400, message);
  }

  static AwsError exists(String what) {
    return new AwsError(
        "ResourceAlreadyExistsException", 400, "The specified log " + what + " already exists");
  }

  static AwsError missing(String what) {
    return new AwsError(
        "ResourceNotFoundException", 400, "The specified log " + what + " does not exist.");
  }

  static AwsError token() {
    return invalid("The specified nextToken is invalid.");
  }
}
