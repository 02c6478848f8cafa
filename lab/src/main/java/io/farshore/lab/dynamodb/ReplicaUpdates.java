package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * UpdateTable with {@code ReplicaUpdates}: makes and removes replicas of a table. One update at a
 * time: each reads which replicas there are, and enters them anew.
 */
final class ReplicaUpdates {

  private static final List<String> COPIED =
      List.of("TableName", "AttributeDefinitions", "KeySchema");
  private static final List<String> OF_INDEXES = List.of("IndexName", "KeySchema", "Projection");
  private static final Set<String> ALONE =
      Set.of("TableName", "ReplicaUpdates", "MultiRegionConsistency");
  private static final int OK = 200;

  private final TableRegistry registry;
  private final Function<String, Replica> replicas;
  private final Set<String> regions;

  /**
   * In a lab.
   *
   * @param regions that the lab has
   */
  ReplicaUpdates(TableRegistry registry, Function<String, Replica> replicas, Set<String> regions) {
    this.registry = registry;
    this.replicas = replicas;
    this.regions = regions;
  }

  /**
   * Makes the updates, in their order.
   *
   * @throws AwsError as AWS does
   */
  synchronized RawResponse update(String region, ObjectNode input) {
    refuseOthers(
        input, ALONE, "ReplicaUpdates can't be combined with other updates of the table: ");
    for (JsonNode update : input.path("ReplicaUpdates")) {
      for (JsonNode action : update) {
        refuseOthers(
            action, Set.of("RegionName"), "The lab makes replicas as the table is, without ");
      }
    }
    String name = TouchedItems.tableName(input.path("TableName").asText());
    if (registry.strong(name).isPresent()) {
      throw AwsError.validation(
          "The lab's tables with multi-Region strong consistency keep the replicas that they have");
    }
    RawResponse before = described(region, name);
    if (before.status() != OK) {
      return before;
    }
    ObjectNode table = (ObjectNode) Json.read(before.body()).get("Table");
    for (JsonNode update : input.path("ReplicaUpdates")) {
      if (update.has("Create")) {
        create(region, table, update.path("Create").path("RegionName").asText());
      } else if (update.has("Delete")) {
        delete(table, update.path("Delete").path("RegionName").asText());
      } else {
        throw AwsError.validation("The lab makes and deletes replicas; it does not change them");
      }
    }
    RawResponse after =
        new Descriptions(registry).complete(region, "DescribeTable", described(region, name));
    ObjectNode output = Json.object();
    ObjectNode description = (ObjectNode) Json.read(after.body()).get("Table");
    description.put("TableStatus", "UPDATING");
    output.set("TableDescription", description);
    return after.with(Json.write(output));
  }

  private static void refuseOthers(JsonNode from, Set<String> known, String why) {
    Set<String> others = new TreeSet<>();
    from.fieldNames().forEachRemaining(others::add);
    others.removeAll(known);
    if (!others.isEmpty()) {
      throw AwsError.validation(why + String.join(", ", others));
    }
  }

  private RawResponse described(String region, String name) {
    Arns arns = new Arns(region);
    RawResponse answer =
        replicas
            .apply(region)
            .call("DescribeTable", Json.write(Json.object().put("TableName", name)));
    return answer.with(arns.fromStore("DescribeTable", answer.body()));
  }

  private void create(String region, ObjectNode table, String target) {
    String name = table.path("TableName").asText();
    if (!regions.contains(target)) {
      throw AwsError.validation(
          "The lab has no Region " + target + ": it has " + String.join(", ", regions));
    }
    Set<String> all = new TreeSet<>(registry.regions(name));
    all.add(region);
    if (!all.add(target)) {
      throw AwsError.validation(
          "Failed to create a replica of the table with name: '"
              + name
              + "' because one or more replicas already existed as tables.");
    }
    ObjectNode wanted = definition(table);
    RawResponse made = replicas.apply(target).call("CreateTable", Json.write(wanted));
    if (made.status() != OK) {
      throw AwsError.validation(
          "Failed to create a replica of the table with name: '"
              + name
              + "' because one or more replicas already existed as tables.");
    }
    List<String> keySchema = new ArrayList<>();
    table.path("KeySchema").forEach(e -> keySchema.add(e.path("AttributeName").asText()));
    replicas.apply(region).copy(name, keySchema);
    replicas.apply(target).copy(name, keySchema);
    registry.enter(name, all, keySchema);
    String key = registry.traits(region, name).path(TableTraits.KEY).asText("");
    if (!key.isEmpty()) {
      registry.traits(target, name, Json.object().put(TableTraits.KEY, new Arns(target).key("")));
    }
    Replica source = replicas.apply(region);
    source.scan(name).orElse(List.of()).forEach(item -> source.tellFirst(name, item));
  }

  private void delete(ObjectNode table, String target) {
    String name = table.path("TableName").asText();
    if (!registry.regions(name).contains(target)) {
      throw AwsError.validation(
          "Replica specified in the Replica Update or Replica Delete action of the request was not"
              + " found.");
    }
    RawResponse deleted =
        replicas
            .apply(target)
            .call("DeleteTable", Json.write(Json.object().put("TableName", name)));
    if (deleted.status() != OK) {
      throw AwsError.validation(Json.read(deleted.body()).path("message").asText("refused"));
    }
    replicas.apply(target).forget(name);
    registry.deleted(target, name);
  }

  /** What CreateTable takes, of what DescribeTable gives. */
  private static ObjectNode definition(ObjectNode table) {
    ObjectNode wanted = Json.object();
    COPIED.forEach(member -> wanted.set(member, table.get(member)));
    if (table.path("BillingModeSummary").path("BillingMode").asText().equals("PAY_PER_REQUEST")) {
      wanted.put("BillingMode", "PAY_PER_REQUEST");
    } else {
      wanted.set("ProvisionedThroughput", throughput(table));
    }
    for (String kind : List.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes")) {
      if (table.path(kind).isArray()) {
        ArrayNode indexes = wanted.putArray(kind);
        for (JsonNode index : table.path(kind)) {
          ObjectNode copy = indexes.addObject();
          OF_INDEXES.forEach(member -> copy.set(member, index.get(member)));
          if (kind.startsWith("Global") && wanted.has("ProvisionedThroughput")) {
            copy.set("ProvisionedThroughput", throughput(index));
          }
        }
      }
    }
    ObjectNode stream = wanted.putObject("StreamSpecification");
    stream.put("StreamEnabled", true).put("StreamViewType", "NEW_AND_OLD_IMAGES");
    return wanted;
  }

  private static ObjectNode throughput(JsonNode of) {
    ObjectNode throughput = Json.object();
    for (String member : List.of("ReadCapacityUnits", "WriteCapacityUnits")) {
      throughput.set(member, of.path("ProvisionedThroughput").get(member));
    }
    return throughput;
  }
}
