package io.farshore.command.operate;

import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.stream.Region;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code farshore abort}: takes back a switchover that is draining. */
@Command(
    name = "abort",
    description = {
      "Takes back a switchover, or a resync, that is draining: producers go on where they were.",
      "After the drain there is no way back, only forward; then it says so."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class AbortCommand extends MoveCommand {

  AbortCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Optional<Epoch> draining = overview.epochs().draining();
    if (draining.isEmpty()) {
      throw new UnusableInput(
          "Nothing to abort: no switchover of "
              + overview.stream()
              + " is draining. In force is epoch "
              + overview.inForce().orElseThrow().id()
              + ", "
              + overview.inForce().orElseThrow().phase());
    }
    Region target = answering(overview, draining.get().activeRegion());
    return movement.make(
        overview,
        target,
        "abort-" + target + "-epoch-" + draining.get().number(),
        movement.input(overview.stream(), target, "abandon"));
  }
}
