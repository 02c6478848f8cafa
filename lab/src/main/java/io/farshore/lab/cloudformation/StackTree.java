package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/** Stacks, resources and events as the API's members. */
final class StackTree {

  private static final int MILLIS_DIGITS = 3;

  private StackTree() {}

  static ObjectNode stack(StackDetails stack) {
    ObjectNode tree = named(stack);
    describe(tree, "Description", stack.description());
    ArrayNode parameters = tree.putArray("Parameters");
    stack
        .parameters()
        .forEach(
            (name, value) ->
                parameters.addObject().put("ParameterKey", name).put("ParameterValue", value));
    tree.put("CreationTime", seconds(stack.createdAt()));
    tree.putObject("RollbackConfiguration");
    tree.put("StackStatus", StackEvents.DONE);
    tree.put("DisableRollback", false);
    tree.putArray("NotificationARNs");
    ArrayNode outputs = tree.putArray("Outputs");
    for (StackDetails.Output output : stack.outputs()) {
      ObjectNode each = outputs.addObject();
      each.put("OutputKey", output.key()).put("OutputValue", output.value());
      describe(each, "Description", output.description());
      describe(each, "ExportName", output.export());
    }
    tree.putArray("Tags");
    tree.put("EnableTerminationProtection", false);
    tree.putObject("DriftInformation").put("StackDriftStatus", "NOT_CHECKED");
    return tree;
  }

  static ObjectNode summary(StackDetails stack) {
    ObjectNode tree = named(stack);
    describe(tree, "TemplateDescription", stack.description());
    tree.put("CreationTime", seconds(stack.createdAt())).put("StackStatus", StackEvents.DONE);
    tree.putObject("DriftInformation").put("StackDriftStatus", "NOT_CHECKED");
    return tree;
  }

  /** A resource with its stack; {@code time} is what the operation calls its last change. */
  static ObjectNode resource(StackDetails stack, StackEvents.Event event, String time) {
    ObjectNode tree = named(stack);
    tree.setAll(resource(event, time));
    return tree;
  }

  static ObjectNode resourceSummary(StackEvents.Event event) {
    return resource(event, "LastUpdatedTimestamp");
  }

  static ObjectNode event(StackDetails stack, StackEvents.Event event, int index) {
    ObjectNode tree = named(stack);
    tree.put("EventId", event.logicalId() + "-" + event.status() + "-" + index);
    describe(tree, "PhysicalResourceId", event.physicalId());
    tree.put("LogicalResourceId", event.logicalId());
    tree.put("ResourceType", event.type());
    tree.put("Timestamp", seconds(event.at()));
    tree.put("ResourceStatus", event.status());
    return tree;
  }

  private static ObjectNode resource(StackEvents.Event event, String time) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("LogicalResourceId", event.logicalId());
    tree.put("PhysicalResourceId", event.physicalId());
    tree.put("ResourceType", event.type());
    tree.put(time, seconds(event.at()));
    tree.put("ResourceStatus", event.status());
    tree.putObject("DriftInformation").put("StackResourceDriftStatus", "NOT_CHECKED");
    return tree;
  }

  private static ObjectNode named(StackDetails stack) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    return tree.put("StackId", stack.id()).put("StackName", stack.name());
  }

  private static void describe(ObjectNode tree, String member, String text) {
    if (!text.isEmpty()) {
      tree.put(member, text);
    }
  }

  private static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli()).movePointLeft(MILLIS_DIGITS);
  }
}
