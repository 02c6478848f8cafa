package io.farshore.command.operate;

import io.farshore.command.CommandFailed;
import io.farshore.command.Connection;
import io.farshore.command.Surroundings;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands that start the state machine have in common. */
abstract class MoveCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Mixin private StreamArgument stream;

  @Mixin private MoveOptions options;

  MoveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public final Integer call() {
    try (Session session = Session.open(connection, surroundings)) {
      StreamName name = session.stream(stream);
      Overview overview = session.registered(name, session.regions());
      Movement movement = new Movement(session, surroundings, options, spec.commandLine().getOut());
      return move(session, overview, movement);
    }
  }

  /** Does what the command is for; gives the exit code. */
  abstract int move(Session session, Overview overview, Movement movement);

  /**
   * The Region itself, when it answers: the execution must run there.
   *
   * @throws CommandFailed when it does not
   */
  static Region answering(Overview overview, Region region) {
    if (overview.isSilent(region)) {
      throw new CommandFailed(
          String.join("; ", overview.silences())
              + ". The execution must run in "
              + region
              + "; nothing was changed. In force is epoch "
              + overview.inForce().orElseThrow().id());
    }
    return region;
  }

  /** Asks, unless {@code --yes} was said. */
  final void confirm(Confirmation confirmation, List<String> about) {
    if (confirmation.isAsked()) {
      new Question(surroundings, spec.commandLine().getOut()).mustBeYes(about);
    }
  }

  /** What stands in the standby now, and what the active Region says. */
  static List<String> facts(Overview overview) {
    List<String> facts = new ArrayList<>();
    Region active = overview.active().orElseThrow();
    facts.add(
        overview.isSilent(active)
            ? active + " does not answer from here."
            : active
                + " answers from here, in epoch "
                + overview.inForce().orElseThrow().number()
                + ".");
    overview.running().stream()
        .map(running -> running.run().mode() + " to " + running.run().region() + " is running.")
        .forEach(facts::add);
    overview
        .standing()
        .flatMap(Standing::exposure)
        .map(
            time ->
                time.isZero()
                    ? "All that producers have reported is in the standby."
                    : Say.length(time) + " of changes are not in the standby yet.")
        .or(() -> Optional.of("How much of the data is in the standby is not known."))
        .ifPresent(facts::add);
    return facts;
  }

  static long epoch(Overview overview) {
    return overview.inForce().orElseThrow().number();
  }
}
