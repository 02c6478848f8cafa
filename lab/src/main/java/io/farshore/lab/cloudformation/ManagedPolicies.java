package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The policies of AWS that SAM attaches to the role that it makes for a function. */
final class ManagedPolicies {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<String> LOGS =
      List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents");

  private static final List<String> STREAMS =
      List.of(
          "kinesis:DescribeStream",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
          "kinesis:ListStreams",
          "kinesis:SubscribeToShard");

  private static final List<String> TRACES =
      List.of(
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:GetSamplingStatisticSummaries");

  private ManagedPolicies() {}

  /** A function's own policies and those that SAM adds for its logs, its streams and its traces. */
  static ArrayNode of(JsonNode function) {
    ArrayNode all = NODES.arrayNode();
    JsonNode own = function.path("Policies");
    if (own.isArray()) {
      all.addAll((ArrayNode) own);
    } else if (own.isObject()) {
      all.add(own);
    }
    all.add(policy("AWSLambdaBasicExecutionRole", LOGS));
    for (JsonNode event : function.path("Events")) {
      if (event.path("Type").asText().equals("Kinesis")) {
        all.add(policy("AWSLambdaKinesisExecutionRole", STREAMS));
        break;
      }
    }
    if (function.path("Tracing").asText().equals("Active")) {
      all.add(policy("AWSXrayWriteOnlyAccess", TRACES));
    }
    return all;
  }

  private static ObjectNode policy(String name, List<String> actions) {
    ObjectNode policy = NODES.objectNode();
    ObjectNode statement = policy.putArray("Statement").addObject();
    statement.put("Sid", name).put("Effect", "Allow").put("Resource", "*");
    actions.forEach(statement.putArray("Action")::add);
    return policy;
  }
}
