package io.farshore.lab.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.farshore.lab.stepfunctions.integration.SdkServices.SdkService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Requests and answers of SDK integrations: bytes and times are text, members have capitals. */
final class SdkShapes {

  private static final String[] TEXTS = {
    "Input", "Output", "Definition", "Message", "MessageBody", "EventPattern", "StateInput"
  };

  private SdkShapes() {}

  static ObjectNode request(SdkService service, ObjectNode parameters) {
    ObjectNode texts = JsonTexts.in(parameters, TEXTS);
    for (JsonNode entry : texts.path("Entries")) {
      if (entry instanceof ObjectNode object && object.path("Detail").isContainerNode()) {
        object.put("Detail", object.get("Detail").toString());
      }
    }
    return service.camelCase()
        ? (ObjectNode) MemberNames.toCamelCase(texts)
        : Blobs.encode(service.signingName(), texts);
  }

  static JsonNode answer(SdkService service, JsonNode answer) {
    return readable("", service.camelCase() ? MemberNames.toPascalCase(answer) : answer);
  }

  private static JsonNode readable(String name, JsonNode value) {
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(e -> object.set(e.getKey(), readable(e.getKey(), e.getValue())));
      return object;
    } else if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> array.add(readable(name, item)));
      return array;
    } else if (value.isBinary()) {
      return TextNode.valueOf(text(value));
    } else if (value.isNumber() && isTime(name)) {
      return TextNode.valueOf(time(value.decimalValue()));
    }
    return value;
  }

  private static String text(JsonNode bytes) {
    try {
      return new String(bytes.binaryValue(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes can't be read", e);
    }
  }

  /** The SDK's times are named so in every model of the lab's services. */
  private static boolean isTime(String name) {
    return name.endsWith("Date")
        || name.endsWith("DateTime")
        || name.endsWith("Timestamp")
        || name.endsWith("CreationTime");
  }

  private static String time(BigDecimal epochSeconds) {
    return Instant.ofEpochMilli(epochSeconds.movePointRight(3).longValue()).toString();
  }
}
