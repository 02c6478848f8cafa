package io.farshore.command.drill;

import io.farshore.command.Arguments;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.command.drill.DrillSettings.Fault;
import io.farshore.command.drill.DrillSettings.Mode;
import io.farshore.command.drill.DrillSettings.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore drill}: a Regional failover, end to end, on this machine. */
@Command(
    name = "drill",
    description = {
      "Runs a Regional failover, end to end, on this machine.",
      "Two AWS Regions in one JVM run Farshore's own template, state machine and handlers. A change"
          + " log is written to us-east-1, replicated to us-east-2, something goes wrong, and the"
          + " result is judged by what is in the streams."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
public final class DrillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "change log: JSON lines with key and commitTimestamp, in commit order")
  private Path input;

  @Option(
      names = "--changes",
      paramLabel = "N",
      description = "how many changes to generate, without --input",
      defaultValue = "3000")
  private int changes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of all that is random",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "changes a second that the log commits",
      defaultValue = "250")
  private double rate;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "open shards of the stream, 1 to 64",
      defaultValue = "2")
  private int shards;

  @Option(
      names = "--fault",
      description =
          "what goes wrong: ${COMPLETION-CANDIDATES} (default: region-loss for a failover, none for"
              + " a switchover)",
      converter = FaultByName.class,
      completionCandidates = FaultNames.class,
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private Fault fault;

  @Option(
      names = "--at",
      paramLabel = "WHEN",
      description = "when: percent of the log (50%%) or seconds (12s)",
      defaultValue = "50%")
  private String at;

  @Option(
      names = "--mode",
      description = "what the state machine is asked for: ${COMPLETION-CANDIDATES}",
      defaultValue = "failover")
  private Mode mode;

  @Option(
      names = "--trigger",
      description =
          "who starts the state machine: ${COMPLETION-CANDIDATES} (default: alarm for a failover,"
              + " manual for a switchover)",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private Trigger trigger;

  @Option(
      names = "--rtt",
      paramLabel = "MS",
      description = "round trip between the Regions in milliseconds",
      defaultValue = "12")
  private int roundTripMillis;

  @Option(names = "--json", paramLabel = "FILE", description = "write the result as JSON")
  private Path json;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "write the evidence and a page about it; \"verify DIR\" judges it again")
  private Path report;

  @Option(names = "--failback", description = "afterwards heal, and switch back")
  private boolean failback;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "of the endpoint on 127.0.0.1; 0 takes a free one",
      defaultValue = "4566")
  private int port;

  @Option(
      names = "--late-request-window",
      paramLabel = "SECONDS",
      description =
          "how long late requests of producers are waited for before a Region that was left is"
              + " active again; 300 on AWS",
      defaultValue = "5")
  private int lateRequestWindowSeconds;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "of the Regional stacks, in place of Farshore's template.yaml")
  private Path template;

  @Override
  public Integer call() {
    DrillSettings settings = settings();
    LiveView view =
        LiveView.to(spec.commandLine().getOut(), Boolean.getBoolean("farshore.terminal"));
    Path home = Surroundings.home();
    return new Drill(settings, view, home).run() ? Farshore.OK : Farshore.NOT_HELD;
  }

  private DrillSettings settings() {
    Arguments.between("--changes", changes, 10, 1_000_000);
    Arguments.between("--rate", rate, 1, 5_000);
    Arguments.between("--shards", shards, 1, 64);
    Arguments.between("--rtt", roundTripMillis, 0, 1_000);
    Arguments.between("--port", port, 0, 65_535);
    Arguments.between("--late-request-window", lateRequestWindowSeconds, 0, 300);
    Trigger starts =
        trigger != null ? trigger : mode == Mode.SWITCHOVER ? Trigger.MANUAL : Trigger.ALARM;
    if (mode == Mode.SWITCHOVER && starts == Trigger.ALARM) {
      throw new UnusableInput("A switchover is planned: use --trigger manual");
    }
    Fault breaks = fault != null ? fault : mode == Mode.SWITCHOVER ? Fault.NONE : Fault.REGION_LOSS;
    if (mode == Mode.SWITCHOVER && breaks == Fault.REGION_LOSS) {
      throw new UnusableInput(
          "A switchover needs both Regions: use --fault none, or --mode failover");
    }
    if (breaks == Fault.NONE && starts == Trigger.ALARM) {
      throw new UnusableInput(
          "With --fault none no alarm fires: use --trigger manual, or --mode switchover");
    }
    return new DrillSettings(
        Optional.ofNullable(input),
        changes,
        seed,
        rate,
        shards,
        breaks,
        Moment.parse(at),
        mode,
        starts,
        Duration.ofMillis(roundTripMillis),
        Optional.ofNullable(json),
        Optional.ofNullable(report),
        failback,
        port,
        Duration.ofSeconds(lateRequestWindowSeconds),
        Optional.ofNullable(template));
  }

  private static final class FaultByName implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String name) {
      return Stream.of(Fault.values())
          .filter(fault -> fault.toString().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new picocli.CommandLine.TypeConversionException(
                      "\"" + name + "\" is no fault; use region-loss, partition or none"));
    }
  }

  private static final class FaultNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("region-loss", "partition", "none").iterator();
    }
  }
}
