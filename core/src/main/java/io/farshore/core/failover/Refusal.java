package io.farshore.core.failover;

/**
 * Why nothing is done.
 *
 * @param reason the rule that refuses
 * @param message what was found, and what to do about it
 */
public record Refusal(Reason reason, String message) {

  /** The rules that refuse. */
  public enum Reason {
    /** The input can't be used. */
    INVALID_REQUEST("InvalidRequest"),
    /** The trigger does not speak of an impairment of the peer Region. */
    NOT_CONCERNED("NotConcerned"),
    /** The execution runs in another Region than the target. */
    WRONG_REGION("WrongRegion"),
    /** A Region that is neither this one nor its peer. */
    THIRD_REGION("ThirdRegion"),
    /** The stream has no epoch here. */
    NOT_REGISTERED("NotRegistered"),
    /** Producers follow an epoch that this replica has not heard of. */
    EPOCH_UNKNOWN_HERE("EpochUnknownHere"),
    /** Automatic starts are paused. */
    PAUSED("Paused"),
    /** The last move was too short a time ago for an automatic start. */
    COOLDOWN("Cooldown"),
    /** The mode needs an epoch that is active, in the right Region. */
    NOT_ACTIVE("NotActive"),
    /** A resume point by hand is above the low watermark. */
    RESUME_POINT_ABOVE_WATERMARK("ResumePointAboveWatermark"),
    /** There is no switchover to abandon. */
    NOTHING_TO_ABANDON("NothingToAbandon"),
    /** A switchover needs both Regions, and one does not answer. */
    REGION_UNAVAILABLE("RegionUnavailable"),
    /** A switchover needs a small replication lag. */
    LAG_OVER_LIMIT("LagOverLimit");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** As it is written in JSON. */
    public String label() {
      return label;
    }
  }
}
