package io.farshore.command.operate;

import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code farshore reject}: ends an execution that waits for a person. */
@Command(
    name = "reject",
    description = {
      "Ends an execution that waits for a person's approval; nothing was changed.",
      "Who and why is kept in the history."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class RejectCommand extends MoveCommand {

  @Mixin private AnswerOptions which;

  RejectCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Answering answering =
        new Answering(
            session, (executions, token) -> executions.reject(token, "Rejected", movement.who()));
    Optional<String> token = which.token();
    if (token.isPresent()) {
      return movement.answered("Rejected", answering.to(token.get()), overview.stream());
    }
    Machine.Running waiting = which.chosen(overview, movement.waiting(overview));
    answering.to(waiting);
    boolean ended =
        movement
            .follow(
                overview.stream(),
                session.executions(waiting.run().region()),
                waiting.run().arn(),
                "Rejected execution %s in %s")
            .map(ending -> ending.seen().run().outcome().equals("NotApproved"))
            .orElse(true);
    return ended ? Farshore.OK : Farshore.NOT_HELD;
  }
}
