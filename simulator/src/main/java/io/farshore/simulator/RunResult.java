package io.farshore.simulator;

import io.farshore.verifier.judge.Letter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one seed.
 *
 * @param seed the seed
 * @param letter the guarantee that did not hold; empty: all held
 * @param message what was seen; empty likewise
 * @param hash of all events
 * @param events how many there were
 * @param failovers how many epochs were opened after the first
 * @param faults how often each fault happened
 * @param rates of the faults
 * @param strikes how many faults of calls and functions there were
 * @param reached how often each counted branch was reached
 * @param happenings how many things its schedule has before anything is left out
 * @param script what happened from outside, a line each
 * @param timeline a line an event; empty where none was asked for
 */
public record RunResult(
    long seed,
    Optional<Letter> letter,
    Optional<String> message,
    long hash,
    long events,
    long failovers,
    Map<Fault, Long> faults,
    Map<Fault, Double> rates,
    long strikes,
    Map<String, Long> reached,
    int happenings,
    List<String> script,
    List<String> timeline) {

  /** Whether every guarantee held. */
  public boolean passed() {
    return letter.isEmpty();
  }
}
