package io.farshore.core.failover;

import java.time.Instant;
import java.util.Optional;

/**
 * What started an execution.
 *
 * @param kind by whom
 * @param name the alarm, the Health event's type, the plan, the program, the watch, or the person
 *     where that is told
 * @param at when the trigger happened, by its sender's clock; empty where it does not say
 */
public record Trigger(Kind kind, Optional<String> name, Optional<Instant> at) {

  /** A person. */
  public static final Trigger BY_HAND = new Trigger(Kind.HAND, Optional.empty(), Optional.empty());

  /** Who. */
  public enum Kind {
    /** A person or their tool. */
    HAND,
    /** A CloudWatch alarm went to {@code ALARM}. */
    ALARM,
    /** AWS Health speaks of the active Region. */
    HEALTH_EVENT,
    /** A plan of ARC Region switch has begun to leave the active Region. */
    REGION_SWITCH,
    /** A program asks for it, by an event of Farshore's own. */
    REQUEST,
    /** The watch found an epoch that stays {@code FENCING}. */
    FENCING_WATCH;

    /** As it is written in JSON. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** True when no person decided to start: pause and cooldown hold, and impairment is confirmed. */
  public boolean isAutomatic() {
    return kind != Kind.HAND;
  }
}
