package io.farshore.core.epoch;

/**
 * The phases of an epoch, from early to late. Each step is one conditional write; of an epoch seen
 * in two replicas the later phase counts.
 */
public enum Phase {
  /** Prepared by a switchover; the epoch before is in force, its producers stop and flush. */
  DRAINING,
  /** Prepared, but not made; the epoch before stays in force. */
  ABANDONED,
  /** In force; nobody writes in it yet, and no lease of an earlier epoch can be had. */
  FENCING,
  /** In force; producers write to its Region. */
  ACTIVE;

  /** True for the phases in which an epoch is in force. */
  public boolean isInForce() {
    return this == FENCING || this == ACTIVE;
  }
}
