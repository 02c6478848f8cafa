package io.farshore.lab.stepfunctions.asl;

import java.util.Optional;
import java.util.Set;

/** What a Task calls. */
public sealed interface TaskResource {

  /** How the ARNs of service integrations begin. */
  String PREFIX = "arn:aws:states:::";

  /** How the ARNs end whose tasks wait for their token. */
  String TOKEN = ".waitForTaskToken";

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

  /** An activity, whose workers poll for tasks. */
  record Activity(String arn) implements TaskResource {
    @Override
    public boolean waitsForTaskToken() {
      return true;
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
          "sns:publish.waitForTaskToken",
          "sqs:sendMessage",
          "sqs:sendMessage.waitForTaskToken",
          "states:startExecution",
          "states:startExecution.waitForTaskToken",
          "states:startExecution.sync",
          "states:startExecution.sync:2");

  /** The services of the lab, by the names that the SDK integrations have for them. */
  Set<String> SDK_SERVICES =
      Set.of(
          "cloudformation",
          "cloudwatch",
          "cloudwatchlogs",
          "dynamodb",
          "eventbridge",
          "kinesis",
          "lambda",
          "route53",
          "scheduler",
          "sfn",
          "sns",
          "sqs",
          "sts");

  /** Reads the {@code Resource} of a Task; empty when the lab has no such resource. */
  static Optional<TaskResource> parse(String arn) {
    if (arn.matches("arn:aws:lambda:[^:]*:[^:]*:function:.+")) {
      return Optional.of(new Function(arn));
    } else if (arn.matches("arn:aws:states:[^:]+:\\d{12}:activity:.+")) {
      return Optional.of(new Activity(arn));
    } else if (!arn.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String path = arn.substring(PREFIX.length());
    boolean token = path.endsWith(TOKEN);
    String plain = token ? path.substring(0, path.length() - TOKEN.length()) : path;
    String[] parts = plain.split(":", 2);
    if (OPTIMIZED.contains(path)) {
      return Optional.of(new Optimized(arn, parts[0], parts[1], token));
    }
    String[] sdk = plain.split(":");
    if (sdk.length == 3
        && sdk[0].equals("aws-sdk")
        && SDK_SERVICES.contains(sdk[1])
        && sdk[2].matches("[a-z][A-Za-z0-9]*")) {
      return Optional.of(new Sdk(arn, sdk[1], sdk[2], token));
    }
    return Optional.empty();
  }

  /** Why {@link #parse} does not take an ARN. */
  static String refusal(String arn) {
    String service = arn.startsWith(PREFIX) ? arn.substring(PREFIX.length()).split(":")[0] : "";
    boolean known = OPTIMIZED.stream().anyMatch(one -> one.startsWith(service + ":"));
    return known || service.isEmpty()
        ? ("The resource provided %s is not recognized. The value is not a valid resource ARN, or"
                + " the resource is not available in this region.")
            .formatted(arn)
        : "The lab does not have the service integration %s".formatted(arn);
  }

  /** What errors call it: the service's name, or the ARN where there is none. */
  default String called() {
    if (this instanceof Optimized to) {
      return to.service();
    }
    return this instanceof Sdk to ? "aws-sdk:" + to.service() : arn();
  }

  /** What an express workflow can't do with this resource; empty when it can use it. */
  default Optional<String> whyNotExpress() {
    if (this instanceof Activity) {
      return Optional.of("Activity ARN");
    } else if (waitsForTaskToken()) {
      return Optional.of("'.waitForTaskToken' service integration ");
    } else if (this instanceof Optimized to && to.action().contains(".sync")) {
      return Optional.of("'.sync' service integration");
    }
    return Optional.empty();
  }
}
