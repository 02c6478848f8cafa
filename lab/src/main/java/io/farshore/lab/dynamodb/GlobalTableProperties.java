package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.List;
import java.util.Set;

/** The properties of {@code AWS::DynamoDB::GlobalTable}. */
final class GlobalTableProperties {

  private static final List<String> TABLE =
      List.of(
          "TableName",
          "KeySchema",
          "AttributeDefinitions",
          "BillingMode",
          "GlobalSecondaryIndexes",
          "LocalSecondaryIndexes");

  /** Without effect in a lab: encryption, streams that nobody reads, and what replicas carry. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("Replicas", "SSESpecification", "StreamSpecification", "WarmThroughput");

  private GlobalTableProperties() {}

  /** The input of CreateTable. */
  static ObjectNode createTable(ObjectNode properties) {
    if (!properties.path("MultiRegionConsistency").asText("EVENTUAL").equals("EVENTUAL")) {
      throw AwsError.validation("The lab's global tables are eventually consistent");
    }
    properties
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!TABLE.contains(name)
                  && !WITHOUT_EFFECT.contains(name)
                  && !name.equals("MultiRegionConsistency")) {
                throw AwsError.validation("The lab's global tables have no " + name);
              }
            });
    ObjectNode input = Json.object();
    TABLE.stream().filter(properties::has).forEach(name -> input.set(name, properties.get(name)));
    return input;
  }
}
