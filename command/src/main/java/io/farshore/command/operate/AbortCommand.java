package io.farshore.command.operate;

import io.farshore.command.CommandFailed;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.stream.Region;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code farshore abort}: takes back a switchover that is draining. */
@Command(
    name = "abort",
    description = {
      "Takes back a switchover, or a resync, that is draining: producers go on where they were."
          + " One that has not begun to drain is stopped.",
      "After the drain there is no way back, only forward; then it says so."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class AbortCommand extends MoveCommand {

  /** Where an execution has changed nothing yet. */
  private static final Set<String> BEFORE_THE_DRAIN =
      Set.of("Plan", "Approve", "WaitOutLateRequests");

  private static final Set<String> PLANNED = Set.of("switchover", "resync");

  AbortCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Optional<Epoch> draining = overview.epochs().draining();
    if (draining.isPresent()) {
      return takeBack(overview, draining.get(), movement);
    }
    Optional<Run> early = notYetDraining(session, overview);
    if (early.isEmpty()) {
      throw new UnusableInput(
          "Nothing to abort: no switchover of "
              + overview.stream()
              + " is draining. In force is epoch "
              + overview.inForce().orElseThrow().id()
              + ", "
              + overview.inForce().orElseThrow().phase());
    }
    return stop(session, overview, early.get(), movement);
  }

  private static int takeBack(Overview overview, Epoch draining, Movement movement) {
    Region target = answering(overview, draining.activeRegion());
    return movement.make(
        overview,
        target,
        "abort-" + target + "-epoch-" + draining.number(),
        movement.input(overview.stream(), target, "abandon"));
  }

  private static Optional<Run> notYetDraining(Session session, Overview overview) {
    return overview.running().stream()
        .map(Machine.Running::run)
        .filter(run -> PLANNED.contains(run.mode()))
        .filter(run -> hasChangedNothing(session, run))
        .findFirst();
  }

  private static boolean hasChangedNothing(Session session, Run run) {
    List<Visit> visits = session.executions(run.region()).visits(run.arn());
    return visits.stream()
        .map(Visit::state)
        .filter(state -> !QuietStates.contains(state))
        .allMatch(BEFORE_THE_DRAIN::contains);
  }

  /** Should it have begun to drain in this very moment, what it prepared is taken back. */
  private static int stop(Session session, Overview overview, Run run, Movement movement) {
    try {
      session
          .executions(run.region())
          .stop(run.arn(), "Aborted", "before it drained, " + movement.who());
      if (hasChangedNothing(session, run)) {
        return movement.stopped(overview, run);
      }
    } catch (SdkException e) {
      throw new CommandFailed(
          "The execution " + run.name() + " was not stopped: " + Trouble.of(e).text(), e);
    }
    Overview after = session.overview(overview.stream());
    return after
        .epochs()
        .draining()
        .map(draining -> takeBack(after, draining, movement))
        .orElseGet(() -> movement.stopped(after, run));
  }
}
