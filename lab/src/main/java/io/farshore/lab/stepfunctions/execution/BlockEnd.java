package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.stepfunctions.asl.StateError;

/** How a block ended. */
sealed interface BlockEnd {

  /** With an output. */
  record Succeeded(JsonNode output) implements BlockEnd {}

  /** With an error that none of its states caught. */
  record Failed(StateError error) implements BlockEnd {}
}
