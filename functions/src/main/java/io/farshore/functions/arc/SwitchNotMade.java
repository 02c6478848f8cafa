package io.farshore.functions.arc;

import io.farshore.functions.execution.Execution;

/** The Region was not made active. The message says why, and whether another try may help. */
public final class SwitchNotMade extends RuntimeException {

  SwitchNotMade(String message) {
    super(message);
  }

  static SwitchNotMade of(Execution ended, Ended judged) {
    String reason = ended.report().path("reason").asText("");
    String message = ended.report().path("message").asText("");
    return new SwitchNotMade(
        "The execution "
            + ended.name()
            + " ended as "
            + ended.outcome()
            + (reason.isEmpty() ? "" : " (" + reason + ")")
            + (message.isEmpty() ? "" : ": " + message)
            + (judged == Ended.AGAIN
                ? "; invoked again, this tries once more"
                : "; see ./farshore history"));
  }
}
