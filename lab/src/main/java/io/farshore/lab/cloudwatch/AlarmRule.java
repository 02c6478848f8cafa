package io.farshore.lab.cloudwatch;

import io.farshore.lab.cloudwatch.AlarmState.Value;
import io.farshore.lab.endpoint.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule of a composite alarm: {@code ALARM("a") AND (OK(b) OR NOT ALARM(c))}. */
@FunctionalInterface
interface AlarmRule {

  /**
   * Whether the rule holds.
   *
   * @param states of alarms by name or ARN; empty for an alarm that is not there, which is in no
   *     state
   */
  boolean holds(Function<String, Optional<Value>> states);

  /** The alarms that the rule names, by name or ARN. */
  static List<String> alarms(String text) {
    return new Parser(text).named;
  }

  /** Reads a rule. */
  static AlarmRule parse(String text) {
    Parser parser = new Parser(text);
    AlarmRule rule = parser.or();
    parser.expectEnd();
    return rule;
  }

  /** Reads by recursive descent: OR binds least, NOT most. */
  final class Parser {

    private static final Pattern TOKEN =
        Pattern.compile(
            "\\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\\s*\\(\\s*(?:\"([^\"]+)\"|([^\\s\")]+))\\s*\\)"
                + "|(AND|OR|NOT|TRUE|FALSE)\\b|([()]))");

    private final List<AlarmRule> leaves = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<String> named = new ArrayList<>();
    private int next;

    Parser(String text) {
      Matcher matcher = TOKEN.matcher(text);
      int end = 0;
      String trimmed = text.stripTrailing();
      while (end < trimmed.length()) {
        if (!matcher.find(end) || matcher.start() != end) {
          throw wrong();
        }
        end = matcher.end();
        if (matcher.group(1) != null) {
          Value value = Value.valueOf(matcher.group(1));
          String alarm = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
          tokens.add("#" + leaves.size());
          named.add(alarm);
          leaves.add(states -> states.apply(alarm).equals(Optional.of(value)));
        } else {
          tokens.add(matcher.group(4) == null ? matcher.group(5) : matcher.group(4));
        }
      }
    }

    AlarmRule or() {
      AlarmRule left = and();
      while (take("OR")) {
        AlarmRule one = left;
        AlarmRule other = and();
        left = states -> one.holds(states) || other.holds(states);
      }
      return left;
    }

    private AlarmRule and() {
      AlarmRule left = not();
      while (take("AND")) {
        AlarmRule one = left;
        AlarmRule other = not();
        left = states -> one.holds(states) && other.holds(states);
      }
      return left;
    }

    private AlarmRule not() {
      if (take("NOT")) {
        AlarmRule negated = not();
        return states -> !negated.holds(states);
      }
      if (take("(")) {
        AlarmRule inner = or();
        if (!take(")")) {
          throw wrong();
        }
        return inner;
      }
      if (take("TRUE")) {
        return states -> true;
      }
      if (take("FALSE")) {
        return states -> false;
      }
      if (next < tokens.size() && tokens.get(next).startsWith("#")) {
        return leaves.get(Integer.parseInt(tokens.get(next++).substring(1)));
      }
      throw wrong();
    }

    void expectEnd() {
      if (next != tokens.size()) {
        throw wrong();
      }
    }

    private boolean take(String token) {
      boolean there = next < tokens.size() && tokens.get(next).equals(token);
      next += there ? 1 : 0;
      return there;
    }

    private static AwsError wrong() {
      return AwsError.validation("AlarmRule is not valid");
    }
  }
}
