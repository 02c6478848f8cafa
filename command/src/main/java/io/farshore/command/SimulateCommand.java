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
import java.util.ArrayList;
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

  /** Of so many failing seeds all is told; of the others what failed, and how to see it. */
  private static final int EXPLAINED = 3;

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
      description =
          "how many runs to spend on a shorter schedule of a seed that fails; of the first three",
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
  private long threw;
  private long failovers;
  private double seconds;

  @Override
  public Integer call() throws Exception {
    Arguments.atLeast("--jobs", jobs, 1);
    Arguments.atLeast("--events", events, 1);
    Arguments.atLeast("--strikes", strikes, 0);
    Arguments.atLeast("--shrink", shrink, 0);
    checkTogether();
    faults();
    wrong();
    if (json != null) {
      Arguments.writable("--json", json);
    }
    if (table) {
      SabotageTable sabotages = new SabotageTable(out(), this::simulation, jobs);
      return sabotages.print() ? Farshore.OK : Farshore.NOT_HELD;
    }
    Coverage coverage = new Coverage(stateMachine());
    Instant started = Clock.systemUTC().instant();
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
    sayWhatBecameOf(wrong());
    out().flush();
    if (json != null) {
      Files.writeString(json, summary(coverage).toPrettyString() + "\n");
    }
    return failed == 0 ? Farshore.OK : Farshore.NOT_HELD;
  }

  /** What one of them would silently leave aside. */
  private void checkTogether() {
    if (table) {
      refuse("--table", "runs every sabotage from seed 1 on", "--seeds", "--replay", "--json");
      refuse("--table", "runs every sabotage from seed 1 on", "--sabotage", "--shrink");
    }
    if (given("--replay")) {
      refuse("--replay", "plays one seed", "--seeds", "--jobs", "--shrink");
      return;
    }
    for (String option : List.of("--drop", "--without", "--strikes")) {
      if (given(option)) {
        throw new UnusableInput(
            option + " is of no use without --replay; add --replay SEED, or leave it out");
      }
    }
  }

  private void refuse(String option, String does, String... others) {
    for (String other : others) {
      if (given(other)) {
        throw new UnusableInput(
            "%s %s and takes no %s; leave one of the two out".formatted(option, does, other));
      }
    }
  }

  private boolean given(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Nobody should take "0 failed" of a wrong version for a proof that it is right. */
  private void sayWhatBecameOf(Sabotage wrong) {
    if (wrong.proof().isPresent()) {
      out()
          .printf(
              failed == 0
                  ? "%s breaks nothing, since the rest of the protocol covers it: %s%n"
                  : "%s was taken for covered by the rest of the protocol; wrong, then, is %s%n",
              wrong.label(),
              wrong.proof().get());
    } else if (wrong != Sabotage.NONE && failed == 0) {
      out().printf("%s was not caught by these seeds; try more of them%n", wrong.label());
    }
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
    threw += result.threw().isPresent() ? 1 : 0;
    FailureReport report = new FailureReport(out(), options());
    report.outcome(result);
    if (failed <= EXPLAINED) {
      report.stack(result);
    }
    if (failed <= EXPLAINED && explain) {
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

  private ObjectNode summary(Coverage coverage) {
    ObjectNode summary = new ObjectMapper().createObjectNode();
    summary.put("seeds", run).put("failed", failed).put("threw", threw).put("failovers", failovers);
    ObjectNode counts = summary.putObject("faults");
    coverage.faults().forEach((fault, count) -> counts.put(fault.label(), count));
    summary.put("seconds", seconds);
    ObjectNode branches = summary.putObject("coverage");
    coverage.reached().forEach(branches::put);
    coverage.unreached().forEach(summary.putArray("unreached")::add);
    return summary;
  }

  private Set<Fault> faults() {
    if (faults == null) {
      return Fault.all();
    }
    List<String> names = new ArrayList<>(List.of(faults));
    boolean all = names.removeIf("all"::equals);
    Set<Fault> chosen = named("--faults", names.toArray(String[]::new));
    return all ? Fault.all() : chosen;
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
    List<Sabotage> known = Sabotage.wrong();
    return known.stream()
        .filter(each -> each.label().equals(sabotage))
        .findFirst()
        .orElseThrow(() -> unknown("--sabotage", sabotage, labels(known.toArray())));
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
