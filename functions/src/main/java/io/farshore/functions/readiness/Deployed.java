package io.farshore.functions.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.aws.AwsSettings;
import io.farshore.core.setting.Configuration;
import io.farshore.functions.configuration.FunctionSettings;
import io.farshore.functions.handler.Stack;
import java.util.Map;
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

  static Deployed of(Configuration settings) {
    Map<String, String> roles = new TreeMap<>();
    settings
        .get(FunctionSettings.ROLE_ARNS)
        .properties()
        .forEach(role -> roles.put(role.getKey(), role.getValue().asText()));
    AwsSettings aws = AwsSettings.from(settings.environment());
    return new Deployed(
        settings.get(FunctionSettings.STACK_PARAMETERS),
        settings.get(FunctionSettings.STACK_VERSION),
        roles,
        settings.get(FunctionSettings.MAPPING_UUID),
        settings.get(FunctionSettings.REPLICATOR_FUNCTION),
        aws.activeRegionTable(),
        aws.checkpointTable());
  }

  /** What the placeholders of ARNs in the template stand for. */
  Map<String, String> values(Stack stack) {
    String[] arn = roles.values().iterator().next().split(":", -1);
    return Map.of(
        "AWS::Partition",
        arn[PARTITION],
        "AWS::Region",
        stack.own().name(),
        "AWS::AccountId",
        arn[ACCOUNT],
        "PeerRegion",
        stack.peer().name(),
        "StreamName",
        stack.stream().value(),
        "ActiveRegionTable",
        activeRegionTable,
        "CheckpointTable",
        checkpointTable);
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
