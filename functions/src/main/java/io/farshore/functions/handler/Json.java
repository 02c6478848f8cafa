package io.farshore.functions.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/** The JSON of the steps: every field of an input is known, every field of an output is there. */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Reads an input.
   *
   * @throws InvalidInput naming the field that is unknown, missing or of another type
   */
  public static <T> T read(Class<T> type, InputStream in) {
    try {
      T read = MAPPER.readValue(in, type);
      return InvalidInput.required("input", read);
    } catch (UnrecognizedPropertyException e) {
      throw new InvalidInput(path(e), "is not known here; known are " + e.getKnownPropertyIds());
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof InvalidInput cause) {
        throw cause;
      }
      throw new InvalidInput(path(e), "is missing, or of another type than expected");
    } catch (JsonProcessingException e) {
      throw new InvalidInput("input", "is not JSON");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes an output. */
  public static void write(Object output, OutputStream out) {
    try {
      MAPPER.writeValue(out, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a text of one line. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  private static String path(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "input" : path;
  }
}
