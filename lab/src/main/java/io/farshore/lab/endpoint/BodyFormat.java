package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import java.io.IOException;
import java.util.Optional;

/** How a body holds a tree. */
interface BodyFormat {

  String contentType(ServiceModel service);

  /**
   * Reads a tree.
   *
   * @throws IOException when the bytes are none
   */
  JsonNode read(byte[] body) throws IOException;

  /** Writes a tree of that type; of none, as it is. */
  byte[] write(ServiceModel service, Optional<Shape> shape, JsonNode tree);
}
