package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The properties of {@code AWS::DynamoDB::GlobalTable}. */
final class GlobalTableProperties {

  private static final Set<String> TABLE =
      Set.of(
          "TableName",
          "KeySchema",
          "AttributeDefinitions",
          "BillingMode",
          "GlobalSecondaryIndexes",
          "LocalSecondaryIndexes");

  private static final Set<String> OTHERS =
      Set.of(
          "Replicas",
          "SSESpecification",
          "StreamSpecification",
          "TimeToLiveSpecification",
          "MultiRegionConsistency",
          "GlobalTableWitnesses",
          "WarmThroughput");

  private static final Set<String> OF_REPLICAS =
      Set.of(
          "Region",
          "DeletionProtectionEnabled",
          "SSESpecification",
          "PointInTimeRecoverySpecification",
          "TableClass",
          "Tags");

  private final ObjectNode properties;

  /**
   * Those of one table.
   *
   * @throws AwsError for what the lab would ignore
   */
  GlobalTableProperties(ObjectNode properties) {
    this.properties = properties;
    properties
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!TABLE.contains(name) && !OTHERS.contains(name)) {
                throw AwsError.validation("The lab's global tables have no " + name);
              }
            });
    for (JsonNode replica : properties.path("Replicas")) {
      replica
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!OF_REPLICAS.contains(name)) {
                  throw AwsError.validation("The lab's replicas have no " + name);
                }
              });
    }
    checkStrength();
  }

  private void checkStrength() {
    if (isStrong()) {
      StrongTables.check(regions(), witnesses(), properties);
    } else if (!witnesses().isEmpty()) {
      throw AwsError.validation("Only a table with MultiRegionConsistency STRONG has witnesses");
    }
  }

  /** Whether all replicas are to be one and the same. */
  boolean isStrong() {
    return properties.path("MultiRegionConsistency").asText().equals("STRONG");
  }

  /** Regions with a vote and no replica. */
  List<String> witnesses() {
    return properties.path("GlobalTableWitnesses").findValuesAsText("Region");
  }

  String name() {
    return properties.path("TableName").asText();
  }

  /** The Regions of its replicas. */
  List<String> regions() {
    List<String> regions = new ArrayList<>();
    properties.path("Replicas").forEach(each -> regions.add(each.path("Region").asText()));
    return regions;
  }

  /** The input of CreateTable in a Region. */
  ObjectNode createTable(String region) {
    ObjectNode input = Json.object();
    TABLE.stream().filter(properties::has).forEach(name -> input.set(name, properties.get(name)));
    ObjectNode stream = input.putObject("StreamSpecification").put("StreamEnabled", true);
    stream.put(
        "StreamViewType",
        properties.path("StreamSpecification").path("StreamViewType").asText("NEW_AND_OLD_IMAGES"));
    JsonNode encryption = properties.path("SSESpecification");
    if (encryption.isObject()) {
      ObjectNode specification = input.putObject("SSESpecification");
      specification.put("Enabled", encryption.path("SSEEnabled").asBoolean());
      specification.put("SSEType", encryption.path("SSEType").asText("KMS"));
      JsonNode key = replica(region).path("SSESpecification").path("KMSMasterKeyId");
      if (key.isTextual()) {
        specification.set("KMSMasterKeyId", key);
      }
    }
    JsonNode replica = replica(region);
    for (String member : List.of("TableClass", "Tags")) {
      if (replica.has(member)) {
        input.set(member, replica.get(member));
      }
    }
    return input.put(
        "DeletionProtectionEnabled", replica.path("DeletionProtectionEnabled").asBoolean(false));
  }

  /** The input of UpdateContinuousBackups, where they are on in a Region. */
  Optional<ObjectNode> backups(String region) {
    JsonNode recovery = replica(region).path("PointInTimeRecoverySpecification");
    if (!recovery.path("PointInTimeRecoveryEnabled").asBoolean(false)) {
      return Optional.empty();
    }
    ObjectNode input = Json.object().put("TableName", name());
    ObjectNode specification = input.putObject("PointInTimeRecoverySpecification");
    specification.put("PointInTimeRecoveryEnabled", true);
    if (recovery.has("RecoveryPeriodInDays")) {
      specification.put("RecoveryPeriodInDays", recovery.path("RecoveryPeriodInDays").asInt());
    }
    return Optional.of(input);
  }

  /** The input of UpdateTimeToLive, where it is on. */
  Optional<ObjectNode> timeToLive() {
    JsonNode specification = properties.path("TimeToLiveSpecification");
    if (!specification.path("Enabled").asBoolean(false)) {
      return Optional.empty();
    }
    ObjectNode input = Json.object().put("TableName", name());
    ObjectNode wanted = input.putObject("TimeToLiveSpecification").put("Enabled", true);
    wanted.put("AttributeName", specification.path("AttributeName").asText());
    return Optional.of(input);
  }

  private JsonNode replica(String region) {
    for (JsonNode replica : properties.path("Replicas")) {
      if (replica.path("Region").asText().equals(region)) {
        return replica;
      }
    }
    return Json.object();
  }
}
