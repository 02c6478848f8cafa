package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.lambda.mapping.MappingConfiguration;
import io.farshore.lab.lambda.mapping.MappingConfiguration.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what a mapping is asked to be, and refuses what the lab would not do. */
final class MappingInput {

  private static final Set<String> KNOWN =
      Set.of(
          "UUID",
          "EventSourceArn",
          "FunctionName",
          "Enabled",
          "BatchSize",
          "MaximumBatchingWindowInSeconds",
          "ParallelizationFactor",
          "StartingPosition",
          "StartingPositionTimestamp",
          "MaximumRecordAgeInSeconds",
          "BisectBatchOnFunctionError",
          "MaximumRetryAttempts",
          "FunctionResponseTypes",
          "DestinationConfig");

  private MappingInput() {}

  static MappingConfiguration created(
      ApiCall call, String uuid, String functionArn, String identityArn) {
    JsonNode input = call.input();
    refuseUnknown(input);
    String stream = input.path("EventSourceArn").asText();
    if (!stream.matches("arn:aws:kinesis:" + call.region() + ":\\d{12}:stream/[^/]+")) {
      throw LambdaErrors.invalid(
          "The lab maps Kinesis streams of the function's own Region, not '" + stream + "'");
    }
    return new MappingConfiguration(
        uuid,
        call.region(),
        stream,
        functionArn,
        identityArn,
        start(input),
        timestamp(input),
        number(input, "BatchSize", 100, 1, 10_000),
        Duration.ofSeconds(number(input, "MaximumBatchingWindowInSeconds", 0, 0, 300)),
        retries(input),
        age(input),
        input.path("BisectBatchOnFunctionError").asBoolean(false),
        partialResponse(input));
  }

  /** The old mapping with what the call names changed. */
  static MappingConfiguration updated(ApiCall call, MappingConfiguration old) {
    JsonNode input = call.input();
    refuseUnknown(input);
    for (String fixed : new String[] {"EventSourceArn", "StartingPosition", "FunctionName"}) {
      if (input.has(fixed)) {
        throw LambdaErrors.invalid("The lab does not change the " + fixed + " of a mapping");
      }
    }
    return new MappingConfiguration(
        old.uuid(),
        old.region(),
        old.streamArn(),
        old.functionArn(),
        old.identityArn(),
        old.start(),
        old.startTimestamp(),
        number(input, "BatchSize", old.batchSize(), 1, 10_000),
        Duration.ofSeconds(
            number(
                input, "MaximumBatchingWindowInSeconds", (int) old.window().toSeconds(), 0, 300)),
        input.has("MaximumRetryAttempts") ? retries(input) : old.maximumRetries(),
        input.has("MaximumRecordAgeInSeconds") ? age(input) : old.maximumAge(),
        input.path("BisectBatchOnFunctionError").asBoolean(old.bisect()),
        input.has("FunctionResponseTypes") ? partialResponse(input) : old.partialResponse());
  }

  private static void refuseUnknown(JsonNode input) {
    for (var member : input.properties()) {
      if (!KNOWN.contains(member.getKey())) {
        throw LambdaErrors.invalid("The lab's mappings have no " + member.getKey());
      }
    }
    if (input.path("ParallelizationFactor").asInt(1) != 1) {
      throw LambdaErrors.invalid("The lab's mappings have ParallelizationFactor 1 only");
    }
    boolean givesUp = retries(input).isPresent() || age(input).isPresent();
    if (givesUp && input.path("DestinationConfig").has("OnFailure")) {
      throw LambdaErrors.invalid(
          "The lab delivers nothing to an on-failure destination: have it with retries and record"
              + " age without end, where no batch is given up, or not at all");
    }
  }

  private static Start start(JsonNode input) {
    String text = input.path("StartingPosition").asText();
    return Arrays.stream(Start.values())
        .filter(start -> start.name().equals(text))
        .findFirst()
        .orElseThrow(() -> LambdaErrors.invalid("StartingPosition '" + text + "' is unknown"));
  }

  private static Optional<Instant> timestamp(JsonNode input) {
    boolean needed = start(input) == Start.AT_TIMESTAMP;
    JsonNode time = input.path("StartingPositionTimestamp");
    if (needed != !time.isMissingNode()) {
      throw LambdaErrors.invalid("StartingPositionTimestamp goes with AT_TIMESTAMP, and only so");
    }
    if (!needed) {
      return Optional.empty();
    }
    return Optional.of(
        time.isNumber()
            ? Instant.ofEpochMilli(Math.round(time.doubleValue() * 1000))
            : Instant.parse(time.asText()));
  }

  private static OptionalInt retries(JsonNode input) {
    int retries = number(input, "MaximumRetryAttempts", -1, -1, 10_000);
    return retries < 0 ? OptionalInt.empty() : OptionalInt.of(retries);
  }

  private static Optional<Duration> age(JsonNode input) {
    int seconds = number(input, "MaximumRecordAgeInSeconds", -1, -1, 604_800);
    if (seconds != -1 && seconds < 60) {
      throw LambdaErrors.invalid("MaximumRecordAgeInSeconds is -1, or 60 to 604800");
    }
    return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  private static boolean partialResponse(JsonNode input) {
    boolean partial = false;
    for (JsonNode type : input.path("FunctionResponseTypes")) {
      if (!type.asText().equals("ReportBatchItemFailures")) {
        throw LambdaErrors.invalid("FunctionResponseTypes: " + type.asText() + " is unknown");
      }
      partial = true;
    }
    return partial;
  }

  private static int number(JsonNode input, String member, int absent, int least, int most) {
    JsonNode value = input.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      throw LambdaErrors.invalid(member + " must be from " + least + " to " + most);
    }
    return value.intValue();
  }
}
