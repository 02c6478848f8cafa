package io.farshore.functions.configuration;

/** A variable of the environment is missing or not usable. A retry can't help: deploy again. */
public final class InvalidConfiguration extends RuntimeException {
  private final String variable;

  /** Names the variable, what is wrong with it, and what to set. */
  public InvalidConfiguration(String variable, String problem) {
    super(variable + " " + problem);
    this.variable = variable;
  }

  /** The variable's name. */
  public String variable() {
    return variable;
  }
}
