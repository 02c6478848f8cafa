package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;

/**
 * A resource to be made.
 *
 * @param stackName of its stack
 * @param region that it is made in
 * @param logicalId its name in the template
 * @param type such as {@code AWS::SNS::Topic}
 * @param properties evaluated, checked and converted
 */
record Resource(
    String stackName, String region, String logicalId, String type, ObjectNode properties) {

  /** A name that the template gives, or one made of stack and logical id. */
  String name(String property) {
    return properties.path(property).asText(stackName + "-" + logicalId);
  }

  String text(String property) {
    return properties.path(property).asText();
  }

  JsonNode get(String property) {
    return properties.path(property);
  }

  String arn(String service, String rest) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, region, Account.ID, rest);
  }

  /** The properties without the tags, as a new object. */
  ObjectNode input() {
    ObjectNode input = properties.deepCopy();
    input.remove("Tags");
    return input;
  }
}
