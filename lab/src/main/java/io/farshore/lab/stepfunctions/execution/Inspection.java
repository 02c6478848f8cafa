package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;

/** Looks at the values on their way through a state. */
@FunctionalInterface
interface Inspection {

  /**
   * A value has been made.
   *
   * @param what the member of {@code InspectionData}, such as {@code afterArguments}
   */
  void show(String what, JsonNode value);
}
