package io.farshore.conformance.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A service model's table, as the lab has it: names, types and limits. */
record Model(JsonNode tree) {

  private static final String FOLDER = "/io/farshore/lab/endpoint/model/";

  /** All services but DynamoDB's streams, which have no signing name of their own. */
  static List<Model> all() {
    List<Model> all = new ArrayList<>();
    for (JsonNode entry : read("index")) {
      if (!entry.path("file").asText().equals("dynamodbstreams")) {
        all.add(new Model(read(entry.path("file").asText())));
      }
    }
    return all;
  }

  private static JsonNode read(String name) {
    try (InputStream file = Model.class.getResourceAsStream(FOLDER + name + ".json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String service() {
    return tree.path("signingName").asText();
  }

  String text(String member) {
    return tree.path(member).asText();
  }

  List<String> operations() {
    List<String> names = new ArrayList<>();
    tree.path("operations").fieldNames().forEachRemaining(names::add);
    return names;
  }

  JsonNode operation(String name) {
    return tree.path("operations").path(name);
  }

  /** The input's structure; missing when there is none. */
  JsonNode input(String operation) {
    return tree.path("shapes").path(operation(operation).path("input").asText());
  }

  /** The type of a member; of a plain one only its name, in {@code type}. */
  JsonNode shape(JsonNode member) {
    String name = member.isTextual() ? member.asText() : member.path("shape").asText();
    JsonNode shape = tree.path("shapes").path(name);
    return shape.isMissingNode() ? new ObjectMapper().createObjectNode().put("type", name) : shape;
  }
}
