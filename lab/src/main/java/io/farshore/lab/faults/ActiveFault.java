package io.farshore.lab.faults;

/** A fault that has been made, with the number of times that it still strikes. */
final class ActiveFault {

  private static final int ALWAYS = -1;

  private final Fault fault;
  private int strikesLeft;
  private int candidates;

  private ActiveFault(Fault fault, int strikesLeft) {
    this.fault = fault;
    this.strikesLeft = strikesLeft;
  }

  static ActiveFault untilHealed(Fault fault) {
    return new ActiveFault(fault, ALWAYS);
  }

  static ActiveFault times(Fault fault, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be 1 or more, is " + times);
    }
    return new ActiveFault(fault, times);
  }

  Fault fault() {
    return fault;
  }

  /** Counts what the fault could hit; true for every n-th. */
  synchronized boolean nthCandidate(int n) {
    candidates++;
    return candidates % n == 0;
  }

  /** Uses one strike. False when none was left. */
  synchronized boolean strike() {
    if (strikesLeft == ALWAYS) {
      return true;
    }
    if (strikesLeft == 0) {
      return false;
    }
    strikesLeft--;
    return true;
  }

  synchronized boolean spent() {
    return strikesLeft == 0;
  }
}
