package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import java.util.List;
import java.util.Optional;

/** Publish, list and delete versions. */
final class VersionApi {

  private static final int MOST_LISTED = 1_000;

  private final EventLoop loop;

  VersionApi(EventLoop loop) {
    this.loop = loop;
  }

  ObjectNode publish(Request request, RegionalStates states) {
    StateMachine machine = states.machine(request.text("stateMachineArn"));
    Optional<String> asked = request.optional("revisionId");
    String current = machine.current().id().orElse("INITIAL");
    if (asked.isPresent() && !asked.get().equals(current)) {
      throw StatesErrors.conflict(
          ("Failed to publish the State Machine version for revision %s. The current State Machine"
                  + " revision is %s.")
              .formatted(asked.get(), current));
    }
    Version version = machine.publish(request.optional("description").orElse(""), loop.wallTime());
    return listed(version);
  }

  private static ObjectNode listed(Version version) {
    return Answers.object()
        .put("stateMachineVersionArn", version.arn())
        .put("creationDate", Answers.time(version.createdAt()));
  }

  ObjectNode list(Request request, RegionalStates states) {
    StateMachine machine = states.machine(request.text("stateMachineArn"));
    return request.page(
        "stateMachineVersions",
        List.copyOf(machine.versions().values()),
        MOST_LISTED,
        VersionApi::listed);
  }

  ObjectNode delete(Request request, RegionalStates states) {
    String arn = Arns.require(request.text("stateMachineVersionArn"), "stateMachine");
    StateMachine machine = states.machines().get(Arns.unqualified(arn));
    if (machine != null) {
      List<String> names =
          machine.aliases().values().stream()
              .filter(alias -> alias.routesTo(arn))
              .map(Alias::name)
              .toList();
      if (!names.isEmpty()) {
        throw StatesErrors.conflict(
            "Version to be deleted must not be referenced by an alias. Current list of aliases"
                + " referencing this version: "
                + names);
      }
      machine.versions().values().removeIf(version -> version.arn().equals(arn));
    }
    return Answers.object();
  }
}
