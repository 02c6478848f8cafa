package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What Kinesis takes for tags. */
final class Tags {

  private static final int MOST = 50;
  private static final Pattern INVALID =
      Pattern.compile("[^\\u00C0-\\u1FFF\\u2C00-\\uD7FF\\w./\\-=+ @%:]");

  private Tags() {}

  /** The tags that an input names; empty without. */
  static Map<String, String> read(JsonNode tags) {
    Map<String, String> read = new TreeMap<>();
    tags.properties().forEach(tag -> read.put(tag.getKey(), tag.getValue().asText()));
    return read;
  }

  /** Throws for a text that can't be, or can't be in, a tag of the resource. */
  static void check(Collection<String> texts, String action, String resource) {
    if (texts.stream().anyMatch(text -> INVALID.matcher(text).find())) {
      throw Errors.invalid(
          "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white"
              + " space, _ . / = + - % @.");
    }
    if (texts.stream().anyMatch(text -> text.contains("%"))) {
      throw Errors.invalid(
          "Failed to "
              + action
              + " "
              + resource
              + " because some tags contained illegal characters. The allowed characters are"
              + " Unicode letters, white-spaces, '_',',','/','=','+','-','@'.");
    }
  }

  /** The old tags with the new ones. */
  static Map<String, String> add(
      Map<String, String> old, Map<String, String> more, String resource) {
    Map<String, String> all = new TreeMap<>(old);
    all.putAll(more);
    if (all.size() > MOST) {
      throw tooMany(resource);
    }
    return all;
  }

  private static AwsError tooMany(String resource) {
    return Errors.invalid(
        "Failed to add tags to "
            + resource
            // The limit has grown since; the text has not.
            + " because a given stream cannot have more than 10 tags associated with it.");
  }
}
