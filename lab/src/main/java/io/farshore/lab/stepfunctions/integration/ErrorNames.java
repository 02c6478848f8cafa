package io.farshore.lab.stepfunctions.integration;

import io.farshore.core.time.Cause;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.asl.StateError;
import java.util.Set;

/**
 * What a service's error is called in a state machine.
 *
 * @param prefix such as {@code DynamoDB}
 * @param general the name for errors that are not in the service's model, such as {@code
 *     AmazonDynamoDBException}
 * @param service the service's name in the cause
 * @param form how the cause ends
 */
record ErrorNames(String prefix, String general, String service, Form form) {

  /** The end of a cause, as the two generations of the Java SDK have it. */
  enum Form {
    /** Optimized integrations. */
    FIRST("%s (Service: %s; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"),
    /** SDK integrations. */
    SECOND("%s (Service: %s, Status Code: %d, Request ID: %5$s) (SDK Attempt Count: 1)");

    private final String text;

    Form(String text) {
      this.text = text;
    }
  }

  /** Errors that every service may answer, and that no model names. */
  private static final Set<String> GENERAL =
      Set.of(
          "ValidationException",
          "ValidationError",
          "AccessDeniedException",
          "MissingParameter",
          "UnknownOperationException",
          "InternalFailure",
          "ServiceUnavailable",
          "ThrottlingException",
          "Throttling");

  static ErrorNames first(String prefix, String general, String service) {
    return new ErrorNames(prefix, general, service, Form.FIRST);
  }

  static ErrorNames second(String prefix) {
    return new ErrorNames(prefix, prefix + "Exception", prefix, Form.SECOND);
  }

  /** The error for what a call failed with. */
  StateError of(Throwable failure, String requestId) {
    Throwable cause = Cause.of(failure);
    if (cause instanceof AwsError error) {
      return new StateError(
          prefix + "." + name(error),
          form.text.formatted(
              error.getMessage(), service, error.status(), wireCode(error), requestId));
    }
    if (cause instanceof AwsApi.Unreachable) {
      return new StateError(
          prefix + ".SdkClientException", "Unable to execute HTTP request: " + cause.getMessage());
    }
    return new StateError(prefix + "." + general, String.valueOf(cause));
  }

  /** SNS has short codes on the wire. */
  private String wireCode(AwsError error) {
    return prefix.equals("SNS") ? error.code().replaceAll("Exception$", "") : error.code();
  }

  private String name(AwsError error) {
    if (GENERAL.contains(error.code())) {
      return general;
    }
    return error.code().endsWith("Exception") ? error.code() : error.code() + "Exception";
  }
}
