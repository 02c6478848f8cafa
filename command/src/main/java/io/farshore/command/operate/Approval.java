package io.farshore.command.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.TaskScheduledEventDetails;

/**
 * What an execution asks a person.
 *
 * @param token by which Step Functions takes the answer; whoever has it can answer, so it is shown
 *     nowhere
 * @param askedAt when
 * @param until when silence counts as a no; empty where that is not told
 */
record Approval(String token, Instant askedAt, Optional<Instant> until) {

  /** The state that asks. */
  static final String STATE = "Approve";

  private static final String ASKING = "publish.waitForTaskToken";

  /** Of the event by which it was asked; empty of any other. */
  static Optional<Approval> of(HistoryEvent event) {
    TaskScheduledEventDetails asked = event.taskScheduledEventDetails();
    if (asked == null || !ASKING.equals(asked.resource())) {
      return Optional.empty();
    }
    JsonNode message = Run.json(Run.json(asked.parameters()).path("Message").textValue());
    return Optional.ofNullable(message.path("taskToken").textValue())
        .map(
            token ->
                new Approval(
                    token,
                    event.timestamp(),
                    Optional.ofNullable(asked.timeoutInSeconds())
                        .map(event.timestamp()::plusSeconds)));
  }

  @Override
  public String toString() {
    return "an approval, asked for at " + askedAt;
  }
}
