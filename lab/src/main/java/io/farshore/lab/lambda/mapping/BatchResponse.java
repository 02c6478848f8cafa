package io.farshore.lab.lambda.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a function's answer says about its batch, where the mapping has {@code
 * ReportBatchItemFailures}.
 */
sealed interface BatchResponse {

  /** All is handled: an empty or null list; an answer that is null, an empty text or nothing. */
  record AllHandled() implements BatchResponse {}

  /** All is to come again: an identifier that is empty, null, missing or not of the batch. */
  record AllFailed(String reason) implements BatchResponse {}

  /**
   * Handled up to before the lowest sequence number named; that one and all behind it come again.
   */
  record FailedFrom(String sequenceNumber) implements BatchResponse {}

  /**
   * Judges an answer.
   *
   * @param payload JSON, or nothing
   * @param batch the sequence numbers of the batch
   */
  static BatchResponse of(byte[] payload, Collection<String> batch) {
    JsonNode answer;
    try {
      answer = payload.length == 0 ? null : new ObjectMapper().readTree(payload);
    } catch (IOException e) {
      return new AllFailed("the answer is not JSON");
    }
    if (isNothing(answer)) {
      return new AllHandled();
    }
    if (answer.isTextual() && answer.textValue().isEmpty()
        || answer.isArray() && answer.isEmpty()) {
      return new AllHandled();
    }
    if (!answer.isObject()) {
      return new AllFailed("the answer is no object");
    }
    JsonNode failures = answer.get("batchItemFailures");
    if (isNothing(failures)) {
      return new AllHandled();
    }
    return failures.isArray() ? lowest(failures, batch) : new AllFailed("no list of failures");
  }

  private static boolean isNothing(JsonNode node) {
    return node == null || node.isNull() || node.isMissingNode();
  }

  private static BatchResponse lowest(JsonNode failures, Collection<String> batch) {
    Optional<String> lowest = Optional.empty();
    for (JsonNode failure : failures) {
      JsonNode identifier = failure.path("itemIdentifier");
      if (!identifier.isTextual() || !batch.contains(identifier.textValue())) {
        return new AllFailed("an identifier names no record of the batch");
      }
      String named = identifier.textValue();
      lowest = Optional.of(lowest.map(other -> lower(named, other)).orElse(named));
    }
    return lowest.<BatchResponse>map(FailedFrom::new).orElseGet(AllHandled::new);
  }

  private static String lower(String one, String other) {
    Comparator<String> numerically = Comparator.comparing(BigInteger::new);
    return numerically.compare(one, other) <= 0 ? one : other;
  }
}
