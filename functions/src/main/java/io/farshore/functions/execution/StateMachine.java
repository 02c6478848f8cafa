package io.farshore.functions.execution;

/** The state machine of this Region. */
@FunctionalInterface
public interface StateMachine {

  /**
   * Starts an execution; one of that name that exists already is as good.
   *
   * @param name of the execution
   * @param input JSON
   */
  void start(String name, String input);
}
