package io.farshore.lab.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The attributes of a message, and what can be wrong with them. */
final class MessageAttributes {

  private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9_.-]");

  private MessageAttributes() {}

  static ObjectNode of(JsonNode given, String where) {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> each : given.properties()) {
      checkName(each.getKey());
      checkValue(each.getKey(), each.getValue(), where);
      attributes.set(each.getKey(), each.getValue().deepCopy());
    }
    return attributes;
  }

  private static void checkName(String name) {
    if (name.length() > 256) {
      throw SnsErrors.value("Length of message attribute name must be less than 256 bytes.");
    }
    Matcher forbidden = FORBIDDEN.matcher(name);
    if (forbidden.find()) {
      throw SnsErrors.value(
          "Invalid non-alphanumeric character '#x"
              + Integer.toHexString(name.codePointAt(forbidden.start())).toUpperCase(Locale.ROOT)
              + "' was found in the message attribute name. Can only include alphanumeric"
              + " characters, hyphens, underscores, or dots.");
    }
    if (name.startsWith(".") || name.endsWith(".")) {
      throw SnsErrors.value(
          "Invalid message attribute name "
              + (name.startsWith(".") ? "starting" : "ending")
              + " with character '.' was found.");
    }
    if (name.contains("..")) {
      throw SnsErrors.value("Message attribute name can not have successive '.' character.");
    }
  }

  private static void checkValue(String name, JsonNode attribute, String where) {
    if (!attribute.hasNonNull("DataType")) {
      throw AwsError.validation(
          "1 validation error detected: Value null at '"
              + where
              + "messageAttributes."
              + name
              + ".member.dataType' failed to satisfy constraint: Member must not be null");
    }
    String type = attribute.path("DataType").asText();
    if (!type.matches("(String|Number|Binary)(\\..+)?")) {
      throw SnsErrors.value(
          "The message attribute '"
              + name
              + "' has an invalid message attribute type, the set of supported type prefixes is"
              + " Binary, Number, and String.");
    }
    String kind = type.startsWith("Binary") ? "Binary" : "String";
    String other = kind.equals("Binary") ? "String" : "Binary";
    if (attribute.path(kind + "Value").asText().isEmpty()) {
      if (!attribute.path(other + "Value").asText().isEmpty()) {
        throw SnsErrors.value(
            "The message attribute '"
                + name
                + "' with type '"
                + type
                + "' must use field '"
                + kind
                + "'.");
      }
      throw SnsErrors.value(
          "The message attribute '"
              + name
              + "' must contain non-empty message attribute value for message attribute type '"
              + type
              + "'.");
    }
    if (type.startsWith("Number") && !isNumber(attribute.path("StringValue").asText())) {
      throw SnsErrors.value("Could not cast message attribute '" + name + "' value to number.");
    }
  }

  private static boolean isNumber(String text) {
    return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  }
}
