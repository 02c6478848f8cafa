package io.farshore.verifier.judge;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the evidence says.
 *
 * @param committed changes in the change logs
 * @param lost changes that are not in the stream of the Region that is finally active
 * @param duplicates copies of changes there beyond the first of each
 * @param orderViolations places in any stream where a key skips or reorders
 * @param exposure what had not been copied when the active Region was left
 * @param finallyActive the Region that is active at the end, by the tables; null when none is
 * @param judgements one for each letter, in order
 */
public record Verdict(
    long committed,
    long lost,
    long duplicates,
    long orderViolations,
    Exposure exposure,
    String finallyActive,
    List<Judgement> judgements) {
  /** Copies the list. */
  public Verdict {
    judgements = List.copyOf(judgements);
  }

  /** Whether everything that this run could test was judged and held. */
  public boolean passed() {
    return judgements.stream()
        .noneMatch(
            judgement ->
                judgement.status() == Judgement.Status.VIOLATED
                    || judgement.status() == Judgement.Status.NOT_JUDGED);
  }

  /** The judgement on {@code letter}. */
  public Judgement of(Letter letter) {
    return judgements.get(letter.ordinal());
  }

  /** The letters that did not hold, or could not be judged for want of evidence. */
  public List<Letter> failed() {
    return judgements.stream()
        .filter(
            judgement ->
                judgement.status() == Judgement.Status.VIOLATED
                    || judgement.status() == Judgement.Status.NOT_JUDGED)
        .map(Judgement::letter)
        .collect(Collectors.toList());
  }
}
