package io.farshore.lab.stepfunctions.asl;

/**
 * One thing that is wrong with a definition.
 *
 * @param code such as {@code SCHEMA_VALIDATION_FAILED} or {@code MISSING_TRANSITION_TARGET}
 * @param location in slash form: {@code /States/Wait/Next}; empty for the whole text
 */
public record Diagnostic(String code, String message, String location) {

  /** The code of a text that is no JSON; its message ends with the place. */
  static final String NOT_JSON = "INVALID_JSON_DESCRIPTION";

  /** As AWS joins it into the message of {@code InvalidDefinition}. */
  public String text() {
    return location.isEmpty() || code.equals(NOT_JSON)
        ? code + ": " + message
        : "%s: %s at %s".formatted(code, message, location);
  }
}
