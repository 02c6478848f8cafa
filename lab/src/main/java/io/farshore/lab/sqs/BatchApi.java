package io.farshore.lab.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** Requests of up to ten entries, of which each succeeds or fails for itself. */
final class BatchApi {

  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 1_048_576;

  private BatchApi() {}

  /**
   * Answers a batch.
   *
   * @param one answers one entry, but for its id
   */
  static ObjectNode answer(JsonNode input, Function<JsonNode, ObjectNode> one) {
    JsonNode entries = input.path("Entries");
    check(entries);
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    ArrayNode successful = JsonNodeFactory.instance.arrayNode();
    ArrayNode failed = JsonNodeFactory.instance.arrayNode();
    for (JsonNode entry : entries) {
      String id = entry.path("Id").asText();
      try {
        successful.addObject().put("Id", id).setAll(one.apply(entry));
      } catch (AwsError e) {
        successful.remove(successful.size() - 1);
        failed
            .addObject()
            .put("Id", id)
            .put("SenderFault", true)
            .put("Code", code(e))
            .put("Message", message(e));
      }
    }
    if (!successful.isEmpty()) {
      output.set("Successful", successful);
    }
    if (!failed.isEmpty()) {
      output.set("Failed", failed);
    }
    return output;
  }

  /** Entries carry the old names of errors. */
  private static String code(AwsError error) {
    return switch (error.code()) {
      case "InvalidParameterValueException" -> "InvalidParameterValue";
      case "MissingRequiredParameterException" -> "MissingParameter";
      default -> error.code();
    };
  }

  private static String message(AwsError error) {
    return error.getMessage().replace("parameters are invalid", "parameters cannot be validated");
  }

  private static void check(JsonNode entries) {
    if (entries.isEmpty()) {
      throw SqsErrors.of(
          "EmptyBatchRequest",
          "There should be at least one SendMessageBatchRequestEntry in the request.");
    }
    if (entries.size() > MOST_ENTRIES) {
      throw SqsErrors.of(
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are 10. You have sent " + entries.size() + ".");
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode entry : entries) {
      String id = entry.path("Id").asText();
      if (!id.matches("[A-Za-z0-9_-]{1,80}")) {
        throw SqsErrors.of(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores."
                + " It can be at most 80 letters long.");
      }
      if (!ids.add(id)) {
        throw SqsErrors.of("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
      }
    }
  }

  /** Refuses messages that are too much together. */
  static void checkSize(JsonNode input) {
    int bytes = 0;
    for (JsonNode entry : input.path("Entries")) {
      bytes += SendApi.size(entry);
    }
    if (bytes > MOST_BYTES) {
      throw SqsErrors.of(
          "BatchRequestTooLong",
          "Batch requests cannot be longer than "
              + MOST_BYTES
              + " bytes. You have sent "
              + bytes
              + " bytes.");
    }
  }
}
