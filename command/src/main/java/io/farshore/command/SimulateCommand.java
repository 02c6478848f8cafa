package io.farshore.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.simulator.Fault;
import io.farshore.simulator.RunResult;
import io.farshore.simulator.Sabotage;
import io.farshore.simulator.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore simulate}: random schedules of faults on a virtual clock, by seed. */
@Command(
    name = "simulate",
    description = {
      "Simulates producers, copying and failovers under faults, a schedule a seed.",
      "Needs no network, and no time: a virtual clock. docs/simulator.md says what is real."
    },
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description = "which seeds",
      defaultValue = "1..500")
  private String seeds;

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      split = ",",
      description = "which faults may happen; without it, all but late-from-producer")
  private String[] faults;

  @Option(
      names = "--replay",
      paramLabel = "SEED",
      description = "show the timeline of this seed alone")
  private Long replay;

  @Option(
      names = "--sabotage",
      paramLabel = "NAME",
      description = "a version of the protocol that is known to be wrong; stops where it is caught")
  private String sabotage;

  @Option(names = "--json", paramLabel = "FILE", description = "write the counts there")
  private Path json;

  private final Map<Fault, Long> faultCounts = new EnumMap<>(Fault.class);
  private final Map<String, Long> reached = new TreeMap<>();
  private long run;
  private long failed;
  private long failovers;

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("farshore.home", "."));
    Sabotage wrong = sabotage();
    Simulation simulation =
        new Simulation(home.resolve("statemachines/failover.asl.json"), faults(), wrong);
    Instant started = Clock.systemUTC().instant();
    if (replay != null) {
      RunResult result = simulation.run(replay, true);
      result.timeline().forEach(out()::println);
      count(result);
    } else {
      range(simulation, wrong);
    }
    Duration took = Duration.between(started, Clock.systemUTC().instant());
    double seconds = took.toMillis() / 1000.0;
    out().printf("%d seeds, %d failed, %d failovers, %.1f s%n", run, failed, failovers, seconds);
    out().flush();
    if (json != null) {
      Files.writeString(json, summary(seconds).toPrettyString() + "\n");
    }
    return failed == 0 ? Farshore.OK : Farshore.NOT_HELD;
  }

  private void range(Simulation simulation, Sabotage wrong) {
    Matcher range = RANGE.matcher(seeds);
    if (!range.matches()) {
      throw new UnusableInput("--seeds is \"" + seeds + "\"; write it as 1..500");
    }
    long last = Long.parseLong(range.group(2));
    for (long seed = Long.parseLong(range.group(1)); seed <= last; seed++) {
      RunResult result = simulation.run(seed, false);
      count(result);
      if (!result.passed() && wrong != Sabotage.NONE) {
        return;
      }
    }
  }

  private void count(RunResult result) {
    run++;
    failovers += Math.max(0, result.failovers());
    result.faults().forEach((fault, count) -> faultCounts.merge(fault, count, Long::sum));
    result.reached().forEach((branch, count) -> reached.merge(branch, count, Long::sum));
    if (result.passed()) {
      return;
    }
    failed++;
    out()
        .printf(
            "seed %d: %s does not hold: %s%n",
            result.seed(), result.letter().orElseThrow(), result.message().orElseThrow());
    if (failed == 1) {
      out()
          .println(
              "  rates: "
                  + result.rates().entrySet().stream()
                      .filter(rate -> rate.getValue() > 0 && rate.getKey() != Fault.DELIVERED)
                      .map(rate -> "%s %.3f".formatted(rate.getKey().label(), rate.getValue()))
                      .collect(Collectors.joining(", ")));
      out()
          .println(
              "  its timeline: ./farshore simulate --replay "
                  + result.seed()
                  + (faults == null ? "" : " --faults " + String.join(",", faults))
                  + (sabotage == null ? "" : " --sabotage " + sabotage));
    }
  }

  private ObjectNode summary(double seconds) {
    ObjectNode summary = new ObjectMapper().createObjectNode();
    summary.put("seeds", run).put("failed", failed).put("failovers", failovers);
    ObjectNode counts = summary.putObject("faults");
    faultCounts.forEach((fault, count) -> counts.put(fault.label(), count));
    summary.put("seconds", seconds);
    ObjectNode coverage = summary.putObject("coverage");
    reached.forEach(coverage::put);
    return summary;
  }

  private Set<Fault> faults() {
    if (faults == null) {
      return Fault.all();
    }
    Set<Fault> chosen = EnumSet.noneOf(Fault.class);
    for (String name : faults) {
      chosen.add(
          Arrays.stream(Fault.values())
              .filter(fault -> fault.label().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown("--faults", name, labels(Fault.values()))));
    }
    return chosen;
  }

  private Sabotage sabotage() {
    if (sabotage == null) {
      return Sabotage.NONE;
    }
    return Arrays.stream(Sabotage.values())
        .filter(known -> known.label().equals(sabotage))
        .findFirst()
        .orElseThrow(() -> unknown("--sabotage", sabotage, labels(Sabotage.values())));
  }

  private static UnusableInput unknown(String option, String name, String known) {
    return new UnusableInput(option + ": \"" + name + "\" is not known; use " + known);
  }

  private static String labels(Object[] values) {
    return Arrays.stream(values)
        .map(value -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
