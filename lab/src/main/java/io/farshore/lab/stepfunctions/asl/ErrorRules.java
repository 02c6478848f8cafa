package io.farshore.lab.stepfunctions.asl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code Retry} and {@code Catch}. */
final class ErrorRules {

  private static final int DEFAULT_ATTEMPTS = 3;
  private static final double DEFAULT_BACKOFF = 2;

  private ErrorRules() {}

  static List<Retrier> retriers(Fields state) {
    List<Retrier> retriers = new ArrayList<>();
    List<Fields> rules = state.objects("Retry");
    for (Fields rule : rules) {
      rule.allow(
          Set.of(
              "ErrorEquals",
              "IntervalSeconds",
              "MaxAttempts",
              "BackoffRate",
              "MaxDelaySeconds",
              "JitterStrategy",
              "Comment"));
      String jitter = rule.text("JitterStrategy").orElse("NONE");
      if (!Set.of("NONE", "FULL").contains(jitter)) {
        rule.diagnostics().schema(rule.at("JitterStrategy"), "Expected \"FULL\" or \"NONE\"");
      }
      retriers.add(
          new Retrier(
              errorEquals(rule, retriers.size() == rules.size() - 1),
              rule.number("IntervalSeconds", 1).orElse(1d),
              rule.number("MaxAttempts", 0).map(Double::intValue).orElse(DEFAULT_ATTEMPTS),
              rule.number("BackoffRate", 1).orElse(DEFAULT_BACKOFF),
              rule.number("MaxDelaySeconds", 1),
              jitter.equals("FULL")));
    }
    return List.copyOf(retriers);
  }

  static List<Catcher> catchers(Fields state) {
    List<Catcher> catchers = new ArrayList<>();
    List<Fields> rules = state.objects("Catch");
    for (Fields rule : rules) {
      rule.allow(Set.of("ErrorEquals", "Next", "Output", "Assign", "Comment"));
      catchers.add(
          new Catcher(
              errorEquals(rule, catchers.size() == rules.size() - 1),
              rule.requiredText("Next"),
              rule.outcome("Catch[" + catchers.size() + "]/")));
    }
    return List.copyOf(catchers);
  }

  private static List<String> errorEquals(Fields rule, boolean last) {
    List<String> names = new ArrayList<>();
    rule.object().path("ErrorEquals").forEach(name -> names.add(name.asText()));
    if (names.isEmpty()) {
      rule.missing("ErrorEquals");
    }
    if (names.contains(StateError.ALL) && (names.size() > 1 || !last)) {
      rule.diagnostics()
          .schema(rule.at("ErrorEquals"), "\"States.ALL\" must be alone, and in the last rule");
    }
    return List.copyOf(names);
  }
}
