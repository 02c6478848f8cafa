package io.farshore.lab.endpoint;

import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** The messages of an event stream, framed as {@code application/vnd.amazon.eventstream}. */
final class EventFrames {

  static final String TYPE = "application/vnd.amazon.eventstream";
  static final String INITIAL_RESPONSE = "initial-response";

  private EventFrames() {}

  static ByteBuffer event(String type, String contentType, byte[] payload) {
    return frame("event", ":event-type", type, contentType, payload);
  }

  static ByteBuffer exception(String code, String contentType, byte[] payload) {
    return frame("exception", ":exception-type", code, contentType, payload);
  }

  /** The type of the stream in an output. */
  static Optional<Shape> union(ServiceModel service, Shape output) {
    return output.members().values().stream()
        .map(service::shape)
        .filter(Shape::eventStream)
        .findFirst();
  }

  /** The type of an event, by its name in the union. */
  static Optional<Shape> event(ServiceModel service, Optional<Shape> union, String type) {
    return union.map(shape -> shape.members().get(type)).map(service::shape);
  }

  private static ByteBuffer frame(
      String messageType, String typeHeader, String type, String contentType, byte[] payload) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(typeHeader, HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString(contentType));
    headers.put(":message-type", HeaderValue.fromString(messageType));
    return new Message(headers, payload).toByteBuffer();
  }
}
