package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import java.util.Locale;
import java.util.Map;

/** What an alarm tells a topic. */
final class AlarmMessage {

  private static final Map<String, String> REGIONS =
      Map.of(
          "us-east-1", "US East (N. Virginia)",
          "us-east-2", "US East (Ohio)",
          "us-west-1", "US West (N. California)",
          "us-west-2", "US West (Oregon)",
          "eu-west-1", "EU (Ireland)",
          "eu-central-1", "EU (Frankfurt)");

  private AlarmMessage() {}

  static String subject(AlarmChange change) {
    return change.after().value()
        + ": \""
        + change.alarmName()
        + "\" in "
        + region(change.region());
  }

  static ObjectNode of(AlarmChange change, Watched watched) {
    JsonNode definition = watched.alarm().definition();
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message
        .put("AlarmName", change.alarmName())
        .put("AlarmDescription", definition.path("AlarmDescription").textValue());
    if (watched.alarm().isComposite()) {
      message.put("AlarmRule", definition.path("AlarmRule").asText());
    }
    message
        .put("AWSAccountId", Account.ID)
        .put("AlarmConfigurationUpdatedTimestamp", AlarmEvents.timestamp(watched.configuredAt()))
        .put("NewStateValue", change.after().value().name())
        .put("NewStateReason", change.after().reason())
        .put("StateChangeTime", AlarmEvents.timestamp(change.after().since()))
        .put("Region", region(change.region()))
        .put("AlarmArn", AlarmEvents.arn(change.region(), change.alarmName()))
        .put("OldStateValue", change.before().value().name());
    for (String member : new String[] {"OKActions", "AlarmActions", "InsufficientDataActions"}) {
      ArrayNode list = message.putArray(member);
      definition.path(member).forEach(list::add);
    }
    if (!watched.alarm().isComposite()) {
      message.set("Trigger", trigger(definition));
    }
    return message;
  }

  private static ObjectNode trigger(JsonNode definition) {
    ObjectNode trigger = JsonNodeFactory.instance.objectNode();
    trigger
        .put("MetricName", definition.path("MetricName").asText())
        .put("Namespace", definition.path("Namespace").asText());
    if (definition.hasNonNull("Statistic")) {
      trigger
          .put("StatisticType", "Statistic")
          .put("Statistic", definition.get("Statistic").asText().toUpperCase(Locale.ROOT));
    } else {
      trigger
          .put("StatisticType", "ExtendedStatistic")
          .put("ExtendedStatistic", definition.path("ExtendedStatistic").asText());
    }
    trigger.put("Unit", definition.path("Unit").textValue());
    ArrayNode dimensions = trigger.putArray("Dimensions");
    for (JsonNode each : definition.path("Dimensions")) {
      dimensions
          .addObject()
          .put("value", each.path("Value").asText())
          .put("name", each.path("Name").asText());
    }
    trigger
        .put("Period", definition.path("Period").asInt())
        .put("EvaluationPeriods", definition.path("EvaluationPeriods").asInt());
    if (definition.hasNonNull("DatapointsToAlarm")) {
      trigger.put("DatapointsToAlarm", definition.get("DatapointsToAlarm").asInt());
    }
    return trigger
        .put("ComparisonOperator", definition.path("ComparisonOperator").asText())
        .put("Threshold", definition.path("Threshold").asDouble())
        .put("TreatMissingData", definition.path("TreatMissingData").asText("missing"))
        .put("EvaluateLowSampleCountPercentile", "");
  }

  private static String region(String region) {
    return REGIONS.getOrDefault(region, region);
  }
}
