package io.farshore.verifier.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects violations of one guarantee: counts all, keeps the first few. */
final class Findings {
  private static final int KEPT = 5;

  private final List<Violation> first = new ArrayList<>();
  private long count;

  void add(Violation violation) {
    count++;
    if (first.size() < KEPT) {
      first.add(violation);
    }
  }

  void add(String what, String region) {
    add(Violation.of(what, region));
  }

  void include(Findings other) {
    other.first.forEach(this::add);
    count += other.count - other.first.size();
  }

  long count() {
    return count;
  }

  Judgement judge(Letter letter, String heldEvidence) {
    if (count == 0) {
      return new Judgement(letter, Judgement.Status.HELD, heldEvidence, 0, List.of());
    }
    String rest = count == 1 ? "" : " (and " + (count - 1) + " more)";
    return new Judgement(
        letter, Judgement.Status.VIOLATED, sentence(describe(first.get(0)) + rest), count, first);
  }

  static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private static String describe(Violation violation) {
    StringBuilder text = new StringBuilder(violation.what());
    append(text, " in ", violation.region());
    append(text, ", shard ", violation.shardId());
    append(text, ", key ", violation.key());
    append(text, ", change ", violation.position());
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    if (value != null) {
      text.append(name).append(value);
    }
  }
}
