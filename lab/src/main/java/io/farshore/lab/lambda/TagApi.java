package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The operations on the tags of functions and mappings. */
final class TagApi {

  private static final int MOST_TAGS = 50;
  private static final String MAPPING = ":event-source-mapping:";

  private final Functions functions;
  private final MappingApi mappings;

  TagApi(Functions functions, MappingApi mappings) {
    this.functions = functions;
    this.mappings = mappings;
  }

  JsonNode call(ApiCall call) {
    String arn = call.input().path("Resource").asText();
    return arn.contains(MAPPING) ? ofMapping(call, arn) : ofFunction(call, arn);
  }

  private JsonNode ofMapping(ApiCall call, String arn) {
    Mapping mapping =
        mappings
            .find(call.region(), arn.substring(arn.indexOf(MAPPING) + MAPPING.length()))
            .orElseThrow(() -> LambdaErrors.notFound("Event source mapping not found: " + arn));
    synchronized (mapping) {
      return change(call, mapping.tags());
    }
  }

  private JsonNode ofFunction(ApiCall call, String arn) {
    FunctionName name = FunctionName.parse(call.region(), arn, Optional.empty());
    if (name.qualifier().isPresent()) {
      throw LambdaErrors.invalid(
          "Tags on function aliases and versions are not supported. Please specify a function ARN.");
    }
    LambdaFunction function = functions.get(call.region(), name.name());
    synchronized (function) {
      JsonNode answer = change(call, function.tags());
      if (!call.operation().equals("ListTags")) {
        function.revise();
      }
      return answer;
    }
  }

  private static JsonNode change(ApiCall call, Map<String, String> tags) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    switch (call.operation()) {
      case "ListTags" -> {
        ObjectNode all = answer.putObject("Tags");
        tags.forEach(all::put);
      }
      case "TagResource" -> add(call.input().path("Tags"), tags);
      case "UntagResource" -> remove(call.input().path("TagKeys"), tags);
      default -> throw AwsError.unknownOperation(call);
    }
    return answer;
  }

  private static void add(JsonNode more, Map<String, String> tags) {
    if (more.isEmpty()) {
      throw LambdaErrors.invalid("An error occurred and the request cannot be processed.");
    }
    Map<String, String> all = new TreeMap<>(tags);
    for (var tag : more.properties()) {
      all.put(tag.getKey(), tag.getValue().asText());
    }
    if (all.size() > MOST_TAGS) {
      throw LambdaErrors.invalid("Number of tags exceeds resource tag limit.");
    }
    tags.putAll(all);
  }

  private static void remove(JsonNode keys, Map<String, String> tags) {
    if (keys.isEmpty() && !keys.isTextual()) {
      throw LambdaErrors.validation(
          "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint:"
              + " Member must not be null");
    }
    if (keys.isTextual()) {
      tags.remove(keys.asText());
    }
    keys.forEach(key -> tags.remove(key.asText()));
  }
}
