package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tags of streams and consumers. */
final class TagOperations {

  private static final int KEY_LENGTH = 128;
  private static final int PAGE = 50;

  private final Streams streams;
  private final Resources resources;

  TagOperations(Streams streams, Resources resources) {
    this.streams = streams;
    this.resources = resources;
  }

  JsonNode addToStream(ApiCall call) {
    add(call, resources.of(streams.named(call)));
    return Json.object();
  }

  JsonNode removeFromStream(ApiCall call) {
    remove(call, resources.of(streams.named(call)));
    return Json.object();
  }

  JsonNode listOfStream(ApiCall call) {
    Input input = Input.of(call.input());
    int limit = input.number("Limit", 1, PAGE).orElse(PAGE);
    String after = input.text("ExclusiveStartTagKey", KEY_LENGTH, Patterns.ANY).orElse("");
    Map<String, String> tags = new TreeMap<>(streams.named(call).settings().tags());
    tags.keySet().removeIf(key -> key.compareTo(after) <= 0);
    ObjectNode answer = Json.object();
    ArrayNode page = answer.putArray("Tags");
    tags.entrySet().stream().limit(limit).forEach(tag -> put(page, tag));
    answer.put("HasMoreTags", tags.size() > limit);
    return answer;
  }

  JsonNode addToResource(ApiCall call) {
    add(call, resources.named(call));
    return Json.object();
  }

  JsonNode removeFromResource(ApiCall call) {
    remove(call, resources.named(call));
    return Json.object();
  }

  JsonNode listOfResource(ApiCall call) {
    ObjectNode answer = Json.object();
    ArrayNode tags = answer.putArray("Tags");
    resources.named(call).tags().entrySet().forEach(tag -> put(tags, tag));
    return answer;
  }

  private static void add(ApiCall call, Resources.Tagged resource) {
    Map<String, String> more = Tags.read(call.input().path("Tags"));
    List<String> texts = new ArrayList<>(more.keySet());
    texts.addAll(more.values());
    Tags.check(texts, "add tags to", resource.name());
    resource.tag(Tags.add(resource.tags(), more, resource.name()));
  }

  private static void remove(ApiCall call, Resources.Tagged resource) {
    List<String> keys = new ArrayList<>();
    call.input().path("TagKeys").forEach(key -> keys.add(key.asText()));
    Tags.check(keys, "remove tags from", resource.name());
    Map<String, String> left = new TreeMap<>(resource.tags());
    left.keySet().removeAll(keys);
    resource.tag(left);
  }

  private static void put(ArrayNode tags, Map.Entry<String, String> tag) {
    tags.addObject().put("Key", tag.getKey()).put("Value", tag.getValue());
  }
}
