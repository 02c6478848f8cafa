package io.farshore.lab.kinesis;

import io.farshore.lab.endpoint.Account;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which stream: a Region and a name, in the lab's one account. */
public record StreamArn(String region, String name) {

  /** The lab's account. */
  private static final Pattern ARN =
      Pattern.compile("arn:aws[^:]*:kinesis:([^:]+):(\\d{12}):stream/([a-zA-Z0-9_.-]+)");

  /** Reads an ARN; empty when it is none of a stream of the lab's account. */
  public static Optional<StreamArn> parse(String arn) {
    Matcher parts = ARN.matcher(arn);
    return parts.matches() && parts.group(2).equals(Account.ID)
        ? Optional.of(new StreamArn(parts.group(1), parts.group(3)))
        : Optional.empty();
  }

  /**
   * Reads an ARN that a client named in a call to {@code region}.
   *
   * @throws io.farshore.lab.endpoint.AwsError when no such stream can be there
   */
  static StreamArn parse(String arn, String region) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      throw Errors.invalid("StreamARN " + arn + " is not a valid stream ARN.");
    }
    if (!parts.group(1).equals(region) || !parts.group(2).equals(Account.ID)) {
      throw Errors.notFound(
          "Stream " + parts.group(3) + " under account " + parts.group(2) + " not found.");
    }
    return new StreamArn(region, parts.group(3));
  }

  /** The ARN as AWS writes it. */
  @Override
  public String toString() {
    return "arn:aws:kinesis:" + region + ":" + Account.ID + ":stream/" + name;
  }
}
