package io.farshore.lab.endpoint;

import io.farshore.lab.endpoint.model.ErrorModel;
import io.farshore.lab.endpoint.model.ServiceModel;
import java.util.Map;

/** The names that errors have in the Query protocol, where they differ from the other ones'. */
final class QueryErrors {

  private static final Map<String, String> CODES =
      Map.of(
          "ValidationException", "ValidationError",
          "UnknownOperationException", "InvalidAction",
          "MissingAuthenticationTokenException", "MissingAuthenticationToken",
          "IncompleteSignatureException", "IncompleteSignature",
          "InvalidSignatureException", "SignatureDoesNotMatch",
          "SerializationException", "MalformedInput",
          "UnrecognizedClientException", "InvalidClientTokenId");

  private static final String QUEUES = "AWS.SimpleQueueService.";

  /** SQS's model has forgotten them. */
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

  private QueryErrors() {}

  static String code(ServiceModel service, AwsError error) {
    if (service.signingName().equals("sqs") && SQS.containsKey(error.code())) {
      return SQS.get(error.code());
    }
    return service
        .error(error.code())
        .flatMap(ErrorModel::code)
        .orElse(CODES.getOrDefault(error.code(), error.code()));
  }
}
