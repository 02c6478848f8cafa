package io.farshore.lab.sns;

import io.farshore.lab.endpoint.AwsError;

/** The errors of SNS, by their names in its model. */
final class SnsErrors {

  private static final int NOT_FOUND = 404;

  private SnsErrors() {}

  static AwsError invalid(String what) {
    return new AwsError("InvalidParameterException", 400, "Invalid parameter: " + what);
  }

  /** Of a message attribute. */
  static AwsError value(String message) {
    return new AwsError("InvalidParameterValueException", 400, message);
  }

  static AwsError notFound(String what) {
    return new AwsError("NotFoundException", NOT_FOUND, what + " does not exist");
  }

  static AwsError of(String code, String message) {
    return new AwsError(code, 400, message);
  }

  /** Checks the form of an ARN, and gives it back. */
  static String arn(String member, String arn) {
    int parts = arn.split(":", -1).length;
    if (arn.isEmpty() && member.startsWith("Subscription")) {
      throw invalid(member + " Reason: no value for required parameter");
    }
    if (parts < 6) {
      throw invalid(member + " Reason: An ARN must have at least 6 elements, not " + parts);
    }
    return arn;
  }
}
