package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.lambda.mapping.MappingConfiguration;
import io.farshore.lab.lambda.mapping.MappingConfiguration.Start;
import io.farshore.lab.lambda.mapping.RecordFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what a mapping is asked to be, and refuses what the lab would not do. */
final class MappingInput {

  private static final List<String> REFUSED =
      List.of(
          "Topics",
          "Queues",
          "SourceAccessConfigurations",
          "SelfManagedEventSource",
          "AmazonManagedKafkaEventSourceConfig",
          "SelfManagedKafkaEventSourceConfig",
          "ScalingConfig",
          "DocumentDBEventSourceConfig",
          "KMSKeyArn",
          "LoggingConfig",
          "ProvisionedPollerConfig");
  private static final String KINESIS =
      "arn:aws:kinesis:%s:\\d{12}:stream/[^/]+(/consumer/[^/:]+:\\d+)?";
  private static final int BATCH = 100;
  private static final int MOST_BATCH = 10_000;
  private static final int MOST_WINDOW = 300;
  private static final int MOST_LANES = 10;
  private static final int MOST_RETRIES = 10_000;
  private static final int LEAST_AGE = 60;
  private static final int MOST_AGE = 604_800;
  private static final int MOST_PATTERN = 4096;
  private static final int MOST_PATTERNS = 5;

  private MappingInput() {}

  /** The stream or consumer that is to be read. */
  static String source(ApiCall call) {
    String source = call.input().path("EventSourceArn").asText("");
    if (source.isEmpty()) {
      if (call.input().has("SelfManagedEventSource")) {
        throw LambdaErrors.invalid("The lab's mappings read Kinesis streams, not Kafka");
      }
      throw LambdaErrors.invalid("Unrecognized event source.");
    }
    onSuccess(call.input());
    if (source.startsWith("arn:aws:kinesis:") || source.startsWith("arn:aws:dynamodb:")) {
      start(call.input());
    }
    return source;
  }

  private static void onSuccess(JsonNode input) {
    String arn = input.path("DestinationConfig").path("OnSuccess").path("Destination").asText("");
    if (!arn.isEmpty()) {
      throw LambdaErrors.invalid(
          "Unsupported DestinationConfig parameter for given event source mapping type.");
    }
  }

  /** A mapping as CreateEventSourceMapping asks for it; its function is there. */
  static MappingConfiguration created(
      ApiCall call, String uuid, String functionArn, String identityArn) {
    JsonNode input = call.input();
    String source = source(call);
    if (!source.matches(KINESIS.formatted(call.region()))) {
      throw LambdaErrors.invalid(
          "The lab's mappings read Kinesis streams of the function's own Region, not '"
              + source
              + "'");
    }
    refuse(input);
    return new MappingConfiguration(
        uuid,
        call.region(),
        source,
        functionArn,
        identityArn,
        start(input),
        timestamp(input),
        number(input, "BatchSize", BATCH, 1, MOST_BATCH),
        window(input, Duration.ZERO),
        number(input, "ParallelizationFactor", 1, 1, MOST_LANES),
        retries(input),
        age(input),
        input.path("BisectBatchOnFunctionError").asBoolean(false),
        partialResponse(input),
        onFailure(input),
        counted(input),
        filters(input));
  }

  /** The old mapping with what the call names changed. */
  static MappingConfiguration updated(
      ApiCall call, MappingConfiguration old, String functionArn, String identityArn) {
    JsonNode input = call.input();
    refuse(input);
    return new MappingConfiguration(
        old.uuid(),
        old.region(),
        old.eventSourceArn(),
        functionArn,
        identityArn,
        old.start(),
        old.startTimestamp(),
        number(input, "BatchSize", old.batchSize(), 1, MOST_BATCH),
        window(input, old.window()),
        number(input, "ParallelizationFactor", old.parallelization(), 1, MOST_LANES),
        input.hasNonNull("MaximumRetryAttempts") ? retries(input) : old.maximumRetries(),
        input.hasNonNull("MaximumRecordAgeInSeconds") ? age(input) : old.maximumAge(),
        input.path("BisectBatchOnFunctionError").asBoolean(old.bisect()),
        input.hasNonNull("FunctionResponseTypes") ? partialResponse(input) : old.partialResponse(),
        input.hasNonNull("DestinationConfig") ? onFailure(input) : old.onFailure(),
        input.hasNonNull("MetricsConfig") ? counted(input) : old.counted(),
        input.hasNonNull("FilterCriteria") ? filters(input) : old.filters());
  }

  private static void refuse(JsonNode input) {
    for (String refused : REFUSED) {
      JsonNode value = input.path(refused);
      if (value.isContainerNode() ? !value.isEmpty() : !value.asText("").isEmpty()) {
        throw LambdaErrors.invalid("The lab's mappings have no " + refused);
      }
    }
    if (input.path("TumblingWindowInSeconds").asInt() != 0) {
      throw LambdaErrors.invalid("The lab's mappings have no tumbling windows");
    }
  }

  private static Start start(JsonNode input) {
    String text = input.path("StartingPosition").asText("");
    String failed =
        "1 validation error detected: Value %s at 'startingPosition' failed to satisfy"
            + " constraint: Member must ";
    if (text.isEmpty()) {
      throw LambdaErrors.invalid(failed.formatted("null") + "not be null.");
    }
    return Arrays.stream(Start.values())
        .filter(start -> start.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                LambdaErrors.validation(
                    failed.formatted("'" + text + "'")
                        + "satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]"));
  }

  private static Optional<Instant> timestamp(JsonNode input) {
    JsonNode time = input.path("StartingPositionTimestamp");
    if (start(input) != Start.AT_TIMESTAMP) {
      return Optional.empty();
    }
    if (time.isMissingNode() || time.isNull()) {
      throw LambdaErrors.invalid(
          "1 validation error detected: Value null at 'startingPositionTimestamp' failed to satisfy"
              + " constraint: Member must not be null.");
    }
    return Optional.of(
        time.isNumber() || time.asText().matches("[0-9.Ee+]+")
            ? Instant.ofEpochMilli(Math.round(time.asDouble() * 1000))
            : Instant.parse(time.asText()));
  }

  private static Duration window(JsonNode input, Duration absent) {
    return Duration.ofSeconds(
        number(input, "MaximumBatchingWindowInSeconds", (int) absent.toSeconds(), 0, MOST_WINDOW));
  }

  private static OptionalInt retries(JsonNode input) {
    int retries = number(input, "MaximumRetryAttempts", -1, -1, MOST_RETRIES);
    return retries < 0 ? OptionalInt.empty() : OptionalInt.of(retries);
  }

  private static Optional<Duration> age(JsonNode input) {
    int seconds = number(input, "MaximumRecordAgeInSeconds", -1, -1, MOST_AGE);
    if (seconds != -1 && seconds < LEAST_AGE) {
      throw LambdaErrors.invalid(
          "Value "
              + seconds
              + " at 'maximumRecordAgeInSeconds' failed to satisfy constraint: Member must be -1 or"
              + " have value greater than or equal to 60");
    }
    return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  private static boolean partialResponse(JsonNode input) {
    boolean partial = false;
    for (JsonNode type : input.path("FunctionResponseTypes")) {
      if (!type.asText().equals("ReportBatchItemFailures")) {
        throw LambdaErrors.validation(
            "1 validation error detected: Value '["
                + type.asText()
                + "]' at 'functionResponseTypes' failed to satisfy constraint: Member must satisfy"
                + " constraint: [Member must satisfy enum value set: [ReportBatchItemFailures]]");
      }
      partial = true;
    }
    return partial;
  }

  private static Optional<String> onFailure(JsonNode input) {
    onSuccess(input);
    String arn = input.path("DestinationConfig").path("OnFailure").path("Destination").asText("");
    if (!arn.isEmpty() && !arn.matches("arn:aws:(sqs|sns):[a-z0-9-]+:\\d{12}:.+")) {
      throw LambdaErrors.invalid(
          "The lab's mappings tell queues and topics of what was given up, not '" + arn + "'");
    }
    return arn.isEmpty() ? Optional.empty() : Optional.of(arn);
  }

  private static boolean counted(JsonNode input) {
    boolean counted = false;
    for (JsonNode metric : input.path("MetricsConfig").path("Metrics")) {
      if (!metric.asText().equals("EventCount")) {
        throw LambdaErrors.invalid("The lab's mappings count EventCount, not " + metric.asText());
      }
      counted = true;
    }
    return counted;
  }

  private static List<String> filters(JsonNode input) {
    List<String> patterns = new ArrayList<>();
    for (JsonNode filter : input.path("FilterCriteria").path("Filters")) {
      String pattern = filter.path("Pattern").asText("");
      if (pattern.length() > MOST_PATTERN) {
        throw LambdaErrors.validation(
            "1 validation error detected: Value at 'filterCriteria.filters.pattern' failed to"
                + " satisfy constraint: Member must have length less than or equal to 4096");
      }
      patterns.add(pattern);
    }
    if (patterns.size() > MOST_PATTERNS) {
      throw LambdaErrors.invalid("The maximum number of filters per event source mapping is 5");
    }
    try {
      RecordFilter.of(patterns);
    } catch (IllegalArgumentException e) {
      throw LambdaErrors.invalid("Invalid filter pattern definition.");
    }
    return patterns;
  }

  private static int number(JsonNode input, String member, int absent, int least, int most) {
    JsonNode value = input.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    int number = value.asInt();
    if (number < least || number > most) {
      String name = Character.toLowerCase(member.charAt(0)) + member.substring(1);
      boolean low = number < least;
      throw LambdaErrors.validation(
          "1 validation error detected: Value '%d' at '%s' failed to satisfy constraint: Member must"
                  .formatted(number, name)
              + " have value %s than or equal to %d"
                  .formatted(low ? "greater" : "less", low ? least : most));
    }
    return number;
  }
}
