package io.farshore.simulator;

import io.farshore.verifier.judge.Letter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of one seed.
 *
 * @param seed the seed
 * @param letter the guarantee that did not hold; empty: all held
 * @param message what was seen; empty likewise
 * @param threw what the code threw; whatever else would have happened is not known then
 * @param hash of all events
 * @param events how many there were
 * @param failovers how many epochs were opened after the first
 * @param faults how often each fault happened
 * @param rates of the faults
 * @param strikes how many faults of calls and functions there were
 * @param reached how often each counted branch was reached
 * @param happenings how many things its schedule has before anything is left out
 * @param happened what happened from outside, by time
 * @param notes the timeline, a line an event; empty where none was asked for
 */
public record RunResult(
    long seed,
    Optional<Letter> letter,
    Optional<String> message,
    Optional<RuntimeException> threw,
    long hash,
    long events,
    long failovers,
    Map<Fault, Long> faults,
    Map<Fault, Double> rates,
    long strikes,
    Map<String, Long> reached,
    int happenings,
    List<Note> happened,
    List<Note> notes) {

  /** What there is to say of a seed that threw before anything could happen. */
  static RunResult ofNone(long seed, RuntimeException threw) {
    return new RunResult(
        seed,
        Optional.empty(),
        Optional.empty(),
        Optional.of(threw),
        0,
        0,
        0,
        Map.of(),
        Map.of(),
        0,
        Map.of(),
        0,
        List.of(),
        List.of());
  }

  /** Whether every guarantee held, and nothing threw. */
  public boolean passed() {
    return letter.isEmpty() && threw.isEmpty();
  }

  /** What happened from outside, as text, by time. */
  public List<String> script() {
    return happened.stream().map(Note::toString).toList();
  }

  /** The timeline as text, a line an event; empty where none was asked for. */
  public List<String> timeline() {
    return notes.stream().map(Note::toString).toList();
  }

  /** Whether another run fails as this one did: the same letter, or the same thing thrown. */
  boolean failsAs(RunResult other) {
    return letter.equals(other.letter())
        && threw.map(Object::getClass).equals(other.threw().map(Object::getClass));
  }

  /** What there is to do to make it happen: the script, and the faults that the timeline names. */
  public List<Note> schedule() {
    return Stream.concat(
            happened.stream(), notes.stream().filter(note -> note.kind() == Note.Kind.FAULT))
        .sorted(Comparator.comparingLong(Note::atNanos))
        .toList();
  }
}
