package io.farshore.functions.observability;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** One JSON object on one line. */
final class JsonLine {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonLine() {}

  /** What fills the object. */
  @FunctionalInterface
  interface Body {
    /** Writes its fields. */
    void writeTo(JsonGenerator json) throws IOException;
  }

  static String of(Body body) {
    StringWriter line = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      body.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  static void writeFields(JsonGenerator json, Map<String, ?> fields) throws IOException {
    for (Map.Entry<String, ?> field : fields.entrySet()) {
      write(json, field.getKey(), field.getValue());
    }
  }

  /** Numbers and booleans as such, an empty Optional not at all, all else by its text. */
  static void write(JsonGenerator json, String name, Object value) throws IOException {
    if (value instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        write(json, name, optional.get());
      }
    } else if (value instanceof Boolean flag) {
      json.writeBooleanField(name, flag);
    } else if (value instanceof Long || value instanceof Integer) {
      json.writeNumberField(name, ((Number) value).longValue());
    } else if (value instanceof Number number) {
      json.writeNumberField(name, number.doubleValue());
    } else {
      json.writeStringField(name, String.valueOf(value));
    }
  }
}
