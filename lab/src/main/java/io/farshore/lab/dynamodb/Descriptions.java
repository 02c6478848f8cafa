package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Completes what DynamoDB Local says of a table: ids, and the other replicas. */
final class Descriptions {

  private static final Set<String> OPERATIONS =
      Set.of("CreateTable", "DescribeTable", "UpdateTable", "DeleteTable");

  private final TableRegistry registry;

  Descriptions(TableRegistry registry) {
    this.registry = registry;
  }

  static boolean has(String operation) {
    return OPERATIONS.contains(operation);
  }

  /** The answer of one of its operations, completed. */
  RawResponse complete(String region, String operation, RawResponse answer) {
    ObjectNode output = Json.read(answer.body());
    String member = output.has("Table") ? "Table" : "TableDescription";
    if (!(output.get(member) instanceof ObjectNode table)) {
      return answer;
    }
    String name = table.path("TableName").asText();
    table.put("TableId", id(region, name, table.path("CreationDateTime")));
    if (table.get("ProvisionedThroughput") instanceof ObjectNode throughput) {
      for (String time : List.of("LastIncreaseDateTime", "LastDecreaseDateTime")) {
        if (throughput.path(time).asDouble(1) == 0) {
          throughput.remove(time);
        }
      }
    }
    String key = registry.traits(region, name).path(TableTraits.KEY).asText("");
    if (!key.isEmpty()) {
      ObjectNode encryption = table.putObject("SSEDescription");
      encryption.put("Status", "ENABLED").put("SSEType", "KMS").put("KMSMasterKeyArn", key);
    }
    Set<String> replicated = registry.regions(name);
    if (replicated.contains(region)) {
      table.put("GlobalTableVersion", "2019.11.21");
      ArrayNode others = table.putArray("Replicas");
      replicated.stream()
          .filter(other -> !other.equals(region))
          .sorted()
          .forEach(r -> others.addObject().put("RegionName", r).put("ReplicaStatus", "ACTIVE"));
      registry.strong(name).ifPresent(strong -> strong(table, strong));
    }
    asItChanges(operation, table);
    return Replica.rewritten(answer, output);
  }

  private static void strong(ObjectNode table, TableRegistry.Strong strong) {
    table.put("MultiRegionConsistency", "STRONG");
    for (String witness : strong.witnesses()) {
      table
          .withArray("GlobalTableWitnesses")
          .addObject()
          .put("RegionName", witness)
          .put("WitnessStatus", "ACTIVE");
    }
  }

  /** DynamoDB Local is done at once; AWS tells of what it begins. */
  private static void asItChanges(String operation, ObjectNode table) {
    if (operation.equals("CreateTable")) {
      table.put("TableStatus", "CREATING");
      for (JsonNode index : table.path("GlobalSecondaryIndexes")) {
        ((ObjectNode) index).put("IndexStatus", "CREATING");
      }
    } else if (operation.equals("DeleteTable")) {
      table.put("TableStatus", "DELETING");
      table.remove(List.of("AttributeDefinitions", "CreationDateTime", "KeySchema"));
    }
  }

  /** The same for as long as the table lives. */
  private static String id(String region, String table, JsonNode created) {
    String text = region + "/" + table + "/" + created.asText();
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
