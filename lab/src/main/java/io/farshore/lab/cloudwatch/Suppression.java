package io.farshore.lab.cloudwatch;

import io.farshore.lab.cloudwatch.AlarmState.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a composite alarm's actions are held back by another alarm. A change waits first for the
 * suppressor to come to ALARM; while it is there nothing is done, nor for a while after. Guarded by
 * its service's lock.
 */
final class Suppression {

  private final String suppressor;
  private final Duration wait;
  private final Duration extension;
  private Optional<By> by = Optional.empty();
  private Instant until = Instant.MIN;

  /** What holds the actions back, by the name that the API has for it. */
  enum By {
    /** The suppressor may yet come to ALARM. */
    WAIT_PERIOD("WaitPeriod"),
    /** The suppressor is in ALARM. */
    ALARM("Alarm"),
    /** The suppressor was in ALARM a moment ago. */
    EXTENSION_PERIOD("ExtensionPeriod");

    private final String text;

    By(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  Suppression(String suppressor, Duration wait, Duration extension) {
    this.suppressor = suppressor;
    this.wait = wait;
    this.extension = extension;
  }

  String suppressor() {
    return suppressor;
  }

  Optional<By> by() {
    return by;
  }

  /** Notes that the alarm has changed; true when its actions are to be done at once. */
  boolean changed(Optional<Value> suppressorState, Instant now) {
    if (by.isPresent()) {
      return false;
    }
    if (suppressorState.equals(Optional.of(Value.ALARM))) {
      by = Optional.of(By.ALARM);
    } else if (!wait.isZero()) {
      by = Optional.of(By.WAIT_PERIOD);
      until = now.plus(wait);
    }
    return by.isEmpty();
  }

  /** Lets time pass; true when actions that were held back are to be done now. */
  boolean released(Optional<Value> suppressorState, Instant now) {
    if (by.isEmpty()) {
      return false;
    }
    if (suppressorState.equals(Optional.of(Value.ALARM))) {
      by = Optional.of(By.ALARM);
      return false;
    }
    if (by.get() == By.ALARM) {
      by = Optional.of(By.EXTENSION_PERIOD);
      until = now.plus(extension);
    }
    if (now.isBefore(until)) {
      return false;
    }
    by = Optional.empty();
    return true;
  }
}
