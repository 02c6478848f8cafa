package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How asynchronous invocations of a version or alias are handled. Immutable.
 *
 * @param retries after a failure; empty means two
 * @param maximumAge of an event; empty means six hours
 * @param onSuccess who hears of an event that was handled
 * @param onFailure who hears of one that was given up
 * @param modified when this was set
 */
record InvokeConfig(
    OptionalInt retries,
    Optional<Duration> maximumAge,
    Optional<String> onSuccess,
    Optional<String> onFailure,
    Instant modified) {

  private static final int RETRIES = 2;
  private static final Duration MAXIMUM_AGE = Duration.ofHours(6);

  /** Where nothing was set. */
  static InvokeConfig usual() {
    return new InvokeConfig(
        OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH);
  }

  int attempts() {
    return retries.orElse(RETRIES) + 1;
  }

  Duration age() {
    return maximumAge.orElse(MAXIMUM_AGE);
  }

  ObjectNode describe(String qualifiedArn) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("LastModified", modified.toEpochMilli() / 1000.0);
    answer.put("FunctionArn", qualifiedArn);
    retries.ifPresent(number -> answer.put("MaximumRetryAttempts", number));
    maximumAge.ifPresent(age -> answer.put("MaximumEventAgeInSeconds", age.toSeconds()));
    ObjectNode destinations = answer.putObject("DestinationConfig");
    ObjectNode success = destinations.putObject("OnSuccess");
    onSuccess.ifPresent(arn -> success.put("Destination", arn));
    ObjectNode failure = destinations.putObject("OnFailure");
    onFailure.ifPresent(arn -> failure.put("Destination", arn));
    return answer;
  }
}
