package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Tags, encryption, and continuous backups as far as they can be switched and described; there is
 * nothing to restore from. Thread-safe.
 */
final class TableTraits {

  private static final Set<String> OPERATIONS =
      Set.of(
          "TagResource",
          "UntagResource",
          "ListTagsOfResource",
          "UpdateContinuousBackups",
          "DescribeContinuousBackups");
  private static final String TAGS = "tags";

  /** The ARN of the key that it is encrypted with; without it, DynamoDB's own. */
  static final String KEY = "key";

  private static final String BACKUPS = "backups";
  private static final int MOST_DAYS = 35;

  private final TableRegistry registry;
  private final BiPredicate<String, String> exists;
  private final Clock clock;

  /**
   * Kept in a registry.
   *
   * @param exists whether a Region has a table
   */
  TableTraits(TableRegistry registry, BiPredicate<String, String> exists, Clock clock) {
    this.registry = registry;
    this.exists = exists;
    this.clock = clock;
  }

  static boolean has(String operation) {
    return OPERATIONS.contains(operation);
  }

  /**
   * Answers one of its operations.
   *
   * @throws AwsError as AWS does
   */
  synchronized ObjectNode call(String region, String operation, JsonNode input) {
    return switch (operation) {
      case "TagResource" -> tag(region, input);
      case "UntagResource" -> untag(region, input);
      case "ListTagsOfResource" -> tags(region, input);
      case "UpdateContinuousBackups" -> update(region, input);
      default -> describe(region, table(region, input));
    };
  }

  /** Keeps what CreateTable says of tags and encryption. */
  synchronized void created(String region, String table, JsonNode input) {
    if (!input.path("Tags").isEmpty()) {
      add(region, table, input.path("Tags"));
    }
    encrypted(region, table, input.path("SSESpecification"));
  }

  /** Switches encryption with a key of KMS on or off; without a specification, neither. */
  synchronized void encrypted(String region, String table, JsonNode specification) {
    if (!specification.isObject()) {
      return;
    }
    ObjectNode traits = registry.traits(region, table).deepCopy();
    if (specification.path("Enabled").asBoolean()) {
      traits.put(KEY, new Arns(region).key(specification.path("KMSMasterKeyId").asText("")));
    } else {
      traits.remove(KEY);
    }
    registry.traits(region, table, traits);
  }

  private ObjectNode tag(String region, JsonNode input) {
    add(region, resource(region, input), input.path("Tags"));
    return Json.object();
  }

  private void add(String region, String table, JsonNode tags) {
    ObjectNode traits = registry.traits(region, table).deepCopy();
    ObjectNode all = traits.withObject(TAGS);
    tags.forEach(tag -> all.set(tag.path("Key").asText(), tag.path("Value")));
    registry.traits(region, table, traits);
  }

  private ObjectNode untag(String region, JsonNode input) {
    String table = resource(region, input);
    ObjectNode traits = registry.traits(region, table).deepCopy();
    input.path("TagKeys").forEach(key -> traits.withObject(TAGS).remove(key.asText()));
    registry.traits(region, table, traits);
    return Json.object();
  }

  private ObjectNode tags(String region, JsonNode input) {
    Map<String, String> sorted = new TreeMap<>();
    registry
        .traits(region, resource(region, input))
        .path(TAGS)
        .properties()
        .forEach(tag -> sorted.put(tag.getKey(), tag.getValue().asText()));
    ObjectNode output = Json.object();
    ArrayNode list = output.putArray("Tags");
    sorted.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    return output;
  }

  private String resource(String region, JsonNode input) {
    String arn = input.path("ResourceArn").asText();
    String table = arn.replaceFirst("^.*:table/", "").replaceFirst("/.*", "");
    if (!arn.startsWith("arn:aws:dynamodb:" + region + ":") || !exists.test(region, table)) {
      throw new AwsError(
          "ResourceNotFoundException",
          400,
          "Requested resource not found: ResourcArn: " + arn + " not found");
    }
    return table;
  }

  private ObjectNode update(String region, JsonNode input) {
    String table = table(region, input);
    JsonNode specification = input.path("PointInTimeRecoverySpecification");
    ObjectNode traits = registry.traits(region, table).deepCopy();
    if (specification.path("PointInTimeRecoveryEnabled").asBoolean()) {
      int days = specification.path("RecoveryPeriodInDays").asInt(MOST_DAYS);
      if (days < 1 || days > MOST_DAYS) {
        throw AwsError.validation(
            "1 validation error detected: Value '"
                + days
                + "' at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy"
                + " constraint: Member must have value "
                + (days < 1 ? "greater than or equal to 1" : "less than or equal to 35"));
      }
      Instant since =
          traits.path(BACKUPS).has("since")
              ? Instant.parse(traits.path(BACKUPS).path("since").asText())
              : clock.instant();
      traits.putObject(BACKUPS).put("since", since.toString()).put("days", days);
    } else {
      traits.remove(BACKUPS);
    }
    registry.traits(region, table, traits);
    return describe(region, table);
  }

  private ObjectNode describe(String region, String table) {
    Optional<JsonNode> backups = Optional.ofNullable(registry.traits(region, table).get(BACKUPS));
    ObjectNode output = Json.object();
    ObjectNode description = output.putObject("ContinuousBackupsDescription");
    description.put("ContinuousBackupsStatus", "ENABLED");
    ObjectNode recovery = description.putObject("PointInTimeRecoveryDescription");
    recovery.put("PointInTimeRecoveryStatus", backups.isPresent() ? "ENABLED" : "DISABLED");
    backups.ifPresent(
        on -> {
          recovery.put("RecoveryPeriodInDays", on.path("days").asInt());
          Instant since = Instant.parse(on.path("since").asText());
          recovery.put("EarliestRestorableDateTime", since.getEpochSecond());
          recovery.put("LatestRestorableDateTime", clock.instant().getEpochSecond());
        });
    return output;
  }

  private String table(String region, JsonNode input) {
    String table = TouchedItems.tableName(input.path("TableName").asText());
    if (!exists.test(region, table)) {
      throw new AwsError("TableNotFoundException", 400, "Table not found: " + table);
    }
    return table;
  }
}
