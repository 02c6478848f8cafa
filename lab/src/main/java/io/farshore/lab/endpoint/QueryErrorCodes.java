package io.farshore.lab.endpoint;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that errors had in the Query protocol. Services that left it for another one still send
 * them, in the header {@code x-amzn-query-error}, so that programs find the names they look for.
 */
final class QueryErrorCodes {

  private static final Set<String> SERVICES = Set.of("sqs", "monitoring");
  private static final String QUEUES = "AWS.SimpleQueueService.";
  private static final Map<String, String> SQS =
      Map.ofEntries(
          Map.entry("QueueDoesNotExist", QUEUES + "NonExistentQueue"),
          Map.entry("QueueNameExists", "QueueAlreadyExists"),
          Map.entry("QueueDeletedRecently", QUEUES + "QueueDeletedRecently"),
          Map.entry("BatchEntryIdsNotDistinct", QUEUES + "BatchEntryIdsNotDistinct"),
          Map.entry("BatchRequestTooLong", QUEUES + "BatchRequestTooLong"),
          Map.entry("EmptyBatchRequest", QUEUES + "EmptyBatchRequest"),
          Map.entry("InvalidBatchEntryId", QUEUES + "InvalidBatchEntryId"),
          Map.entry("TooManyEntriesInBatchRequest", QUEUES + "TooManyEntriesInBatchRequest"),
          Map.entry("MessageNotInflight", QUEUES + "MessageNotInflight"),
          Map.entry("PurgeQueueInProgress", QUEUES + "PurgeQueueInProgress"),
          Map.entry("UnsupportedOperation", QUEUES + "UnsupportedOperation"),
          Map.entry("InvalidParameterValueException", "InvalidParameterValue"),
          Map.entry("MissingRequiredParameterException", "MissingParameter"));

  private static final Map<String, String> SNS =
      Map.of(
          "InvalidParameterValueException", "ParameterValueInvalid",
          "ValidationException", "ValidationError",
          "ResourceNotFoundException", "ResourceNotFound");
  private static final Map<String, String> MONITORING =
      Map.of(
          "InvalidParameterValueException", "InvalidParameterValue",
          "InvalidParameterCombinationException", "InvalidParameterCombination",
          "MissingRequiredParameterException", "MissingParameter",
          "LimitExceededFault", "LimitExceeded",
          "InvalidFormatFault", "InvalidFormat",
          "DashboardInvalidInputError", "InvalidParameterInput",
          "DashboardNotFoundError", "ResourceNotFound",
          "InternalServiceFault", "InternalServiceError",
          "ValidationException", "ValidationError");

  private QueryErrorCodes() {}

  /** The code of an error as services that speak Query write it; the model names it otherwise. */
  static String code(String service, AwsError error) {
    String name = error.code();
    return switch (service) {
      case "sqs" -> SQS.getOrDefault(name, name);
      case "sns" -> SNS.getOrDefault(name, name.replaceFirst("Exception$", ""));
      case "monitoring" -> MONITORING.getOrDefault(name, name);
      default -> name;
    };
  }

  /** The header's value; empty for a service that never spoke the Query protocol. */
  static Optional<String> header(String service, AwsError error) {
    if (!SERVICES.contains(service)) {
      return Optional.empty();
    }
    String code =
        service.equals("sqs") ? SQS.getOrDefault(error.code(), error.code()) : error.code();
    return Optional.of(code + ";" + (error.status() < 500 ? "Sender" : "Receiver"));
  }
}
