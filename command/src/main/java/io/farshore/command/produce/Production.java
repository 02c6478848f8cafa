package io.farshore.command.produce;

import io.farshore.aws.AwsAdapters;
import io.farshore.aws.AwsSettings;
import io.farshore.command.EndSignal;
import io.farshore.command.UnusableInput;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.producer.FileStateStore;
import io.farshore.producer.Producer;
import io.farshore.producer.ProducerSettings;
import io.farshore.producer.ProducerStateStore;
import io.farshore.producer.ProducerStatus;
import io.farshore.producer.RegionPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** One run of a producer by hand: from its start to the end of its log, or to Ctrl-C. */
final class Production implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(200);

  /** The first calls of a JVM load a few thousand classes. */
  private static final Duration FIRST_CALLS = Duration.ofSeconds(5);

  private static final Duration FLUSH = Duration.ofSeconds(20);

  /**
   * What it is about.
   *
   * @param leaseLife L, as in the template
   * @param state the file that it keeps its place in
   * @param perSecond how many changes a second; infinite for as fast as it goes
   * @param reportEvery how often the progress is told
   */
  record Task(
      StreamName stream,
      ProducerId producer,
      List<Region> regions,
      Duration leaseLife,
      Path state,
      double perSecond,
      Duration reportEvery) {}

  /** How it ended. */
  enum Outcome {
    DONE,
    STOPPED,
    UNREADABLE
  }

  private final Task task;
  private final Input input;
  private final Told told;
  private final ThreadEventLoop loop;
  private final AwsSettings settings;
  private final AwsAdapters aws;
  private final PacedLog log;
  private OptionalLong startNanos = OptionalLong.empty();

  Production(Task task, Input input, AwsSettings settings, Told told) {
    this.task = task;
    this.input = input;
    this.told = told;
    this.loop = new ThreadEventLoop("produce", Clock.systemUTC(), System::nanoTime);
    this.settings = settings;
    this.aws = new AwsAdapters(settings, loop);
    this.log = input.open(this::allowed);
  }

  /** Counts from the first time that a change could be read; called on the event loop. */
  private long allowed() {
    long now = loop.monotonicNanos();
    if (startNanos.isEmpty()) {
      startNanos = OptionalLong.of(now);
    }
    double seconds = (now - startNanos.getAsLong()) / 1e9;
    return Double.isInfinite(task.perSecond())
        ? Long.MAX_VALUE
        : (long) Math.floor(seconds * task.perSecond()) + 1;
  }

  /**
   * Checks that the stream is registered, and that the state is of this deployment. A Region that
   * does not answer is not an answer.
   *
   * @throws UnusableInput when it is not
   */
  void check() {
    List<Epochs> epochs = new ArrayList<>();
    List<ProducerReport> reports = new ArrayList<>();
    boolean all = true;
    try (AwsAdapters patient = new AwsAdapters(settings.withCallTimeout(FIRST_CALLS), loop)) {
      for (Region region : task.regions()) {
        try {
          epochs.add(loop.await(() -> patient.epochTable(region).epochs(task.stream())));
          reports.addAll(loop.await(() -> patient.checkpointTable(region).reports(task.stream())));
        } catch (ReplicaUnavailable e) {
          told.failed(region + " does not answer: " + e.getMessage());
          all = false;
        }
      }
    }
    if (!all) {
      return;
    }
    if (epochs.stream().reduce(Epochs::merge).flatMap(Epochs::highest).isEmpty()) {
      throw new UnusableInput(
          "The stream %s is not registered; check the name, or: farshore register %s --active REGION"
              .formatted(task.stream(), task.stream()));
    }
    if (Files.exists(task.state())
        && reports.stream().noneMatch(report -> report.producer().equals(task.producer()))) {
      throw new UnusableInput(
          "%s is the place of another run: no Region has heard of a producer %s. To begin at the first change: --from-start"
              .formatted(task.state(), task.producer()));
    }
  }

  /** Runs it until the log has ended and all is acknowledged, or until it is told to end. */
  Outcome run(EndSignal ending) {
    Producer producer =
        new Producer(
            task.producer(),
            task.stream(),
            task.regions().stream()
                .map(region -> RegionPorts.of(aws, region, task.stream()))
                .toList(),
            log,
            new FileStateStore(task.state()),
            ProducerSettings.defaults(task.leaseLife(), Duration.ofSeconds(1)),
            loop,
            RandomGenerator.getDefault(),
            told);
    start(producer);
    Outcome outcome = watch(producer, ending);
    boolean flushed = stop(producer);
    ProducerStatus status = producer.status();
    told.end(status, log.given(), input.changes(), words(outcome, flushed, status));
    return outcome;
  }

  private static void start(Producer producer) {
    try {
      producer.start().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ProducerStateStore.StateUnavailable cause) {
        throw new UnusableInput(cause.getMessage(), cause);
      }
      throw e;
    }
  }

  private Outcome watch(Producer producer, EndSignal ending) {
    long before = 0;
    long toldAt = loop.monotonicNanos();
    while (!ending.await(LOOK)) {
      ProducerStatus status = producer.status();
      if (log.unreadable().isPresent() && status.unacknowledged() == 0) {
        return Outcome.UNREADABLE;
      }
      long now = loop.monotonicNanos();
      if (now - toldAt >= task.reportEvery().toNanos() || status.isDone()) {
        double seconds = (now - toldAt) / 1e9;
        told.progress(
            status, log.given(), input.changes(), (status.acknowledged() - before) / seconds);
        before = status.acknowledged();
        toldAt = now;
      }
      if (status.isDone() && !input.follows()) {
        return Outcome.DONE;
      }
    }
    return Outcome.STOPPED;
  }

  private static boolean stop(Producer producer) {
    try {
      producer.stop().get(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      // What was not acknowledged comes again: the state keeps the low watermark.
      return false;
    }
  }

  private String words(Outcome outcome, boolean flushed, ProducerStatus status) {
    if (outcome == Outcome.DONE && status.acknowledged() == 0) {
      return "Nothing was left to write: an earlier run wrote all of it, says %s. To write it again: --from-start"
          .formatted(task.state());
    }
    String end =
        switch (outcome) {
          case DONE -> "Done";
          case STOPPED -> "Stopped";
          case UNREADABLE -> "Stopped at a change that can't be read";
        };
    String next =
        input.spool().isPresent() || outcome == Outcome.DONE
            ? ""
            : " %s keeps the place; run it again to go on from there.".formatted(task.state());
    return "%s: %d changes acknowledged%s%s.%s"
        .formatted(
            end,
            status.acknowledged(),
            status.lowWatermark().position().map(line -> ", all before line " + line).orElse(""),
            flushed ? "" : "; some answers are still open",
            next);
  }

  /** What is wrong with the change that ended it. */
  Optional<String> unreadable() {
    return log.unreadable().map(text -> text.replace(input.file().toString(), input.name()));
  }

  @Override
  public void close() {
    loop.close();
    aws.close();
    log.close();
  }
}
