package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An alarm and its state. Guarded by its service's lock. */
final class Watched {

  private static final int KEPT = 100;

  private final Alarm alarm;
  private final Instant configuredAt;
  private final Optional<Suppression> suppression;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Deque<AlarmChange> history = new ArrayDeque<>();
  private AlarmState state;
  private boolean actionsEnabled;
  private long judged = -1;

  Watched(Alarm alarm, AlarmState state, Instant configuredAt) {
    this.alarm = alarm;
    this.state = state;
    this.configuredAt = configuredAt;
    JsonNode definition = alarm.definition();
    this.actionsEnabled = definition.path("ActionsEnabled").asBoolean(true);
    definition
        .path("Tags")
        .forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
    this.suppression =
        Optional.ofNullable(definition.path("ActionsSuppressor").textValue())
            .map(
                name ->
                    new Suppression(
                        name,
                        Duration.ofSeconds(definition.path("ActionsSuppressorWaitPeriod").asInt()),
                        Duration.ofSeconds(
                            definition.path("ActionsSuppressorExtensionPeriod").asInt())));
  }

  /** True once in each of the alarm's turns. */
  boolean isDue(Instant now, int haste) {
    long turn = now.getEpochSecond() / Math.max(1, alarm.judgedEachSeconds() / haste);
    boolean due = turn != judged;
    judged = turn;
    return due;
  }

  Alarm alarm() {
    return alarm;
  }

  AlarmState state() {
    return state;
  }

  Instant configuredAt() {
    return configuredAt;
  }

  Optional<Suppression> suppression() {
    return suppression;
  }

  Map<String, String> tags() {
    return tags;
  }

  boolean actionsEnabled() {
    return actionsEnabled;
  }

  void enableActions(boolean on) {
    actionsEnabled = on;
  }

  void changed(AlarmChange change) {
    state = change.after();
    if (history.size() == KEPT) {
      history.removeFirst();
    }
    history.addLast(change);
  }

  /** The last hundred changes, oldest first. */
  List<AlarmChange> history() {
    return List.copyOf(history);
  }

  AlarmChange lastChange() {
    return history.getLast();
  }
}
