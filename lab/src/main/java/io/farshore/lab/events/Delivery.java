package io.farshore.lab.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.events.Attempts.GivenUp;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.sqs.SqsService;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** Brings events to the targets of rules. Thread-safe. */
final class Delivery {

  /** Of the operation by which a bus takes an event from another bus. */
  static final String FORWARD = "ForwardEvent";

  private final AwsApi api;
  private final EventLoop loop;
  private final Supplier<String> ids;
  private final Attempts attempts;
  private final DeadLetterQueue deadLetters;

  Delivery(AwsApi api, RegionState regions, EventLoop loop, Supplier<String> ids) {
    this.api = api;
    this.loop = loop;
    this.ids = ids;
    this.attempts = new Attempts(api, regions, loop);
    this.deadLetters = new DeadLetterQueue(attempts, ids);
  }

  /** Brings an event to a target of the rule that it matched. */
  void deliver(ObjectNode event, Rule rule, Target target) {
    String input;
    try {
      input = target.input().of(event, rule);
    } catch (IllegalArgumentException e) {
      giveUp(event, rule, target, new GivenUp(e, "", 0));
      return;
    }
    ApiCall call = call(event, rule, target, input);
    if (target.service().equals("logs")) {
      // The target is a group; EventBridge makes a stream in it.
      ObjectNode stream = call.input().deepCopy();
      stream.remove("logEvents");
      ApiCall first = call(rule, target, "CreateLogStream", stream);
      api.call(first)
          .whenComplete(
              (made, failure) ->
                  attempts.make(
                      call, target.retryPolicy(), lost -> giveUp(event, rule, target, lost)));
      return;
    }
    attempts.make(call, target.retryPolicy(), lost -> giveUp(event, rule, target, lost));
  }

  private void giveUp(ObjectNode event, Rule rule, Target target, GivenUp failure) {
    target
        .deadLetterArn()
        .ifPresent(
            queue ->
                deadLetters.send(
                    Caller.in(rule.key().region(), rule.arn()),
                    queue,
                    event.toString(),
                    Map.of("RULE_ARN", rule.arn(), "TARGET_ARN", target.arn()),
                    failure));
  }

  /** Made once an event: a repeated start of an execution carries the same name. */
  private ApiCall call(ObjectNode event, Rule rule, Target target, String text) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String eventId = event.path("id").asText();
    switch (target.service()) {
      case "lambda":
        input.put("FunctionName", target.arn()).put("InvocationType", "Event");
        return call(rule, target, "Invoke", input.put("Payload", bytes));
      case "states":
        String name = eventId + "_" + ids.get();
        input.put("stateMachineArn", target.arn()).put("name", name).put("input", text);
        return call(rule, target, "StartExecution", input);
      case "sns":
        input.put("TopicArn", target.arn()).put("Message", text);
        return call(rule, target, "Publish", input);
      case "sqs":
        input.put("QueueUrl", SqsService.url(target.arn())).put("MessageBody", text);
        JsonNode group = target.definition().path("SqsParameters").path("MessageGroupId");
        if (group.isTextual()) {
          input.set("MessageGroupId", group);
        }
        return call(rule, target, "SendMessage", input);
      case "kinesis":
        input.put("StreamARN", target.arn()).put("Data", bytes);
        input.put("PartitionKey", target.partitionKey(event).orElse(eventId));
        return call(rule, target, "PutRecord", input);
      case "logs":
        String logGroup =
            target.resource().replaceFirst("^log-group:", "").replaceFirst(":\\*$", "");
        input.put("logGroupName", logGroup).put("logStreamName", eventId);
        ObjectNode line = input.putArray("logEvents").addObject();
        line.put("timestamp", loop.wallTime().toEpochMilli()).put("message", text);
        return call(rule, target, "PutLogEvents", input);
      default:
        input.put("EventBusName", target.arn()).set("Event", event);
        return call(rule, target, FORWARD, input);
    }
  }

  private ApiCall call(Rule rule, Target target, String operation, ObjectNode input) {
    return new ApiCall(
        Caller.in(rule.key().region(), rule.arn()),
        target.region(),
        target.service(),
        operation,
        input,
        ids.get());
  }
}
