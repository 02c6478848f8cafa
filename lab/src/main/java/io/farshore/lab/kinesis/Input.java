package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.AwsError;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The members of an input, checked as the model says.
 *
 * @param path where they stand, such as {@code records.1.member.}; empty at the top
 */
record Input(JsonNode members, String path) {

  private static final int NANO_DIGITS = 9;

  static Input of(JsonNode members) {
    return new Input(members, "");
  }

  boolean has(String name) {
    return members.hasNonNull(name);
  }

  Optional<String> text(String name, int maxLength, Pattern pattern) {
    return has(name)
        ? Optional.of(checked(name, members.get(name).asText(), maxLength, pattern))
        : Optional.empty();
  }

  String requiredText(String name, int maxLength, Pattern pattern) {
    return text(name, maxLength, pattern).orElseThrow(() -> isNull(name));
  }

  String oneOf(String name, List<String> values) {
    String value = members.path(name).asText(null);
    if (value == null) {
      throw isNull(name);
    }
    if (!values.contains(value)) {
      throw Errors.constraint(value, at(name), "satisfy enum value set: " + values);
    }
    return value;
  }

  Optional<Integer> number(String name, int min, int max) {
    if (!has(name)) {
      return Optional.empty();
    }
    long value = members.get(name).asLong();
    if (value < min) {
      throw Errors.constraint(value, at(name), "have value greater than or equal to " + min);
    }
    if (value > max) {
      throw Errors.constraint(value, at(name), "have value less than or equal to " + max);
    }
    return Optional.of((int) value);
  }

  int requiredNumber(String name, int min, int max) {
    return number(name, min, max).orElseThrow(() -> isNull(name));
  }

  byte[] requiredBytes(String name, int maxLength) {
    if (!has(name)) {
      throw isNull(name);
    }
    byte[] bytes;
    try {
      bytes = members.get(name).binaryValue();
    } catch (IOException e) {
      throw new AwsError("SerializationException", 400, at(name) + " is not base64");
    }
    if (bytes == null) {
      throw new AwsError("SerializationException", 400, at(name) + " is not a blob");
    }
    if (bytes.length > maxLength) {
      throw tooLong(name, maxLength);
    }
    return bytes;
  }

  /** An instant: epoch seconds, or ISO-8601. */
  Instant requiredInstant(String name) {
    JsonNode value = members.path(name);
    if (value.isNumber()) {
      BigDecimal seconds = value.decimalValue();
      return Instant.ofEpochSecond(
          seconds.longValue(),
          seconds.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS).longValue());
    }
    try {
      return Instant.parse(value.asText());
    } catch (DateTimeParseException e) {
      throw isNull(name);
    }
  }

  AwsError tooLong(String name, int maxLength) {
    return AwsError.validation(
        "1 validation error detected: Value at '"
            + at(name)
            + "' failed to satisfy constraint: Member must have length less than or equal to "
            + maxLength);
  }

  AwsError isNull(String name) {
    return Errors.constraint(null, at(name), "not be null");
  }

  String at(String name) {
    return path + name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private String checked(String name, String value, int maxLength, Pattern pattern) {
    if (value.isEmpty()) {
      throw Errors.constraint(value, at(name), "have length greater than or equal to 1");
    }
    if (value.length() > maxLength) {
      throw Errors.constraint(value, at(name), "have length less than or equal to " + maxLength);
    }
    if (!pattern.matcher(value).matches()) {
      throw Errors.constraint(
          value, at(name), "satisfy regular expression pattern: " + pattern.pattern());
    }
    return value;
  }
}
