package io.farshore.lab.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import java.io.IOException;
import java.util.Optional;

/** AWS JSON 1.0 and 1.1. */
final class JsonFormat implements BodyFormat {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final ObjectReader STRICT =
      JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Override
  public String contentType(ServiceModel service) {
    return "application/x-amz-json-" + service.jsonVersion();
  }

  @Override
  public JsonNode read(byte[] body) throws IOException {
    return STRICT.readTree(body);
  }

  @Override
  public byte[] write(ServiceModel service, Optional<Shape> shape, JsonNode tree) {
    return bytes(tree);
  }

  static byte[] bytes(JsonNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can't be written", e);
    }
  }
}
