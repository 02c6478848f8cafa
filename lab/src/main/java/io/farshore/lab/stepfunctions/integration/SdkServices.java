package io.farshore.lab.stepfunctions.integration;

import java.util.Map;
import java.util.Objects;

/** The services behind {@code aws-sdk:}, by the SDK's name of them. */
final class SdkServices {

  /**
   * One service.
   *
   * @param sdkName such as {@code cloudwatch}
   * @param signingName such as {@code monitoring}
   * @param errorPrefix such as {@code CloudWatch}
   * @param camelCase true where the model's members begin with a small letter; Step Functions shows
   *     them with a capital all the same
   */
  record SdkService(String sdkName, String signingName, String errorPrefix, boolean camelCase) {}

  private static final Map<String, SdkService> SERVICES =
      Map.ofEntries(
          service("cloudformation", "cloudformation", "CloudFormation", false),
          service("cloudwatch", "monitoring", "CloudWatch", false),
          service("cloudwatchlogs", "logs", "CloudWatchLogs", true),
          service("dynamodb", "dynamodb", "DynamoDb", false),
          service("eventbridge", "events", "EventBridge", false),
          service("kinesis", "kinesis", "Kinesis", false),
          service("lambda", "lambda", "Lambda", false),
          service("route53", "route53", "Route53", false),
          service("scheduler", "scheduler", "Scheduler", false),
          service("sfn", "states", "Sfn", true),
          service("sns", "sns", "Sns", false),
          service("sqs", "sqs", "Sqs", false),
          service("sts", "sts", "Sts", false));

  private SdkServices() {}

  private static Map.Entry<String, SdkService> service(
      String sdkName, String signingName, String errorPrefix, boolean camelCase) {
    return Map.entry(sdkName, new SdkService(sdkName, signingName, errorPrefix, camelCase));
  }

  /** A service that a definition may name. */
  static SdkService byName(String sdkName) {
    return Objects.requireNonNull(SERVICES.get(sdkName), sdkName);
  }
}
