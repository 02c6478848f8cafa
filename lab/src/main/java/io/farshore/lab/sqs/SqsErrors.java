package io.farshore.lab.sqs;

import io.farshore.lab.endpoint.AwsError;

/** The errors of SQS, by their names in its JSON protocol. */
final class SqsErrors {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;

  private SqsErrors() {}

  static AwsError of(String code, String message) {
    return new AwsError(code, BAD_REQUEST, message);
  }

  static AwsError noQueue() {
    return of("QueueDoesNotExist", "The specified queue does not exist.");
  }

  static AwsError invalid(String message) {
    return of("InvalidParameterValueException", message);
  }

  static AwsError invalid(String value, String parameter, String reason) {
    return invalid(
        "Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
  }

  static AwsError missing(String parameter) {
    return of(
        "MissingRequiredParameterException",
        "The request must contain the parameter " + parameter + ".");
  }

  static AwsError unknownAttribute(String name) {
    return of("InvalidAttributeName", "Unknown Attribute " + name + ".");
  }

  static AwsError attributeName(String message) {
    return of("InvalidAttributeName", message);
  }

  static AwsError attributeValue(String name, String reason) {
    return of("InvalidAttributeValue", "Invalid value for the parameter " + name + "." + reason);
  }

  static AwsError unsupported(String message) {
    return of("UnsupportedOperation", message);
  }

  static AwsError receipt(String handle) {
    return of(
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
  }

  static AwsError purging(String queue) {
    return new AwsError(
        "PurgeQueueInProgress",
        FORBIDDEN,
        "Only one PurgeQueue operation on " + queue + " is allowed every 60 seconds.");
  }
}
