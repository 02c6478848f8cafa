package io.farshore.lab.kinesis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which consumer: that of a stream, by name and by the second in which it was registered. */
record ConsumerArn(StreamArn stream, String name, long registeredAt) {

  private static final Pattern ARN =
      Pattern.compile("(arn:.*:stream/[a-zA-Z0-9_.-]+)/consumer/([a-zA-Z0-9_.-]+):(\\d{1,12})");

  /** Reads an ARN; empty when it is none of a consumer of the lab's account. */
  static Optional<ConsumerArn> parse(String arn) {
    Matcher parts = ARN.matcher(arn);
    return parts.matches()
        ? StreamArn.parse(parts.group(1))
            .map(stream -> new ConsumerArn(stream, parts.group(2), Long.parseLong(parts.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return stream + "/consumer/" + name + ":" + registeredAt;
  }
}
