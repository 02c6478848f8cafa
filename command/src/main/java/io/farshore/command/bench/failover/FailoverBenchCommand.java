package io.farshore.command.bench.failover;

import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.command.bench.results.KeepOption;
import io.farshore.command.drill.RegionLoss;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore bench failover}: how long it takes to recover from a region loss. */
@Command(
    name = "failover",
    description = {
      "Measures how long it takes to recover from the loss of a Region.",
      "Each loss is a drill in a lab of its own, judged like any drill. Shown are the parts of the"
          + " recovery and how far they spread. A loss takes about half a minute; a first one,"
          + " while the JVM is cold, does not count."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
public final class FailoverBenchCommand implements Callable<Integer> {

  /**
   * The losses are spread over the alarm's period, so that none of them falls into step with it.
   */
  private static final double FIRST_AT = 7;

  private static final double SPREAD_OVER = 5;
  private static final double GOLDEN = 0.618034;

  @Spec private CommandSpec spec;

  @Option(
      names = "--losses",
      paramLabel = "N",
      description = "how many for each trigger and number of shards",
      defaultValue = "20")
  private int losses;

  @Option(
      names = "--trigger",
      split = ",",
      paramLabel = "WHO",
      description = "who starts the state machine: alarm, hand",
      defaultValue = "alarm,hand")
  private List<Trigger> triggers;

  @Option(
      names = "--shards",
      split = ",",
      paramLabel = "N",
      description = "open shards in each Region, 1 to 64",
      defaultValue = "4")
  private List<Integer> shards;

  @Option(
      names = "--rtt",
      paramLabel = "MS",
      description = "round trip between the Regions in milliseconds",
      defaultValue = "12")
  private int roundTripMillis;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "changes a second that the log commits",
      defaultValue = "100")
  private double rate;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "labs that run side by side; most of a failover is waiting",
      defaultValue = "1")
  private int parallel;

  @Mixin private KeepOption kept;

  /** Who starts the state machine. */
  enum Trigger {
    ALARM,
    HAND
  }

  @Override
  public Integer call() throws IOException {
    check();
    Path home = Surroundings.home();
    List<Loss> done = new ArrayList<>();
    ExecutorService labs = Executors.newFixedThreadPool(parallel);
    try {
      warmUp(home);
      List<Future<Loss>> running = new ArrayList<>();
      for (int of : shards) {
        for (Trigger trigger : triggers) {
          for (int i = 0; i < losses; i++) {
            RegionLoss loss = loss(trigger, of, i);
            running.add(labs.submit(() -> play(loss, home)));
          }
        }
      }
      for (Future<Loss> each : running) {
        done.add(each.get());
        keep(done, home);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Farshore.ERROR;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      labs.shutdownNow();
    }
    return done.stream().allMatch(Loss::recovered) ? Farshore.OK : Farshore.NOT_HELD;
  }

  /** A loss that does not count: in a JVM that has just started everything is slow. */
  private void warmUp(Path home) {
    loss(Trigger.HAND, shards.get(0), 0).play(home);
    spec.commandLine().getOut().println("warm; losses from here on count");
    spec.commandLine().getOut().flush();
  }

  private void check() {
    if (losses < 1 || parallel < 1 || rate < 1 || roundTripMillis < 0) {
      throw new UnusableInput("--losses, --parallel and --rate are 1 or more, --rtt 0 or more");
    }
    if (shards.stream().anyMatch(count -> count < 1 || count > 64)) {
      throw new UnusableInput("--shards are 1 to 64");
    }
  }

  private RegionLoss loss(Trigger trigger, int of, int i) {
    double at = FIRST_AT + SPREAD_OVER * (i * GOLDEN % 1);
    return new RegionLoss(
        trigger == Trigger.HAND, of, Duration.ofMillis(roundTripMillis), at, rate, i + 1L);
  }

  private Loss play(RegionLoss asked, Path home) {
    Loss loss = new Loss(new Loss.Series(asked.byHand(), asked.shards()), asked, asked.play(home));
    PrintWriter out = spec.commandLine().getOut();
    StringBuilder line =
        new StringBuilder("%-8s %2d shards".formatted(loss.series().trigger(), asked.shards()));
    for (String part : Loss.PARTS) {
      line.append("  ").append(part).append(' ').append(cell(loss, part));
    }
    line.append("  recovered ").append(cell(loss, Loss.RECOVERED));
    line.append("  exposure ").append(cell(loss, Loss.EXPOSURE));
    synchronized (this) {
      out.println(line.append(loss.recovered() ? "" : "  NOT RECOVERED"));
      out.flush();
    }
    return loss;
  }

  private static String cell(Loss loss, String figure) {
    return Spread.cell(loss.seconds(figure).orElse(Double.NaN));
  }

  /** After each loss: half an hour is long enough to be cut short. */
  private void keep(List<Loss> done, Path home) throws IOException {
    kept.keep(home, new FailoverSection(done, Duration.ofMillis(roundTripMillis))::section);
  }
}
