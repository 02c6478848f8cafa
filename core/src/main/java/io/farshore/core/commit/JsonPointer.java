package io.farshore.core.commit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JSON pointer (RFC 6901) that is walked along the tokens, without a tree. Immutable. */
final class JsonPointer {

  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final List<String> segments;

  private JsonPointer(List<String> segments) {
    this.segments = segments;
  }

  /** Compiles it; throws an {@link IllegalArgumentException} that says what is wrong. */
  static JsonPointer of(String text) {
    if (text == null || (!text.isEmpty() && text.charAt(0) != '/')) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a JSON pointer; begin it with /, as in /commitTimestamp");
    }
    if (text.isEmpty()) {
      return new JsonPointer(List.of());
    }
    return new JsonPointer(
        Stream.of(text.substring(1).split("/", -1)).map(part -> unescape(text, part)).toList());
  }

  private static String unescape(String text, String part) {
    StringBuilder plain = new StringBuilder(part.length());
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '~') {
        char escaped = ++i < part.length() ? part.charAt(i) : ' ';
        if (escaped != '0' && escaped != '1') {
          throw new IllegalArgumentException(
              "\"" + text + "\" is not a JSON pointer; write ~ as ~0 and / in a name as ~1");
        }
        c = escaped == '0' ? '~' : '/';
      }
      plain.append(c);
    }
    return plain.toString();
  }

  /**
   * Moves the parser to the value's first token.
   *
   * @return false when the JSON has no such place
   */
  boolean seek(JsonParser json) throws IOException {
    JsonToken token = json.nextToken();
    for (String segment : segments) {
      boolean found =
          token == JsonToken.START_OBJECT
              ? seekField(json, segment)
              : token == JsonToken.START_ARRAY && seekElement(json, segment);
      if (!found) {
        return false;
      }
      token = json.currentToken();
    }
    return token != null;
  }

  private static boolean seekField(JsonParser json, String name) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = name.equals(json.currentName());
      json.nextToken();
      if (found) {
        return true;
      }
      json.skipChildren();
    }
    return false;
  }

  private static boolean seekElement(JsonParser json, String segment) throws IOException {
    if (!INDEX.matcher(segment).matches()) {
      return false;
    }
    int wanted = Integer.parseInt(segment);
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      if (json.currentToken() == null) {
        return false;
      }
      if (i == wanted) {
        return true;
      }
      json.skipChildren();
    }
    return false;
  }
}
