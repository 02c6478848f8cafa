package io.farshore.lab.faults;

/** A fault that has been made, with the number of times that it still strikes. Thread-safe. */
final class ActiveFault {

  private static final int ALWAYS = -1;

  /** So that ten times a tenth is one, although doubles say a little less. */
  private static final double ROUNDING = 1e-9;

  private final String id;
  private final Fault fault;
  private final double share;
  private int strikesLeft;
  private long chances;
  private int candidates;

  ActiveFault(String id, Fault fault, Strikes strikes) {
    this.id = id;
    this.fault = fault;
    this.share = strikes.share();
    this.strikesLeft = strikes.times().orElse(ALWAYS);
  }

  String id() {
    return id;
  }

  Fault fault() {
    return fault;
  }

  /** Counts what the fault could hit; true for every n-th. */
  synchronized boolean nthCandidate(int n) {
    candidates++;
    return candidates % n == 0;
  }

  /** Uses one strike. False when it is not this one's turn, or none was left. */
  synchronized boolean strike() {
    if (strikesLeft == 0) {
      return false;
    }
    long before = hitsOf(chances);
    chances++;
    if (hitsOf(chances) == before) {
      return false;
    }
    if (strikesLeft != ALWAYS) {
      strikesLeft--;
    }
    return true;
  }

  private long hitsOf(long count) {
    return (long) Math.floor(count * share + ROUNDING);
  }

  synchronized boolean spent() {
    return strikesLeft == 0;
  }
}
