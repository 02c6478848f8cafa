package io.farshore.functions.readiness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.aws.AwsSettings;
import io.farshore.functions.handler.Stack;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The stack as its template tells this function of it.
 *
 * @param parameters those that must be the same in both Regions, by name
 * @param version of the template
 * @param roles the ARNs of roles by the function or state machine that has them
 * @param mapping the UUID of the replicator's event source mapping
 * @param replicator the name of the replicator
 * @param activeRegionTable a table's name
 * @param checkpointTable a table's name
 */
record Deployed(
    JsonNode parameters,
    String version,
    Map<String, String> roles,
    String mapping,
    String replicator,
    String activeRegionTable,
    String checkpointTable) {

  private static final int PARTITION = 1;
  private static final int ACCOUNT = 4;

  static Deployed of(Map<String, String> environment) {
    Map<String, String> roles = new TreeMap<>();
    object(environment, "ROLE_ARNS")
        .properties()
        .forEach(role -> roles.put(role.getKey(), role.getValue().asText()));
    AwsSettings settings = AwsSettings.from(environment);
    return new Deployed(
        object(environment, "STACK_PARAMETERS"),
        text(environment, "STACK_VERSION"),
        roles,
        text(environment, "MAPPING_UUID"),
        text(environment, "REPLICATOR_FUNCTION"),
        settings.activeRegionTable(),
        settings.checkpointTable());
  }

  private static String text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IllegalArgumentException(name + " is not set in the environment"));
  }

  private static JsonNode object(Map<String, String> environment, String name) {
    try {
      JsonNode read = new ObjectMapper().readTree(text(environment, name));
      if (read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException expected) {
      // The same message as for another kind of JSON.
    }
    throw new IllegalArgumentException(name + " is no JSON object");
  }

  /** What the placeholders of ARNs in the template stand for. */
  Map<String, String> values(Stack stack) {
    String[] arn = roles.values().iterator().next().split(":", -1);
    return Map.of(
        "AWS::Partition", arn[PARTITION],
        "AWS::Region", stack.own().name(),
        "AWS::AccountId", arn[ACCOUNT],
        "PeerRegion", stack.peer().name(),
        "StreamName", stack.stream().value(),
        "ActiveRegionTable", activeRegionTable,
        "CheckpointTable", checkpointTable);
  }

  String streamArn(Stack stack) {
    Map<String, String> values = values(stack);
    return "arn:%s:kinesis:%s:%s:stream/%s"
        .formatted(
            values.get("AWS::Partition"),
            stack.own(),
            values.get("AWS::AccountId"),
            stack.stream());
  }
}
