package io.farshore.lab.kinesis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which stream: a Region and a name, in the lab's one account. */
public record StreamArn(String region, String name) {

  /** The lab's account. */
  static final String ACCOUNT = "111122223333";

  private static final Pattern ARN =
      Pattern.compile("arn:aws[^:]*:kinesis:([^:]+):" + ACCOUNT + ":stream/([a-zA-Z0-9_.-]+)");

  /** Reads an ARN; empty when it is none of a stream of the lab's account. */
  public static Optional<StreamArn> parse(String arn) {
    Matcher parts = ARN.matcher(arn);
    return parts.matches()
        ? Optional.of(new StreamArn(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  /** The ARN as AWS writes it. */
  @Override
  public String toString() {
    return "arn:aws:kinesis:" + region + ":" + ACCOUNT + ":stream/" + name;
  }
}
