package io.farshore.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.simulator.Coverage;
import io.farshore.simulator.Cut;
import io.farshore.simulator.Fault;
import io.farshore.simulator.RunResult;
import io.farshore.simulator.Sabotage;
import io.farshore.simulator.Seeds;
import io.farshore.simulator.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
  private static final long SABOTAGE_SEEDS = 1_000;

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
      description = "which faults may happen; without it, or for \"all\", all of them")
  private String[] faults;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "heal a run after so many events, and demand that it comes to rest")
  private long events = Long.MAX_VALUE;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "how many threads; the results are the same",
      defaultValue = "1")
  private int jobs;

  @Option(
      names = "--replay",
      paramLabel = "SEED",
      description = "show the timeline of this seed alone")
  private Long replay;

  @Option(
      names = "--drop",
      paramLabel = "N",
      split = ",",
      description = "with --replay: happenings to leave out, by number, 12 or 3-9")
  private String[] drop = {};

  @Option(
      names = "--without",
      paramLabel = "NAME",
      split = ",",
      description = "with --replay: faults to leave out of the schedule that the seed has")
  private String[] without = {};

  @Option(
      names = "--strikes",
      paramLabel = "N",
      description = "with --replay: no fault of a call or a function after so many")
  private long strikes = Long.MAX_VALUE;

  @Option(
      names = "--shrink",
      paramLabel = "N",
      description = "how many runs to spend on a shorter schedule of the first seed that fails",
      defaultValue = "250")
  private int shrink;

  @Option(
      names = "--sabotage",
      paramLabel = "NAME",
      description = "a version of the protocol that is known to be wrong; stops where it is caught")
  private String sabotage;

  @Option(
      names = "--table",
      description = "run every sabotage, and print the table of which seed catches it")
  private boolean table;

  @Option(names = "--json", paramLabel = "FILE", description = "write the counts there")
  private Path json;

  private long run;
  private long failed;
  private long failovers;
  private double seconds;

  @Override
  public Integer call() throws Exception {
    Arguments.atLeast("--jobs", jobs, 1);
    Arguments.atLeast("--events", events, 1);
    Arguments.atLeast("--strikes", strikes, 0);
    Arguments.atLeast("--shrink", shrink, 0);
    Coverage coverage = new Coverage(stateMachine());
    Instant started = Clock.systemUTC().instant();
    if (table) {
      printTable();
      return Farshore.OK;
    }
    if (replay != null) {
      Cut cut = new Cut(named("--without", without), Numbers.of(drop), strikes);
      RunResult result = simulation(wrong()).run(replay, true, cut);
      result.timeline().forEach(out()::println);
      count(result, coverage, false);
    } else {
      range(coverage);
    }
    seconds = Duration.between(started, Clock.systemUTC().instant()).toMillis() / 1000.0;
    out().printf("%d seeds, %d failed, %d failovers, %.1f s%n", run, failed, failovers, seconds);
    out().flush();
    if (json != null) {
      Files.writeString(json, summary(coverage).toPrettyString() + "\n");
    }
    return failed == 0 ? Farshore.OK : Farshore.NOT_HELD;
  }

  private Path stateMachine() {
    return Surroundings.home().resolve("statemachines/failover.asl.json");
  }

  private Simulation simulation(Sabotage wrong) throws IOException {
    return new Simulation(stateMachine(), faults(), wrong, events);
  }

  private void range(Coverage coverage) throws Exception {
    Matcher range = RANGE.matcher(seeds);
    if (!range.matches()) {
      throw new UnusableInput("--seeds is \"" + seeds + "\"; write it as 1..500");
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (last < first) {
      throw new UnusableInput("--seeds " + seeds + " has none; write it as " + last + ".." + first);
    }
    Sabotage wrong = wrong();
    new Seeds(() -> simulation(wrong), jobs)
        .run(
            first,
            last,
            result -> {
              count(result, coverage, true);
              return result.passed() || wrong == Sabotage.NONE;
            });
  }

  private void count(RunResult result, Coverage coverage, boolean explain) {
    run++;
    failovers += Math.max(0, result.failovers());
    coverage.add(result);
    if (result.passed()) {
      return;
    }
    failed++;
    FailureReport report = new FailureReport(out(), options());
    report.letter(result);
    if (failed == 1 && explain) {
      report.rates(result);
      if (shrink > 0) {
        try {
          report.shrunk(simulation(wrong()), result, shrink);
        } catch (IOException e) {
          throw new UnusableInput(stateMachine() + " can't be read: " + e.getMessage());
        }
      }
    }
    out().flush();
  }

  /** What a replay needs besides the seed. */
  private String options() {
    return (faults == null ? "" : " --faults " + String.join(",", faults))
        + (events == Long.MAX_VALUE ? "" : " --events " + events)
        + (sabotage == null ? "" : " --sabotage " + sabotage);
  }

  private void printTable() throws Exception {
    out().println("| sabotage | seeds | letter |");
    out().println("|---|---|---|");
    for (Sabotage each : Sabotage.values()) {
      if (each != Sabotage.NONE) {
        out().println("| `" + each.label() + "` | " + caught(each) + " |");
        out().flush();
      }
    }
  }

  private String caught(Sabotage each) throws Exception {
    if (each.proof().isPresent()) {
      return "none | [why](" + each.proof().get().replace("docs/", "") + ")";
    }
    String[] found = {"more than " + SABOTAGE_SEEDS + " | none"};
    new Seeds(() -> simulation(each), jobs)
        .run(
            1,
            SABOTAGE_SEEDS,
            result -> {
              result.letter().ifPresent(letter -> found[0] = result.seed() + " | " + letter);
              return result.passed();
            });
    return found[0];
  }

  private ObjectNode summary(Coverage coverage) {
    ObjectNode summary = new ObjectMapper().createObjectNode();
    summary.put("seeds", run).put("failed", failed).put("failovers", failovers);
    ObjectNode counts = summary.putObject("faults");
    coverage.faults().forEach((fault, count) -> counts.put(fault.label(), count));
    summary.put("seconds", seconds);
    ObjectNode branches = summary.putObject("coverage");
    coverage.reached().forEach(branches::put);
    coverage.unreached().forEach(summary.putArray("unreached")::add);
    return summary;
  }

  private Set<Fault> faults() {
    if (faults == null || List.of(faults).contains("all")) {
      return Fault.all();
    }
    return named("--faults", faults);
  }

  private static Set<Fault> named(String option, String[] names) {
    Set<Fault> chosen = EnumSet.noneOf(Fault.class);
    for (String name : names) {
      chosen.add(
          Arrays.stream(Fault.values())
              .filter(fault -> fault.label().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(option, name, labels(Fault.values()))));
    }
    return chosen;
  }

  private Sabotage wrong() {
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
