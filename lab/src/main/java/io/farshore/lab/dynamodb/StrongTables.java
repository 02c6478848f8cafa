package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Global tables with multi-Region strong consistency. One store has the items of all replicas, so
 * that each read sees each write that was answered, and conditions judge the latest item; a replica
 * that reaches none of the other places takes no calls, as it would have no majority. What the lab
 * does not have: the time that a write takes to another Region, conflicts of writes at the same
 * time, and streams. Thread-safe.
 */
final class StrongTables {

  private static final Set<String> ITEMS =
      Set.of(
          "GetItem",
          "PutItem",
          "UpdateItem",
          "DeleteItem",
          "Query",
          "Scan",
          "BatchGetItem",
          "BatchWriteItem");
  private static final Set<String> REFUSED =
      Set.of(
          "TransactGetItems",
          "TransactWriteItems",
          "DescribeStream",
          "GetShardIterator",
          "UpdateTimeToLive",
          "DeleteTable");

  /** Replicas and a witness must be in one of these. */
  private static final List<Set<String>> REGION_SETS =
      List.of(
          Set.of("us-east-1", "us-east-2", "us-west-2"),
          Set.of("eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"),
          Set.of("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"));

  private static final int PLACES = 3;

  private final TableRegistry registry;
  private final RegionLinks links;

  StrongTables(TableRegistry registry, RegionLinks links) {
    this.registry = registry;
    this.links = links;
  }

  /**
   * Checks what a template asks for.
   *
   * @throws AwsError where AWS has no such table
   */
  static void check(List<String> regions, List<String> witnesses, JsonNode properties) {
    Set<String> places = new HashSet<>(regions);
    places.addAll(witnesses);
    boolean together = REGION_SETS.stream().anyMatch(set -> set.containsAll(places));
    if (places.size() != PLACES || regions.size() < 2 || witnesses.size() > 1 || !together) {
      throw AwsError.validation(
          "A table with multi-Region strong consistency has three replicas, or two and a witness, in"
              + " Regions of one set; these are "
              + places);
    }
    if (properties.has("TimeToLiveSpecification") || properties.has("LocalSecondaryIndexes")) {
      throw AwsError.validation(
          "A table with multi-Region strong consistency has no time to live, and no local indexes");
    }
  }

  /** The Region whose store has the items that a call is about: its own, but for strong tables. */
  String home(String region, String operation, byte[] body) {
    if (!registry.hasStrong() || !ITEMS.contains(operation) && !REFUSED.contains(operation)) {
      return region;
    }
    Set<String> homes = new LinkedHashSet<>();
    boolean strong = false;
    for (String table : tables(Json.read(body))) {
      Optional<TableRegistry.Strong> found =
          registry.strong(table).filter(any -> registry.regions(table).contains(region));
      found.ifPresent(each -> majority(region, table, each));
      homes.add(found.map(TableRegistry.Strong::home).orElse(region));
      strong |= found.isPresent();
    }
    if (strong && REFUSED.contains(operation)) {
      throw AwsError.validation(
          "The lab's tables with multi-Region strong consistency have no " + operation);
    }
    if (strong && homes.size() > 1) {
      throw AwsError.validation("The lab has no batches of strong tables together with others");
    }
    return homes.isEmpty() ? region : homes.iterator().next();
  }

  private void majority(String region, String table, TableRegistry.Strong strong) {
    Set<String> others = new HashSet<>(registry.regions(table));
    others.addAll(strong.witnesses());
    others.remove(region);
    if (others.stream().allMatch(other -> links.isCut(region, other))) {
      throw new AwsError(
          "InternalServerError", 500, "The replica in " + region + " has no majority of " + table);
    }
  }

  private static Set<String> tables(ObjectNode input) {
    Set<String> tables = new LinkedHashSet<>();
    if (input.has("TableName")) {
      tables.add(TouchedItems.tableName(input.path("TableName").asText()));
    }
    if (input.has("StreamArn")) {
      tables.add(input.path("StreamArn").asText().replaceAll(".*:table/([^/]+)/.*", "$1"));
    }
    for (Map.Entry<String, JsonNode> table : input.path("RequestItems").properties()) {
      tables.add(TouchedItems.tableName(table.getKey()));
    }
    input
        .path("TransactItems")
        .forEach(
            item ->
                item.forEach(
                    part -> tables.add(TouchedItems.tableName(part.path("TableName").asText()))));
    return tables;
  }
}
