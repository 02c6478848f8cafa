package io.farshore.lab.stepfunctions.asl;

/**
 * One thing that is wrong with a definition.
 *
 * @param code such as {@code SCHEMA_VALIDATION_FAILED} or {@code MISSING_TRANSITION_TARGET}
 * @param location in slash form: {@code /States/Wait/Next}
 */
public record Diagnostic(String code, String message, String location) {

  /** As AWS joins it into the message of {@code InvalidDefinition}. */
  public String text() {
    return "%s: %s at %s".formatted(code, message, location);
  }
}
