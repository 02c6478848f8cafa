package io.farshore.lab.stepfunctions.integration;

import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.asl.StateError;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * What a service's error is called in a state machine.
 *
 * @param prefix such as {@code DynamoDB}
 * @param general the name for errors that are not in the service's model, such as {@code
 *     AmazonDynamoDBException}
 * @param service the service's name in the cause
 */
record ErrorNames(String prefix, String general, String service) {

  /** Errors that every service may answer, and that no model names. */
  private static final Set<String> GENERAL =
      Set.of("ValidationException", "ValidationError", "AccessDeniedException");

  /** The error for what a call failed with. */
  StateError of(Throwable failure, String requestId) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof AwsError error) {
      return new StateError(
          prefix + "." + name(error),
          "%s (Service: %s, Status Code: %d, Request ID: %s)"
              .formatted(error.getMessage(), service, error.status(), requestId));
    }
    if (cause instanceof AwsApi.Unreachable) {
      return new StateError(
          prefix + ".SdkClientException", "Unable to execute HTTP request: " + cause.getMessage());
    }
    return new StateError(prefix + "." + general, String.valueOf(cause));
  }

  private String name(AwsError error) {
    if (GENERAL.contains(error.code())) {
      return general;
    }
    return error.code().endsWith("Exception") ? error.code() : error.code() + "Exception";
  }
}
