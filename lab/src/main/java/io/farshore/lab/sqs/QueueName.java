package io.farshore.lab.sqs;

import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a queue of a Region. */
record QueueName(String region, String name) {

  private static final Pattern ARN = Pattern.compile("arn:aws:sqs:([^:]+):\\d{12}:([^:]+)");
  private static final Pattern URL = Pattern.compile("(?:https?://[^/]+)?/(\\d{12})/([^/]+)/?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
  private static final Pattern FIFO_NAME = Pattern.compile("[A-Za-z0-9_-]{1,75}\\.fifo");

  /** The queue of {@code QueueUrl}: of whatever host, the last two steps of the path count. */
  static QueueName ofUrl(ApiCall call) {
    String url = call.input().path("QueueUrl").asText();
    if (url.isEmpty()) {
      throw SqsErrors.missing("QueueUrl");
    }
    Matcher matcher = URL.matcher(url);
    if (matcher.matches()) {
      return new QueueName(call.region(), matcher.group(2));
    }
    if (url.matches("[A-Za-z0-9_.-]+")) {
      return new QueueName(call.region(), url);
    }
    throw new AwsError(
        "InvalidAddress", 404, "The address " + url + " is not valid for this endpoint.");
  }

  static Optional<QueueName> ofArn(String arn) {
    Matcher matcher = ARN.matcher(arn);
    return matcher.matches()
        ? Optional.of(new QueueName(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** A name for a queue that is to be made. */
  static QueueName ofNew(String region, String name, boolean fifo) {
    if (name.isEmpty()) {
      throw SqsErrors.missing("QueueName");
    }
    if (fifo && !FIFO_NAME.matcher(name).matches()) {
      throw SqsErrors.invalid(
          "The name of a FIFO queue can only include alphanumeric characters, hyphens, or"
              + " underscores, must end with .fifo suffix and be 1 to 80 in length.");
    }
    if (!fifo && !NAME.matcher(name).matches()) {
      throw SqsErrors.invalid(
          "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
    return new QueueName(region, name);
  }

  boolean isFifo() {
    return name.endsWith(".fifo");
  }

  String arn() {
    return "arn:aws:sqs:" + region + ":" + Account.ID + ":" + name;
  }

  String path() {
    return "/" + Account.ID + "/" + name;
  }
}
