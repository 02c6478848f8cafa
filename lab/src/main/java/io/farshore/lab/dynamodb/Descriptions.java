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
  RawResponse complete(String region, RawResponse answer) {
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
    Set<String> replicated = registry.regions(name);
    if (replicated.contains(region)) {
      table.put("GlobalTableVersion", "2019.11.21");
      ArrayNode others = table.putArray("Replicas");
      replicated.stream()
          .filter(other -> !other.equals(region))
          .sorted()
          .forEach(r -> others.addObject().put("RegionName", r).put("ReplicaStatus", "ACTIVE"));
    }
    return Replica.rewritten(answer, output);
  }

  /** The same for as long as the table lives. */
  private static String id(String region, String table, JsonNode created) {
    String text = region + "/" + table + "/" + created.asText();
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
