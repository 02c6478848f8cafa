package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells EventBridge, topics and functions of alarms that changed. Thread-safe. */
final class AlarmEvents {

  private static final Logger LOG = LoggerFactory.getLogger(AlarmEvents.class);
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

  private final AwsApi api;
  private final Supplier<String> ids;

  AlarmEvents(AwsApi api, Supplier<String> ids) {
    this.api = api;
    this.ids = ids;
  }

  /** A time as alarm events write it. */
  static String timestamp(Instant time) {
    return TIMESTAMP.format(time);
  }

  static String arn(String region, String alarm) {
    return "arn:aws:cloudwatch:" + region + ":" + Account.ID + ":alarm:" + alarm;
  }

  /** Tells EventBridge of a change. */
  void changed(AlarmChange change, Watched watched) {
    ObjectNode input = object();
    ObjectNode entry = input.putArray("Entries").addObject();
    entry
        .put("Source", "aws.cloudwatch")
        .put("DetailType", "CloudWatch Alarm State Change")
        .put("Detail", detail(change, watched).toString())
        .putArray("Resources")
        .add(arn(change.region(), change.alarmName()));
    send(change, "events", change.region(), "PutEvents", input);
  }

  private static ObjectNode detail(AlarmChange change, Watched watched) {
    ObjectNode detail = object().put("alarmName", change.alarmName());
    ObjectNode after = state(change.after());
    watched
        .suppression()
        .flatMap(Suppression::by)
        .ifPresent(
            by ->
                after
                    .put("actionsSuppressedBy", by.text())
                    .put("actionsSuppressedReason", "Actions suppressed by " + by.text()));
    detail.set("state", after);
    detail.set("previousState", state(change.before()));
    detail.set("configuration", watched.alarm().eventConfiguration());
    return detail;
  }

  /** Does what the alarm is to do on a change, unless its actions are disabled. */
  void act(AlarmChange change, Watched watched) {
    if (watched.actionsEnabled()) {
      JsonNode actions = watched.alarm().definition().path(actions(change.after().value()));
      for (JsonNode action : actions) {
        act(change, action.asText(), watched);
      }
    }
  }

  private static String actions(AlarmState.Value value) {
    return switch (value) {
      case OK -> "OKActions";
      case ALARM -> "AlarmActions";
      case INSUFFICIENT_DATA -> "InsufficientDataActions";
    };
  }

  private void act(AlarmChange change, String arn, Watched watched) {
    String region = arn.split(":")[3];
    if (arn.startsWith("arn:aws:sns:")) {
      ObjectNode input = object().put("TopicArn", arn);
      input.put("Subject", AlarmMessage.subject(change));
      input.put("Message", AlarmMessage.of(change, watched).toString());
      send(change, "sns", region, "Publish", input);
      return;
    }
    ObjectNode event = object().put("source", "aws.cloudwatch");
    event
        .put("alarmArn", arn(change.region(), change.alarmName()))
        .put("accountId", Account.ID)
        .put("time", timestamp(change.after().since()))
        .put("region", change.region())
        .set("alarmData", detail(change, watched));
    ObjectNode input = object().put("FunctionName", arn).put("InvocationType", "Event");
    input.put("Payload", event.toString().getBytes(StandardCharsets.UTF_8));
    send(change, "lambda", region, "Invoke", input);
  }

  private void send(
      AlarmChange change, String service, String region, String operation, ObjectNode input) {
    Caller caller = Caller.in(change.region(), "cloudwatch.amazonaws.com");
    api.call(new ApiCall(caller, region, service, operation, input, ids.get()))
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                LOG.warn("{} of alarm {} failed", operation, change.alarmName(), failure);
              }
            });
  }

  private static ObjectNode state(AlarmState state) {
    ObjectNode node = object().put("value", state.value().name()).put("reason", state.reason());
    if (!state.reasonData().isEmpty()) {
      node.put("reasonData", state.reasonData());
    }
    return node.put("timestamp", timestamp(state.since()));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
