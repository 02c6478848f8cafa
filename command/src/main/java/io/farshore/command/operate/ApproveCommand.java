package io.farshore.command.operate;

import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code farshore approve}: lets an execution go on that waits for a person. */
@Command(
    name = "approve",
    description = {
      "Lets an execution go on that waits for a person's approval, and follows it.",
      "Who and why is kept in the history. Executions ask where the stack's ApprovalRequired is on."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ApproveCommand extends MoveCommand {

  @Mixin private AnswerOptions which;

  @Mixin private Confirmation confirmation;

  ApproveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Answering answering =
        new Answering(
            session,
            (executions, token) -> executions.approve(token, movement.answer().toString()));
    Optional<String> token = which.token();
    if (token.isPresent()) {
      confirm(confirmation, Movement.about(overview, "approve by a token", List.of()));
      return movement.answered("Approved", answering.to(token.get()), overview.stream());
    }
    Machine.Running waiting = which.chosen(overview, movement.waiting(overview));
    confirm(confirmation, about(overview, waiting));
    answering.to(waiting);
    return movement
        .follow(
            overview.stream(),
            session.executions(waiting.run().region()),
            waiting.run().arn(),
            "Approved execution %s in %s")
        .map(Ending::exitCode)
        .orElse(Farshore.OK);
  }

  private static List<String> about(Overview overview, Machine.Running waiting) {
    Past asked = Past.of(waiting.run());
    List<String> facts = new ArrayList<>();
    facts.add(
        "Asked for "
            + asked.startedBy()
            + asked.reason().map(reason -> ": \"" + reason + "\".").orElse("."));
    facts.addAll(facts(overview));
    return Movement.about(
        overview,
        "approve the " + PastText.what(asked) + "; from the fence on there is no way back",
        facts);
  }
}
