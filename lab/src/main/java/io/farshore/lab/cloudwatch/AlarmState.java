package io.farshore.lab.cloudwatch;

import java.time.Instant;

/**
 * The state of an alarm.
 *
 * @param value of the three
 * @param reason in words
 * @param reasonData as JSON text; empty for none
 * @param since when it came to this state
 */
public record AlarmState(Value value, String reason, String reasonData, Instant since) {

  /** What an alarm can say. */
  public enum Value {
    /** The threshold is not breached. */
    OK,
    /** It is. */
    ALARM,
    /** There is too little data to tell. */
    INSUFFICIENT_DATA
  }
}
