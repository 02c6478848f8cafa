package io.farshore.command.bench.replicate;

import io.farshore.command.drill.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Runs one contender over one kind of data, in a lab of its own. */
final class ReplicateRun {

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration SAMPLE = Duration.ofMillis(500);

  /** What has been judged for so long is dropped from the lab. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private static final Duration MOST_WITHOUT_PROGRESS = Duration.ofSeconds(90);
  private static final Duration TO_SETTLE = Duration.ofSeconds(1);

  private final RunSettings settings;
  private final Path home;
  private final Clock clock;
  private final LongSupplier nanoTime;

  ReplicateRun(RunSettings settings, Path home, Clock clock, LongSupplier nanoTime) {
    this.settings = settings;
    this.home = home;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs it.
   *
   * @param work an empty folder
   * @throws IOException when files can't be read or written
   * @throws IllegalStateException when copying stands still
   */
  RunResult run(Path work) throws IOException {
    int all = settings.warmUp() + settings.records();
    Workload workload =
        Workload.of(settings.keys(), all, settings.seed(), home.resolve("samples/changes.jsonl"));
    Patience patience = new Patience(LOOK, nanoTime);
    Meter meter = new Meter(settings.halfLease());
    try (BenchLab lab = BenchLab.start(settings, home, work, patience, meter)) {
      return new Play(lab, workload, patience, meter).play();
    }
  }

  private final class Play {
    private final BenchLab lab;
    private final Patience patience;
    private final Meter meter;
    private final Arrivals arrivals;
    private final Feed feed;
    private long sampledAt;

    Play(BenchLab lab, Workload workload, Patience patience, Meter meter) {
      this.lab = lab;
      this.patience = patience;
      this.meter = meter;
      this.arrivals =
          new Arrivals(lab.lab().reader(), workload, settings.warmUp(), clock.instant());
      this.feed = new Feed(lab, workload, settings.bytes(), arrivals, clock, nanoTime);
    }

    private RunResult play() {
      if (settings.warmUp() > 0) {
        write(settings.warmUp());
        await(settings.warmUp());
      }
      settle();
      int all = settings.warmUp() + settings.records();
      if (settings.backlog()) {
        lab.mapping(BenchLab.FIRST, false);
        write(all);
      }
      System.gc();
      meter.resetPeak();
      Calls calls = Calls.of(lab.lab().calls().snapshot());
      Usage usage = meter.usage();
      Instant begun = clock.instant();
      if (settings.backlog()) {
        lab.mapping(BenchLab.FIRST, true);
        await(all);
      } else {
        follow(all);
      }
      Duration took = Duration.between(begun, arrivals.last());
      settle();
      return new RunResult(
          settings,
          took,
          Calls.of(lab.lab().calls().snapshot()).minus(calls),
          meter.usage().minus(usage),
          meter.peakHeapBytes(),
          arrivals.lags(),
          arrivals.judgement());
    }

    /** With limits no faster than the shards take. */
    private void write(int end) {
      if (settings.limits()) {
        feed.upTo(end, settings.shards() * mostPerSecond());
      } else {
        feed.upTo(end);
      }
    }

    /** 95% of a shard's records or bytes, whichever it has fewer of; not more than one key's. */
    private double mostPerSecond() {
      double bytes = 0.9 * (1 << 20) / (settings.bytes() + 64);
      double ofOneShard = Math.min(900, bytes);
      return settings.keys() == KeyMix.UNIFORM ? ofOneShard : ofOneShard / settings.shards() / 2;
    }

    private void follow(int end) {
      CompletableFuture<Void> feeding =
          CompletableFuture.runAsync(
              () -> feed.upTo(end, settings.feed() * settings.shards()),
              task -> {
                Thread thread = new Thread(task, "bench-feed");
                thread.setDaemon(true);
                thread.start();
              });
      patience.until(
          () -> {
            look();
            return feeding.isDone();
          },
          Duration.ofDays(1));
      feeding.join();
      await(end);
    }

    private void await(int end) {
      int[] before = {-1};
      boolean there;
      do {
        before[0] = arrivals.count();
        there =
            patience.until(
                () -> arrived(end) || arrivals.count() > before[0], MOST_WITHOUT_PROGRESS);
      } while (there && arrivals.count() < end);
      if (!there) {
        throw new IllegalStateException(
            "%s: %d of %d records have arrived, and no more come"
                .formatted(settings.label(), arrivals.count(), end));
      }
    }

    private boolean arrived(int end) {
      look();
      return arrivals.count() >= end;
    }

    private void look() {
      arrivals.look();
      if (nanoTime.getAsLong() - sampledAt > SAMPLE.toNanos()) {
        sampledAt = nanoTime.getAsLong();
        meter.sample();
        arrivals.dropBefore(clock.instant().minus(KEPT));
      }
    }

    /** The last batches have been reported, and copies beyond the first have come. */
    private void settle() {
      Instant end = clock.instant().plus(TO_SETTLE);
      patience.until(() -> clock.instant().isAfter(end), TO_SETTLE.multipliedBy(2));
      arrivals.look();
    }
  }
}
