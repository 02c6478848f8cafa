package io.farshore.verifier.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the evidence says of one guarantee.
 *
 * @param letter the guarantee
 * @param status whether it held
 * @param evidence one sentence: what was seen
 * @param violationCount how many violations there are
 * @param violations the first few of them
 */
public record Judgement(
    Letter letter,
    Status status,
    String evidence,
    long violationCount,
    List<Violation> violations) {

  /** Whether a guarantee held. */
  public enum Status {
    /** It was judged and held. */
    HELD,
    /** It was judged and did not hold. */
    VIOLATED,
    /** Nothing happened in this run that could have broken it. */
    NOT_TESTED,
    /** The evidence does not suffice: counts against the run. */
    NOT_JUDGED
  }

  /** Copies the list. */
  public Judgement {
    violations = List.copyOf(violations);
  }

  /** True, false, or null when it was not judged or not tested. */
  @JsonProperty("held")
  public Boolean held() {
    return switch (status) {
      case HELD -> Boolean.TRUE;
      case VIOLATED -> Boolean.FALSE;
      case NOT_TESTED, NOT_JUDGED -> null;
    };
  }

  static Judgement notTested(Letter letter, String why) {
    return new Judgement(letter, Status.NOT_TESTED, "not judged: " + why, 0, List.of());
  }

  static Judgement notJudged(Letter letter, String why) {
    return new Judgement(letter, Status.NOT_JUDGED, "not judged: " + why, 0, List.of());
  }
}
