package io.farshore.lab.cloudformation;

import java.util.Map;

/**
 * A stack that was made.
 *
 * @param name of the stack
 * @param region that it is in
 * @param outputs by name
 * @param resources the physical ids by logical id
 */
public record Stack(
    String name, String region, Map<String, String> outputs, Map<String, String> resources) {

  /** Copies the maps. */
  public Stack {
    outputs = Map.copyOf(outputs);
    resources = Map.copyOf(resources);
  }
}
