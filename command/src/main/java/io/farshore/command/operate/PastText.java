package io.farshore.command.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Something that happened, in a line. Pure. */
final class PastText {

  private PastText() {}

  /** Such as {@code failover us-east-1 -> us-east-2: Activated, RTO 9.4 s, RPO 0.8 s}. */
  static String line(Past past) {
    return Say.instant(past.startedAt()) + " " + brief(past) + ", " + past.startedBy();
  }

  /** The same without when, and by whom. */
  static String brief(Past past) {
    StringBuilder line = new StringBuilder(what(past));
    line.append(": ").append(outcome(past));
    past.seconds("rto").ifPresent(rto -> line.append(", RTO ").append(Say.seconds(rto)));
    past.seconds("rpo").ifPresent(rpo -> line.append(", RPO ").append(Say.seconds(rpo)));
    return line.toString();
  }

  /** What was asked for, and between which Regions. */
  static String what(Past past) {
    JsonNode report = past.report();
    String target = report.path("targetRegion").asText(past.region().name());
    String source = report.path("sourceRegion").asText("");
    return switch (past.what()) {
      case "pause", "resume" -> past.what() + " of automatic failover to " + target;
      case "resync" -> "resync in " + target;
      case "abandon" -> "abort of the switchover to " + target;
      default ->
          source.isEmpty() || source.equals(target)
              ? past.what() + " to " + target
              : past.what() + " " + source + " -> " + target;
    };
  }

  /** How it ended, with the rule that refused it. */
  static String outcome(Past past) {
    boolean rule =
        List.of("Refused", "Abandoned", "NotApproved", "Paused").contains(past.outcome());
    String message = past.report().path("message").asText("");
    if (past.outcome().equals("NotApproved") && message.startsWith("by ")) {
      return past.outcome() + " (" + past.reason().orElse("Rejected") + " " + message + ")";
    }
    return past.outcome()
        + (rule ? past.reason().map(reason -> " (" + reason + ")").orElse("") : "");
  }
}
