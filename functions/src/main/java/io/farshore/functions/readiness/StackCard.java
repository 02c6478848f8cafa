package io.farshore.functions.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * What a stack says of itself, in the global table, for its peer to compare: that it comes over at
 * all shows that the tables replicate.
 *
 * @param parameters of the template that must be the same in both Regions, by name
 * @param version of the template
 * @param code the digest of the functions' jar
 * @param at when it was written
 */
record StackCard(JsonNode parameters, String version, String code, Instant at) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The item of the table; its key is {@code stack#} and the Region. */
  ObjectNode item(String stream, String region) {
    ObjectNode item = key(stream, region);
    text(item, "parameters", parameters.toString());
    text(item, "version", version);
    text(item, "code", code);
    text(item, "at", at.toString());
    return item;
  }

  static ObjectNode key(String stream, String region) {
    ObjectNode key = JSON.createObjectNode();
    text(key, "streamName", stream);
    text(key, "entry", "stack#" + region);
    return key;
  }

  static StackCard of(JsonNode item) {
    try {
      return new StackCard(
          JSON.readTree(item.at("/parameters/S").asText()),
          item.at("/version/S").asText(),
          item.at("/code/S").asText(),
          Instant.parse(item.at("/at/S").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void text(ObjectNode item, String name, String value) {
    item.putObject(name).put("S", value);
  }
}
