package io.farshore.lab.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Bytes in SDK calls: a definition gives them as text. */
final class Blobs {

  private Blobs() {}

  static ObjectNode encode(String signingName, ObjectNode parameters) {
    if (!signingName.equals("kinesis") && !signingName.equals("lambda")) {
      return parameters;
    }
    ObjectNode input = parameters.deepCopy();
    encode(input, signingName.equals("lambda") ? "Payload" : "Data");
    for (JsonNode item : input.path("Records")) {
      if (item instanceof ObjectNode object) {
        encode(object, "Data");
      }
    }
    return input;
  }

  private static void encode(ObjectNode object, String member) {
    JsonNode value = object.get(member);
    if (value != null) {
      String text = value.isTextual() ? value.textValue() : value.toString();
      object.put(member, text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
