package io.farshore.aws;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds the attributes of an item or of a map within one, leaving out what is absent. */
final class Attributes {

  private final Map<String, AttributeValue> values = new LinkedHashMap<>();

  Attributes text(String name, String value) {
    values.put(name, AttributeValue.fromS(value));
    return this;
  }

  Attributes text(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  Attributes instant(String name, Instant value) {
    return text(name, value.toString());
  }

  Attributes instant(String name, Optional<Instant> value) {
    value.ifPresent(present -> instant(name, present));
    return this;
  }

  Attributes number(String name, long value) {
    values.put(name, AttributeValue.fromN(Long.toString(value)));
    return this;
  }

  Attributes flag(String name, boolean value) {
    values.put(name, AttributeValue.fromBool(value));
    return this;
  }

  Attributes texts(String name, Collection<String> value) {
    values.put(name, AttributeValue.fromL(value.stream().map(AttributeValue::fromS).toList()));
    return this;
  }

  Attributes map(String name, Map<String, AttributeValue> value) {
    values.put(name, AttributeValue.fromM(value));
    return this;
  }

  Map<String, AttributeValue> build() {
    return values;
  }
}
