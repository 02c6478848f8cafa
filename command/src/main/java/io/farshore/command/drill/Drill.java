package io.farshore.command.drill;

import io.farshore.command.UnusableInput;
import io.farshore.command.drill.DrillSettings.Fault;
import io.farshore.command.drill.DrillSettings.Mode;
import io.farshore.command.drill.DrillSettings.Trigger;
import io.farshore.verifier.report.DrillReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A drill: a change log is written to us-east-1 and copied to us-east-2, something goes wrong, the
 * state machine does its work, and the verifier judges what is left in the streams.
 *
 * <p>Runs once, on the calling thread.
 */
public final class Drill {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration MOST_OF_AN_EXECUTION = Duration.ofSeconds(150);
  private static final Duration MOST_TO_CATCH_UP = Duration.ofSeconds(90);
  private static final Duration MOST_WITHOUT_PROGRESS = Duration.ofSeconds(45);

  /** What is kept back so that there are changes to write after the switch back. */
  private static final double KEPT_FOR_THE_WAY_BACK = 0.15;

  private final DrillSettings settings;
  private final LiveView view;
  private final Path home;
  private final Patience patience = new Patience(LOOK, System::nanoTime);

  /**
   * A drill that has not begun.
   *
   * @param home the folder of the templates and the functions' jar
   */
  Drill(DrillSettings settings, LiveView view, Path home) {
    this.settings = settings;
    this.view = view;
    this.home = home;
  }

  /**
   * Runs it.
   *
   * @return whether every guarantee held
   * @throws UnusableInput before anything was started, when it can't be run as it is asked for
   */
  boolean run() {
    Targets.check(settings.json(), settings.report());
    try (ChangeFile changes = ChangeFile.of(settings)) {
      view.say("Starting two Regions and deploying Farshore in them ...");
      try (DrillLab lab = DrillLab.start(settings, home)) {
        return new Run(changes, lab).play();
      }
    }
  }

  /** One run, with everything that lives as long as it. */
  private final class Run {
    private final ChangeFile changes;
    private final DrillLab lab;
    private final Timeline timeline = new Timeline(Clock.systemUTC(), view);
    private final CommitPace pace = new CommitPace(settings.rate(), System::nanoTime);
    private final Streams streams;
    private final Executions executions;
    private final DrillEvidence evidence;
    private DrillProducer producer;
    private Sampler sampler;

    private Run(ChangeFile changes, DrillLab lab) {
      this.changes = changes;
      this.lab = lab;
      this.streams = new Streams(lab, Clock.systemUTC(), changes.lines());
      this.executions = new Executions(lab, timeline);
      this.evidence = new DrillEvidence(settings, changes, lab, streams, executions, timeline);
    }

    private boolean play() {
      view.say("The endpoint is " + lab.endpoint() + " (AWS SDKs and the AWS CLI reach it).");
      try (StateFile state = StateFile.temporary();
          DrillProducer writing =
              new DrillProducer(
                  lab,
                  DrillProducer.ID,
                  changes.file(),
                  pace,
                  state.path(),
                  settings.seed(),
                  new Told(timeline, "producer"))) {
        producer = writing;
        sampler = new Sampler(lab, streams, executions, pace, writing, changes.changes());
        producer.register();
        timeline.say(DrillLab.FIRST, "stream " + DrillLab.STREAM + " registered, epoch 1");
        producer.start();
        await(
            "the producer's first report",
            () -> lab.hasReport(DrillLab.SECOND, DrillProducer.ID),
            MOST_TO_CATCH_UP);
        pace.commitUpTo(limit());
        timeline.say("the change log begins: " + changes.changes() + " changes");
        String active = goThroughIt();
        finish(active);
      }
      return conclude();
    }

    private long limit() {
      int all = changes.changes();
      return settings.failback() ? Math.round(all * (1 - KEPT_FOR_THE_WAY_BACK)) : all;
    }

    /**
     * Returns the Region that is active then. A switchover is asked for once the lag can be told:
     * before it would be refused.
     */
    private String goThroughIt() {
      int at = settings.at().committedBy((int) limit(), settings.rate());
      awaitWhile(pace, "the fault", () -> pace.getAsLong() >= at);
      sample();
      if (settings.mode() == Mode.SWITCHOVER) {
        await(
            "the first heartbeats in " + DrillLab.SECOND,
            () -> lab.copiesHeartbeats(DrillLab.FIRST, DrillProducer.ID, settings.shards()),
            MOST_TO_CATCH_UP);
      }
      breakIt();
      Instant asked = start();
      String active = awaitEnd(DrillLab.SECOND, asked) ? DrillLab.SECOND : DrillLab.FIRST;
      if (settings.fault() == Fault.PARTITION) {
        lab.heal();
        evidence.healed(timeline.say("the link between the Regions is back"));
      }
      return settings.failback() ? goBack(active) : active;
    }

    private void breakIt() {
      switch (settings.fault()) {
        case REGION_LOSS -> {
          lab.lose(DrillLab.FIRST);
          evidence.broken(
              "region-loss", timeline.say(DrillLab.FIRST, "LOST: nothing in it answers"));
        }
        case PARTITION -> {
          lab.cut();
          evidence.broken(
              "partition", timeline.say("the Regions are cut off from each other; both live"));
        }
        case NONE -> {}
      }
    }

    private Instant start() {
      Instant asked = timeline.now();
      if (settings.trigger() == Trigger.MANUAL) {
        lab.startByHand(DrillLab.SECOND, settings.mode().toString(), "drill");
        timeline.say(DrillLab.SECOND, "asked for a " + settings.mode() + " by hand");
      }
      return asked;
    }

    /** Whether the Region is active now. */
    private boolean awaitEnd(String region, Instant since) {
      await(
          "the state machine in " + region,
          () -> {
            executions.follow(region);
            return executions.in(region).stream()
                    .anyMatch(execution -> !execution.startDate().isBefore(since))
                && executions.in(region).stream().allMatch(execution -> execution.terminal());
          },
          MOST_OF_AN_EXECUTION);
      evidence.told(region, since);
      return executions
          .telling(region, since)
          .map(Executions::outcome)
          .filter(outcome -> outcome.matches("Activated|SwitchedOver|ActivatedWithoutProducers"))
          .isPresent();
    }

    private String goBack(String active) {
      if (active.equals(DrillLab.FIRST)) {
        return active;
      }
      if (settings.fault() == Fault.REGION_LOSS) {
        lab.heal();
        evidence.healed(timeline.say(DrillLab.FIRST, "is back, with its old state"));
      }
      await(
          "us-east-1 to catch up",
          () ->
              producer.status().isDone() || streams.missing(active, DrillLab.FIRST).changes() == 0,
          MOST_TO_CATCH_UP);
      Instant asked = timeline.now();
      lab.startByHand(DrillLab.FIRST, Mode.SWITCHOVER.toString(), "drill: back home");
      timeline.say(DrillLab.FIRST, "asked for a switchover by hand");
      pace.commitUpTo(changes.changes());
      return awaitEnd(DrillLab.FIRST, asked) ? DrillLab.FIRST : active;
    }

    private void finish(String active) {
      pace.commitUpTo(changes.changes());
      awaitWhile(
          () -> producer.status().acknowledged(),
          "the rest of the change log",
          () -> producer.status().isDone());
      await("all changes in " + active, () -> streams.holdsAll(active), MOST_TO_CATCH_UP);
      String standby = DrillLab.peerOf(active);
      if (!lab.isLost(standby)) {
        evidence.mustHoldAll(standby);
        if (await("the standby to catch up", () -> streams.holdsAll(standby), MOST_TO_CATCH_UP)) {
          timeline.say(standby, "holds every change, too");
        }
      }
      producer.stop(Duration.ofSeconds(10));
      if (!lab.isLost(standby)) {
        evidence.mustBeAtRest();
        await("the checkpoints to say so", evidence::isAtRest, MOST_TO_CATCH_UP);
      }
      executions.follow(DrillLab.FIRST);
      executions.follow(DrillLab.SECOND);
      timeline.say("the change log is written");
    }

    private boolean conclude() {
      DrillReport report = DrillReport.of(evidence.take(sampler.samples()));
      Summary.of(report).lines().forEach(view::say);
      settings.json().ifPresent(file -> write(file, report.figuresJson()));
      settings
          .report()
          .ifPresent(
              folder -> {
                report.write(folder);
                view.say("");
                view.say("The evidence is in " + folder + "; open " + folder + "/report.html");
              });
      return report.verdict().passed();
    }

    private void write(Path file, String json) {
      try {
        Files.writeString(file, json.endsWith("\n") ? json : json + "\n");
      } catch (IOException e) {
        throw new UnusableInput("--json " + file + " can't be written: " + e.getMessage(), e);
      }
    }

    /** Goes on waiting for as long as {@code progress} moves, at least every so often. */
    private void awaitWhile(LongSupplier progress, String what, BooleanSupplier condition) {
      long before = -1;
      while (!condition.getAsBoolean() && before != progress.getAsLong()) {
        before = progress.getAsLong();
        patience.until(
            () -> {
              sample();
              return condition.getAsBoolean();
            },
            MOST_WITHOUT_PROGRESS);
      }
      held(condition.getAsBoolean(), what, MOST_WITHOUT_PROGRESS);
    }

    private boolean await(String what, BooleanSupplier condition, Duration limit) {
      return held(
          patience.until(
              () -> {
                sample();
                return condition.getAsBoolean();
              },
              limit),
          what,
          limit);
    }

    private boolean held(boolean held, String what, Duration limit) {
      if (!held) {
        timeline.say(
            "gave up waiting for %s after %d s%s"
                .formatted(
                    what,
                    limit.toSeconds(),
                    producer.status().lastError().map(said -> "; producer: " + said).orElse("")));
      }
      return held;
    }

    private void sample() {
      sampler
          .at(timeline.elapsed())
          .ifPresent(figures -> view.figures(timeline.elapsed(), figures));
    }
  }
}
