package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Checks the logging and encryption of a state machine. */
final class Settings {

  private final AwsApi api;
  private final Supplier<String> requestIds;

  Settings(AwsApi api, Supplier<String> requestIds) {
    this.api = api;
    this.requestIds = requestIds;
  }

  static void check(JsonNode settings) {
    JsonNode logging = settings.path("loggingConfiguration");
    int destinations = logging.path("destinations").size();
    boolean off = logging.path("level").asText("OFF").equals("OFF");
    if (destinations > 1 || (destinations == 0 && !off)) {
      throw StatesErrors.invalidLogging("Must specify exactly one Log Destination.");
    }
    JsonNode encryption = settings.path("encryptionConfiguration");
    boolean ownKey = encryption.path("type").asText("").equals("CUSTOMER_MANAGED_KMS_KEY");
    if (encryption.isObject() && ownKey != encryption.hasNonNull("kmsKeyId")) {
      throw StatesErrors.invalidEncryption(
          ownKey
              ? "A KMS key must be specified for CUSTOMER_MANAGED_KMS_KEY."
              : "A KMS key can only be specified for CUSTOMER_MANAGED_KMS_KEY.");
    }
  }

  /** Ends when the log group that the request names has been found. */
  CompletableFuture<Void> destinationExists(Request request) {
    JsonNode destinations = request.member("loggingConfiguration").path("destinations");
    String arn = destinations.path(0).path("cloudWatchLogsLogGroup").path("logGroupArn").asText("");
    String[] parts = arn.split(":");
    if (destinations.isEmpty() || destinations.size() > 1) {
      return CompletableFuture.completedFuture(null);
    } else if (!arn.startsWith("arn:aws:logs:") || parts.length < 7) {
      return CompletableFuture.failedFuture(notFound());
    }
    String name = parts[6];
    return api.call(
            new ApiCall(
                Caller.in(request.region(), "states.amazonaws.com"),
                request.region(),
                "logs",
                "DescribeLogGroups",
                Answers.object().put("logGroupNamePrefix", name),
                requestIds.get()))
        .thenAccept(
            groups -> {
              for (JsonNode group : groups.path("logGroups")) {
                if (group.path("logGroupName").asText().equals(name)) {
                  return;
                }
              }
              throw notFound();
            });
  }

  private static RuntimeException notFound() {
    return StatesErrors.invalidLogging("Log Destination not found.");
  }
}
