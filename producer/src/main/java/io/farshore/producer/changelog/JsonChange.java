package io.farshore.producer.changelog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The key of a change that is one JSON object. Its message never quotes the line. */
final class JsonChange {

  private static final JsonFactory JSON = new JsonFactory();

  /** Kinesis's limit for a record, partition key included. */
  static final int MOST_BYTES = 1024 * 1024;

  private static final int MOST_KEY_CHARACTERS = 256;

  private JsonChange() {}

  /**
   * The change's key as text: a text as it is, anything else as its JSON.
   *
   * @throws Malformed saying what is wrong with the line and how to put it right
   */
  static String key(byte[] line) throws Malformed {
    requireFits(line.length);
    String key =
        find(line).orElseThrow(() -> new Malformed("the field \"key\" is missing; give one"));
    if (key.isEmpty() || key.codePointCount(0, key.length()) > MOST_KEY_CHARACTERS) {
      throw new Malformed("the field \"key\" must have 1 to 256 characters, Kinesis's limit");
    }
    requireFits(line.length + key.getBytes(StandardCharsets.UTF_8).length);
    return key;
  }

  private static void requireFits(int bytes) throws Malformed {
    if (bytes > MOST_BYTES) {
      throw new Malformed(
          "the change has more than "
              + MOST_BYTES
              + " bytes with its key, Kinesis's limit for a record; keep large values elsewhere"
              + " and refer to them");
    }
  }

  private static Optional<String> find(byte[] line) throws Malformed {
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject();
      }
      Optional<String> key = Optional.empty();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isKey = json.currentName().equals("key");
        json.nextToken();
        if (isKey && key.isEmpty()) {
          key = text(json, line);
        } else {
          json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw notAnObject();
      }
      return key;
    } catch (IOException e) {
      throw notAnObject();
    }
  }

  private static Optional<String> text(JsonParser json, byte[] line) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (json.currentToken().isScalarValue()) {
      return Optional.of(json.getText());
    }
    int from = (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    int to = (int) json.currentLocation().getByteOffset();
    return Optional.of(new String(line, from, to - from, StandardCharsets.UTF_8));
  }

  private static Malformed notAnObject() {
    return new Malformed(
        "this is not one JSON object; write each change as one object on one line");
  }

  /** What is wrong with a line. */
  static final class Malformed extends Exception {
    Malformed(String problem) {
      super(problem);
    }
  }
}
