package io.farshore.lab.stepfunctions;

import io.farshore.core.time.EventLoop;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.ExecutionRun;
import io.farshore.lab.stepfunctions.execution.MapRuns;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Starts the map runs of one Region, and their executions. */
final class MapRunStarter implements MapRuns {

  /** How long an express workflow may take. */
  private static final Duration EXPRESS = Duration.ofMinutes(5);

  private final EventLoop loop;
  private final Supplier<String> names;
  private final RegionalStates states;
  private final Function<RegionalStates, ExecutionRun.Environment> environments;

  MapRunStarter(
      EventLoop loop,
      Supplier<String> names,
      RegionalStates states,
      Function<RegionalStates, ExecutionRun.Environment> environments) {
    this.loop = loop;
    this.names = names;
    this.states = states;
    this.environments = environments;
  }

  @Override
  public Run begin(Plan plan, ExecutionIdentity parent, Consumer<End> onEnd) {
    String label = plan.label().orElseGet(() -> label(parent.stateMachineArn(), plan.stateName()));
    String machine = Arns.labelled(parent.stateMachineArn(), label);
    MapRun run =
        new MapRun(
            new MapRun.Identity(
                Arns.mapRun(machine, names.get()), label, parent, machine, loop.wallTime()),
            plan,
            this::execution,
            loop::wallTime,
            onEnd);
    states.mapRuns().put(run.arn(), run);
    return run;
  }

  /** The same for each run of the same Map, as a label is. */
  private static String label(String machineArn, String stateName) {
    String named = machineArn + "/" + stateName;
    return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Execution execution(MapRun run, Child child, Consumer<Execution> onEnd) {
    Execution.Start start = start(run, child);
    Execution execution =
        new Execution(
            environments.apply(states),
            start,
            ExecutionLog.none(),
            (ended, when) -> onEnd.accept(ended));
    if (start.type() == MachineType.STANDARD) {
      states.executions().put(start.identity().executionArn(), execution);
    }
    return execution;
  }

  private Execution.Start start(MapRun run, Child child) {
    ExecutionIdentity parent = run.identity().parent();
    String machine = run.identity().stateMachineArn();
    String name = names.get();
    boolean express = run.plan().express();
    ExecutionIdentity identity =
        new ExecutionIdentity(
            express
                ? Arns.expressExecution(machine, name, names.get())
                : Arns.execution(machine, name),
            name,
            machine,
            parent.stateMachineName() + "/" + run.identity().label(),
            parent.roleArn(),
            parent.region(),
            loop.wallTime(),
            child.input());
    Revision whole = states.executions().get(parent.executionArn()).revision();
    Optional<Duration> limit = express ? Optional.of(EXPRESS) : Optional.empty();
    Revision revision =
        new Revision(
            whole.id(),
            whole.roleArn(),
            whole.source(),
            new StateMachineDefinition(run.plan().processor(), limit),
            whole.settings(),
            whole.at());
    return new Execution.Start(
        identity,
        child.input().toString(),
        express ? MachineType.EXPRESS : MachineType.STANDARD,
        revision,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new MapRunMember(run.arn(), run.identity().label(), child.items())));
  }
}
