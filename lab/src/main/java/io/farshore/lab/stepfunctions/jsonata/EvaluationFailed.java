package io.farshore.lab.stepfunctions.jsonata;

/** A JSONata expression threw, returned nothing, or returned what its field cannot take. */
public final class EvaluationFailed extends RuntimeException {

  private final String location;

  /**
   * A failure of one field.
   *
   * @param location the field in slash form, such as {@code Arguments/FunctionName}
   * @param message in AWS's words, a whole sentence
   */
  public EvaluationFailed(String location, String message) {
    super(message);
    this.location = location;
  }

  /** The field in slash form, such as {@code Arguments/FunctionName}. */
  public String location() {
    return location;
  }
}
