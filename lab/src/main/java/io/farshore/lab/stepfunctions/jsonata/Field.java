package io.farshore.lab.stepfunctions.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * A field of a state whose value must be of one type.
 *
 * @param name as it stands in errors: {@code Condition}, {@code Choices[0]/Condition}
 */
public record Field(String name, Template template) {

  /** The value as it is. */
  public JsonNode evaluate(Bindings bindings) {
    return template.evaluate(bindings);
  }

  /** The value, which must be true or false. */
  public boolean bool(Bindings bindings) {
    JsonNode value = evaluate(bindings);
    if (!value.isBoolean()) {
      throw wrong("boolean", value);
    }
    return value.booleanValue();
  }

  /** The value, which must be a string. */
  public String text(Bindings bindings) {
    JsonNode value = evaluate(bindings);
    if (!value.isTextual()) {
      throw wrong("string", value);
    }
    return value.textValue();
  }

  /** The value, which must be an array. */
  public JsonNode array(Bindings bindings) {
    JsonNode value = evaluate(bindings);
    if (!value.isArray()) {
      throw wrong("array", value);
    }
    return value;
  }

  /** The value, which must be a number from 0 to {@code most}. */
  public double number(Bindings bindings, double most) {
    JsonNode value = evaluate(bindings);
    if (!value.isNumber()) {
      throw wrong("number", value);
    }
    if (value.doubleValue() < 0 || value.doubleValue() > most) {
      throw new EvaluationFailed(
          name,
          "The value %s of the field '%s' is not between 0 and %.0f.".formatted(value, name, most));
    }
    return value.doubleValue();
  }

  /** The value, which must be a whole number between the two. */
  public long wholeNumber(Bindings bindings, long least, long most) {
    JsonNode value = evaluate(bindings);
    if (!value.isNumber()) {
      throw wrong("integer", value);
    }
    if (value.doubleValue() != Math.rint(value.doubleValue())
        || value.doubleValue() < least
        || value.doubleValue() > most) {
      throw new EvaluationFailed(
          name,
          "The %s field must be a whole number between %d and %d but was: %s"
              .formatted(name, least, most, value));
    }
    return value.longValue();
  }

  /** The value, which must be a number of whole seconds. */
  public Duration seconds(Bindings bindings) {
    return Duration.ofSeconds(wholeNumber(bindings, 0, 99_999_999));
  }

  /** The value, which must be a time as RFC 3339 has it. */
  public Instant timestamp(Bindings bindings) {
    String text = text(bindings);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new EvaluationFailed(
          name,
          "The %s field cannot be parsed as an ISO-8601 extended offset date-time format string: %s"
              .formatted(name, text));
    }
  }

  private EvaluationFailed wrong(String expected, JsonNode value) {
    String source =
        template instanceof Template.Computed computed
            ? computed.expression().source()
            : value.toString();
    return new EvaluationFailed(
        name,
        ("The JSONata expression '%s' specified for the field '%s' returned an unexpected result"
                + " type. Expected '%s', but was '%s' for value: %s")
            .formatted(
                source,
                name,
                expected,
                value.getNodeType().name().toLowerCase(Locale.ROOT),
                value));
  }
}
