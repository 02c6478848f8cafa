package io.farshore.lab.cloudformation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened while a stack was made, oldest first. Thread-safe. */
final class StackEvents {

  static final String STACK = "AWS::CloudFormation::Stack";
  static final String STARTED = "CREATE_IN_PROGRESS";
  static final String DONE = "CREATE_COMPLETE";

  private final Clock clock;
  private final List<Event> events = new ArrayList<>();

  /**
   * One event.
   *
   * @param physicalId empty as long as there is none
   */
  record Event(String logicalId, String physicalId, String type, String status, Instant at) {}

  StackEvents(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(String logicalId, String physicalId, String type, String status) {
    events.add(new Event(logicalId, physicalId, type, status, clock.instant()));
  }

  synchronized List<Event> all() {
    return List.copyOf(events);
  }
}
