package io.farshore.lab.stepfunctions.asl;

import java.util.Optional;
import java.util.Set;

/** What a Task calls. */
public sealed interface TaskResource {

  /** The ARN as the definition has it. */
  String arn();

  /** True when the task ends by its token, not by the answer of the call. */
  boolean waitsForTaskToken();

  /** A Lambda function by its ARN, the oldest form. */
  record Function(String arn) implements TaskResource {
    @Override
    public boolean waitsForTaskToken() {
      return false;
    }
  }

  /**
   * An integration that Step Functions shapes: {@code arn:aws:states:::lambda:invoke}.
   *
   * @param service such as {@code lambda}
   * @param action such as {@code invoke}
   */
  record Optimized(String arn, String service, String action, boolean waitsForTaskToken)
      implements TaskResource {}

  /**
   * Any operation of a service: {@code arn:aws:states:::aws-sdk:kinesis:listShards}.
   *
   * @param service the SDK's name of it, such as {@code cloudwatch}
   * @param action in camel case
   */
  record Sdk(String arn, String service, String action, boolean waitsForTaskToken)
      implements TaskResource {}

  /** The optimized integrations that the lab has. */
  Set<String> OPTIMIZED =
      Set.of(
          "lambda:invoke",
          "lambda:invoke.waitForTaskToken",
          "dynamodb:getItem",
          "dynamodb:putItem",
          "dynamodb:updateItem",
          "dynamodb:deleteItem",
          "events:putEvents",
          "events:putEvents.waitForTaskToken",
          "sns:publish",
          "sns:publish.waitForTaskToken");

  /** Reads the {@code Resource} of a Task; empty when the lab has no such resource. */
  static Optional<TaskResource> parse(String arn) {
    String[] parts = arn.split(":");
    if (arn.startsWith("arn:aws:lambda:") && arn.contains(":function:")) {
      return Optional.of(new Function(arn));
    }
    if (!arn.startsWith("arn:aws:states:::")) {
      return Optional.empty();
    }
    String suffix = ".waitForTaskToken";
    String action = parts[parts.length - 1];
    boolean token = action.endsWith(suffix);
    String plain = token ? action.substring(0, action.length() - suffix.length()) : action;
    if (parts.length == 7 && OPTIMIZED.contains(parts[5] + ":" + action)) {
      return Optional.of(new Optimized(arn, parts[5], plain, token));
    }
    if (parts.length == 8 && parts[5].equals("aws-sdk") && plain.matches("[a-z][A-Za-z0-9]*")) {
      return Optional.of(new Sdk(arn, parts[6], plain, token));
    }
    return Optional.empty();
  }
}
