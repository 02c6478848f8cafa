package io.farshore.simulator;

/** A call to a service was not answered in time; it may have been applied. */
final class NoAnswer extends RuntimeException {
  NoAnswer(String call) {
    super(call + " gets no answer");
  }
}
