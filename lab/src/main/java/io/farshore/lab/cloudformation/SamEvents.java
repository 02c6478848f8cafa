package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Expands the events of a function or a state machine into mappings and rules. */
final class SamEvents {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String ownerId;
  private final ObjectNode owner;
  private final ResourceTypes types;
  private final Sink sink;

  /** Takes the resources that are made. */
  interface Sink {
    ObjectNode add(String id, String type, ObjectNode properties, ObjectNode origin);
  }

  SamEvents(String ownerId, ObjectNode owner, ResourceTypes types, Sink sink) {
    this.ownerId = ownerId;
    this.owner = owner;
    this.types = types;
    this.sink = sink;
  }

  /** Makes the mappings and rules that invoke {@code target}, a function or an alias. */
  void ofFunction(JsonNode events, JsonNode target) {
    for (var event : events.properties()) {
      String id = ownerId + event.getKey();
      JsonNode properties = checked(event.getKey(), event.getValue());
      if (event.getValue().path("Type").asText().equals("Kinesis")) {
        mapping(id, properties, target);
      } else {
        rule(id, properties, target(id + "LambdaTarget", target, properties));
      }
    }
  }

  /** Makes the rules that start the state machine {@code target}. */
  void ofStateMachine(JsonNode events, JsonNode target) {
    for (var event : events.properties()) {
      String id = ownerId + event.getKey();
      JsonNode properties = checked(event.getKey(), event.getValue());
      if (event.getValue().path("Type").asText().equals("Kinesis")) {
        throw new TemplateException("Resources." + ownerId, "a stream starts no state machine");
      }
      ObjectNode entry = target(id + "StepFunctionsTarget", target, properties);
      entry.set("RoleArn", SamTransform.getAtt(id + "Role", "Arn"));
      ObjectNode role = NODES.objectNode();
      role.putObject("AssumeRolePolicyDocument").put("Principal", "events.amazonaws.com");
      sink.add(id + "Role", "AWS::IAM::Role", role, owner);
      rule(id, properties, entry);
    }
  }

  private JsonNode checked(String name, JsonNode event) {
    String path = "Resources." + ownerId + ".Properties.Events." + name;
    String type = event.path("Type").asText();
    for (var member : event.properties()) {
      if (!member.getKey().equals("Type") && !member.getKey().equals("Properties")) {
        throw new TemplateException(path + "." + member.getKey(), "is unknown");
      }
    }
    try {
      types.check("SAM event " + type, event.path("Properties"), path);
    } catch (TemplateException e) {
      throw new TemplateException(path + " (type " + type + ")", e.getMessage(), e);
    }
    return event.path("Properties");
  }

  private void mapping(String id, JsonNode properties, JsonNode target) {
    ObjectNode mapping = NODES.objectNode();
    for (var member : properties.properties()) {
      String name = member.getKey().equals("Stream") ? "EventSourceArn" : member.getKey();
      mapping.set(name, member.getValue());
    }
    if (mapping.path("DestinationConfig").path("OnFailure").has("Type")) {
      ObjectNode destination = mapping.get("DestinationConfig").deepCopy();
      ((ObjectNode) destination.get("OnFailure")).remove("Type");
      mapping.set("DestinationConfig", destination);
    }
    mapping.set("FunctionName", target);
    sink.add(id, "AWS::Lambda::EventSourceMapping", mapping, owner);
  }

  private void rule(String id, JsonNode properties, ObjectNode target) {
    ObjectNode rule = NODES.objectNode();
    move(properties, rule, "Schedule", "ScheduleExpression");
    move(properties, rule, "Pattern", "EventPattern");
    move(properties, rule, "Name", "Name");
    move(properties, rule, "RuleName", "Name");
    move(properties, rule, "Description", "Description");
    move(properties, rule, "EventBusName", "EventBusName");
    move(properties, rule, "State", "State");
    if (properties.has("Enabled")) {
      if (!properties.get("Enabled").isBoolean()) {
        throw new TemplateException(
            "Resources." + ownerId,
            "Enabled of a schedule is true or false; State takes functions");
      }
      rule.put("State", properties.get("Enabled").booleanValue() ? "ENABLED" : "DISABLED");
    }
    rule.putArray("Targets").add(target);
    sink.add(id, "AWS::Events::Rule", rule, owner);
  }

  private static ObjectNode target(String id, JsonNode arn, JsonNode properties) {
    ObjectNode target = NODES.objectNode();
    JsonNode named = properties.path("Target").path("Id");
    target.set("Id", named.isMissingNode() ? NODES.textNode(id) : named);
    target.set("Arn", arn);
    move(properties, target, "Input", "Input");
    move(properties, target, "InputPath", "InputPath");
    move(properties, target, "InputTransformer", "InputTransformer");
    move(properties, target, "RetryPolicy", "RetryPolicy");
    move(properties, target, "DeadLetterConfig", "DeadLetterConfig");
    return target;
  }

  private static void move(JsonNode from, ObjectNode to, String name, String newName) {
    if (from.has(name)) {
      to.set(newName, from.get(name));
    }
  }
}
