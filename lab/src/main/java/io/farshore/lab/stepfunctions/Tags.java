package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tags of state machines and activities. */
final class Tags {

  ObjectNode tag(Request request, RegionalStates states) {
    of(request, states).putAll(read(request));
    return Answers.object();
  }

  ObjectNode untag(Request request, RegionalStates states) {
    Map<String, String> tags = of(request, states);
    request.member("tagKeys").forEach(key -> tags.remove(key.asText()));
    return Answers.object();
  }

  ObjectNode list(Request request, RegionalStates states) {
    ObjectNode answer = Answers.object();
    ArrayNode tags = answer.putArray("tags");
    of(request, states)
        .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return answer;
  }

  /** The {@code tags} of a request. */
  static Map<String, String> read(Request request) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (JsonNode tag : request.member("tags")) {
      tags.put(tag.path("key").asText(), tag.path("value").asText(""));
    }
    return tags;
  }

  private static Map<String, String> of(Request request, RegionalStates states) {
    String arn = Arns.require(request.text("resourceArn"), "stateMachine", "activity");
    if (states.machines().containsKey(arn)) {
      return states.machines().get(arn).tags();
    } else if (states.activities().containsKey(arn)) {
      return states.activities().get(arn).tags();
    }
    throw StatesErrors.resourceNotFound(arn);
  }
}
