package io.farshore.command.operate;

import io.farshore.command.CommandFailed;
import io.farshore.command.UnusableInput;
import io.farshore.core.stream.Region;
import java.util.function.BiConsumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Brings a person's answer to Step Functions. Blocks. */
final class Answering {

  private final Session session;

  /** Sends the answer with the token. */
  private final BiConsumer<Executions, String> answer;

  Answering(Session session, BiConsumer<Executions, String> answer) {
    this.session = session;
    this.answer = answer;
  }

  /**
   * Answers an execution that waits.
   *
   * @throws UnusableInput when it does not wait any more
   * @throws CommandFailed when its Region refuses, or does not answer
   */
  void to(Machine.Running waiting) {
    send(waiting.run().region(), waiting.approval().orElseThrow().token());
  }

  /**
   * Answers by a token alone: a token does not tell its Region, so both are asked.
   *
   * @return the Region that took it
   * @throws UnusableInput when none knows it any more
   * @throws CommandFailed when a Region refuses, or does not answer, and none took it
   */
  Region to(String token) {
    RuntimeException first = null;
    for (Region region : session.regions()) {
      try {
        send(region, token);
        return region;
      } catch (CommandFailed unheard) {
        first = unheard;
      } catch (UnusableInput unknown) {
        first = first == null ? unknown : first;
      }
    }
    throw first;
  }

  private void send(Region region, String token) {
    try {
      answer.accept(session.executions(region), token);
    } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException late) {
      throw new UnusableInput(
          "It does not wait any more: somebody has answered, or its time was over; look with"
              + " ./farshore history",
          late);
    } catch (SdkException e) {
      throw new CommandFailed(
          region + " did not take the answer: " + Trouble.of(e).text() + "; try again", e);
    }
  }
}
