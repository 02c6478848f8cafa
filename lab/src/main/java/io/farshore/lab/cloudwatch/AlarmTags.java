package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.Map;
import java.util.Optional;

/** The tags of alarms. */
final class AlarmTags {

  private static final int NOT_FOUND = 404;

  private final Alarms alarms;

  AlarmTags(Alarms alarms) {
    this.alarms = alarms;
  }

  /** Of an alarm that is not there the list is empty, as on AWS. */
  ObjectNode list(ApiCall call) {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    ArrayNode list = output.putArray("Tags");
    tags(call)
        .orElse(Map.of())
        .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    return output;
  }

  ObjectNode tag(ApiCall call) {
    Map<String, String> tags = required(call);
    for (JsonNode tag : call.input().path("Tags")) {
      tags.put(tag.path("Key").asText(), tag.path("Value").asText());
    }
    return JsonNodeFactory.instance.objectNode();
  }

  ObjectNode untag(ApiCall call) {
    Map<String, String> tags = required(call);
    call.input().path("TagKeys").forEach(key -> tags.remove(key.asText()));
    return JsonNodeFactory.instance.objectNode();
  }

  private Map<String, String> required(ApiCall call) {
    return tags(call)
        .orElseThrow(
            () -> new AwsError("ResourceNotFoundException", NOT_FOUND, "Unknown resource"));
  }

  private Optional<Map<String, String>> tags(ApiCall call) {
    String arn = call.input().path("ResourceARN").asText();
    return alarms.all(call.region()).stream()
        .filter(
            watched ->
                AlarmEvents.arn(
                        call.region(), watched.alarm().definition().path("AlarmName").asText())
                    .equals(arn))
        .map(Watched::tags)
        .findFirst();
  }
}
