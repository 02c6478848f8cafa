package io.farshore.lab.stepfunctions.asl;

import java.util.Map;

/** States that name each other: a whole machine, a branch of a Parallel, the body of a Map. */
public record Block(String startAt, Map<String, State> states) {

  /** The state where the block begins. */
  public State first() {
    return states.get(startAt);
  }
}
