package io.farshore.lab.lambda;

import io.farshore.lab.endpoint.Account;
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
          "(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\\d):)?(?:(\\d{12}):)?"
              + "(?:function:)?([A-Za-z0-9-_]+)(?::(\\$LATEST|[A-Za-z0-9-_]+))?");

  /**
   * Reads one.
   *
   * @param region that the call was made in
   * @param separate the qualifier that came beside the name
   * @throws io.farshore.lab.endpoint.AwsError {@code ValidationException} when it is none; {@code
   *     InvalidParameterValueException} when both qualifiers are there and differ; {@code
   *     ResourceNotFoundException} when it belongs to another Region
   */
  static FunctionName parse(String region, String text, Optional<String> separate) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw LambdaErrors.validation(
          "1 validation error detected: Value '"
              + text
              + "' at 'functionName' failed to satisfy constraint: Member must satisfy regular"
              + " expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|"
              + "(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)"
              + "(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?");
    }
    if (parts.group(1) != null && !parts.group(1).equals(region)) {
      throw LambdaErrors.notFound(
          "Functions from '%s' are not reachable in this region ('%s')"
              .formatted(parts.group(1), region));
    }
    if (parts.group(2) != null && !parts.group(2).equals(Account.ID)) {
      throw LambdaErrors.accessDenied();
    }
    Optional<String> inside = Optional.ofNullable(parts.group(4));
    if (inside.isPresent() && separate.isPresent() && !inside.equals(separate)) {
      throw LambdaErrors.invalid(
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return new FunctionName(parts.group(3), separate.or(() -> inside));
  }

  /** The ARN in a Region, with the qualifier if there is one. */
  String arn(String region) {
    return FunctionConfiguration.arn(region, name) + qualifier.map(q -> ":" + q).orElse("");
  }

  /** The same; a name without a qualifier means {@code $LATEST}, and says so. */
  String qualifiedArn(String region) {
    return FunctionConfiguration.arn(region, name)
        + ":"
        + qualifier.orElse(FunctionConfiguration.LATEST);
  }
}
