package io.farshore.lab.lambda;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller names a function by: its name, its ARN, or part of one, each with or without a
 * qualifier.
 *
 * @param name of the function
 * @param qualifier a version or an alias; empty means {@code $LATEST}
 */
record FunctionName(String name, Optional<String> qualifier) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:arn:aws:lambda:[a-z0-9-]+:)?(?:\\d{12}:)?(?:function:)?"
              + "([A-Za-z0-9-_]+)(?::(\\$LATEST|[A-Za-z0-9-_]+))?");

  /**
   * Reads one.
   *
   * @param separate the qualifier that came beside the name; wins over none in the name
   * @throws io.farshore.lab.endpoint.AwsError {@code InvalidParameterValueException} when it is
   *     none
   */
  static FunctionName parse(String text, Optional<String> separate) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw LambdaErrors.invalid("'" + text + "' is no function name");
    }
    Optional<String> inside = Optional.ofNullable(parts.group(2));
    return new FunctionName(parts.group(1), separate.isPresent() ? separate : inside);
  }
}
