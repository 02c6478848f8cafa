package io.farshore.lab.cloudformation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the API tells of a stack.
 *
 * @param template as it was written
 * @param processed as JSON, after the transform
 * @param parameters by name
 * @param events oldest first
 */
record StackDetails(
    String name,
    String region,
    String id,
    String description,
    String template,
    String processed,
    boolean transformed,
    Map<String, String> parameters,
    List<Output> outputs,
    List<StackEvents.Event> events) {

  /**
   * An output.
   *
   * @param export the name that it is exported by; empty for none
   */
  record Output(String key, String value, String description, String export) {}

  Instant createdAt() {
    return events.get(0).at();
  }

  /** The last event of every resource, in the order in which they were made. */
  List<StackEvents.Event> resources() {
    return events.stream()
        .filter(event -> event.status().equals(StackEvents.DONE))
        .filter(event -> !event.type().equals(StackEvents.STACK))
        .toList();
  }

  /** True for the stack's name and for its ARN. */
  boolean isNamed(String nameOrId) {
    return name.equals(nameOrId) || id.equals(nameOrId);
  }
}
