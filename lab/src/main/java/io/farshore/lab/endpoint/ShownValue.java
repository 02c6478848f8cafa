package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import io.farshore.lab.endpoint.model.Shape.Member;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A value as AWS prints it in an error: as its own Java classes would. */
final class ShownValue {

  private ShownValue() {}

  static String of(ServiceModel service, Shape shape, JsonNode value) {
    if (value == null || value.isNull()) {
      return "null";
    }
    return switch (shape.type()) {
      case LIST ->
          StreamSupport.stream(value.spliterator(), false)
              .map(each -> of(service, service.shape(shape.element()), each))
              .collect(Collectors.joining(", ", "[", "]"));
      case MAP ->
          value.properties().stream()
              .map(e -> e.getKey() + "=" + of(service, service.shape(shape.value()), e.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case STRUCTURE -> structure(service, shape, value);
      case BLOB -> blob(value);
      default -> value.asText();
    };
  }

  private static String structure(ServiceModel service, Shape shape, JsonNode value) {
    if (service.signingName().equals("kinesis")) {
      String hash = Integer.toHexString(value.hashCode());
      return "com.amazonaws.kinesis.v20131202." + shape.name() + "@" + hash;
    }
    return shape.members().values().stream()
        .map(member -> member(service, member, value))
        .collect(Collectors.joining(", ", shape.name() + "(", ")"));
  }

  private static String member(ServiceModel service, Member member, JsonNode value) {
    String name = member.name();
    return Character.toLowerCase(name.charAt(0))
        + name.substring(1)
        + "="
        + of(service, service.shape(member), value.get(name));
  }

  private static String blob(JsonNode value) {
    try {
      int length = value.binaryValue().length;
      return "java.nio.HeapByteBuffer[pos=0 lim=" + length + " cap=" + length + "]";
    } catch (IOException e) {
      return "java.nio.HeapByteBuffer";
    }
  }
}
