package io.farshore.verifier.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One visit to a state of an execution.
 *
 * @param name the state's name
 * @param enteredAt when it was entered
 * @param exitedAt when it was left; null when it never was
 */
public record StateVisit(String name, Instant enteredAt, Instant exitedAt) {

  static List<StateVisit> in(List<JsonNode> history) {
    List<StateVisit> visits = new ArrayList<>();
    for (JsonNode event : history) {
      Instant at = Timestamps.read(event.path("timestamp")).orElse(Instant.EPOCH);
      entered(event).ifPresent(name -> visits.add(new StateVisit(name, at, null)));
      exited(event).ifPresent(name -> close(visits, name, at));
    }
    return List.copyOf(visits);
  }

  /** The state that {@code event} enters, if it enters one. */
  public static Optional<String> entered(JsonNode event) {
    return Optional.ofNullable(event.path("stateEnteredEventDetails").path("name").textValue());
  }

  private static Optional<String> exited(JsonNode event) {
    return Optional.ofNullable(event.path("stateExitedEventDetails").path("name").textValue());
  }

  private static void close(List<StateVisit> visits, String name, Instant at) {
    for (int i = visits.size() - 1; i >= 0; i--) {
      StateVisit visit = visits.get(i);
      if (visit.name().equals(name) && visit.exitedAt() == null) {
        visits.set(i, new StateVisit(name, visit.enteredAt(), at));
        return;
      }
    }
  }
}
