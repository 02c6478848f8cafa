package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** CBOR, with instants in one of the two ways that AWS has for them. */
final class CborFormat implements BodyFormat {

  /** The dialect of JSON 1.1, in which SDKs for Java speak to Kinesis. */
  static final CborFormat AMAZON =
      new CborFormat("application/x-amz-cbor-1.1", CborWriter.Instants.WHOLE_MILLIS);

  /** Smithy RPC v2. */
  static final CborFormat SMITHY = new CborFormat("application/cbor", CborWriter.Instants.SECONDS);

  private final String contentType;
  private final CborWriter.Instants instants;

  private CborFormat(String contentType, CborWriter.Instants instants) {
    this.contentType = contentType;
    this.instants = instants;
  }

  @Override
  public String contentType(ServiceModel service) {
    return contentType;
  }

  @Override
  public JsonNode read(byte[] body) throws IOException {
    return CborReader.read(body, instants);
  }

  @Override
  public byte[] write(ServiceModel service, Optional<Shape> shape, JsonNode tree) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new CborWriter(service, instants).write(shape, tree, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
