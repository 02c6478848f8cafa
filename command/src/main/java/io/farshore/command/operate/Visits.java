package io.farshore.command.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** The states that an execution has been in, from its events in their order. Not thread-safe. */
final class Visits {

  private final List<Visit> all = new ArrayList<>();
  private long lastEvent;

  void add(HistoryEvent event) {
    lastEvent = event.id();
    if (event.stateEnteredEventDetails() != null) {
      all.add(
          new Visit(event.stateEnteredEventDetails().name(), event.timestamp(), Optional.empty()));
    } else if (event.stateExitedEventDetails() != null) {
      leave(event.stateExitedEventDetails().name(), event);
    }
  }

  private void leave(String state, HistoryEvent event) {
    for (int i = all.size() - 1; i >= 0; i--) {
      Visit visit = all.get(i);
      if (visit.state().equals(state) && visit.leftAt().isEmpty()) {
        all.set(i, new Visit(state, visit.enteredAt(), Optional.of(event.timestamp())));
        return;
      }
    }
  }

  List<Visit> all() {
    return List.copyOf(all);
  }

  /** The id of the last event; 0 before the first. */
  long lastEvent() {
    return lastEvent;
  }
}
