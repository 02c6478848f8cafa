package io.farshore.lab.iam;

import java.util.regex.Pattern;

/**
 * A pattern of a policy: {@code *} stands for any text, {@code ?} for one character. Immutable.
 *
 * @param text as the policy has it
 * @param pattern the same, compiled
 */
record Wildcard(String text, Pattern pattern) {

  static Wildcard of(String text, boolean ignoreCase) {
    String quoted = Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return new Wildcard(text, Pattern.compile(quoted, ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
  }

  /** Stands for itself alone, whatever is in it. */
  static Wildcard exactly(String text) {
    return new Wildcard(text, Pattern.compile(Pattern.quote(text)));
  }

  boolean matches(String value) {
    return pattern.matcher(value).matches();
  }
}
