package io.farshore.command.operate;

import io.farshore.command.CommandFailed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.exception.SdkException;

/** Follows an execution until its end. Blocks. */
final class Following {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

  private final Executions executions;
  private final Progress progress;
  private final Clock clock;

  Following(Executions executions, Progress progress, Clock clock) {
    this.executions = executions;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * What has been seen of an execution.
   *
   * @param run as it is described last
   * @param steps it has gone through
   */
  record Seen(Run run, List<Step> steps) {}

  /**
   * Looks until it has ended.
   *
   * @throws CommandFailed when its Region has not answered for two minutes, or the thread is
   *     interrupted; the execution goes on
   */
  Seen toTheEnd(String arn) {
    Visits visits = new Visits();
    Instant lastAnswer = clock.instant();
    boolean silent = false;
    while (true) {
      try {
        Run run = executions.describe(arn);
        executions.after(arn, visits.lastEvent()).forEach(visits::add);
        List<Step> steps = Step.of(visits.all(), run.endedAt());
        progress.show(steps, clock.instant());
        if (!run.isRunning()) {
          return new Seen(run, steps);
        }
        lastAnswer = clock.instant();
        silent = false;
      } catch (SdkException e) {
        if (!silent) {
          progress.say("  can't see it for the moment: " + Trouble.of(e).text());
        }
        silent = true;
        giveUpAfter(lastAnswer, e);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CommandFailed("Interrupted; the execution goes on");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private void giveUpAfter(Instant lastAnswer, SdkException failure) {
    if (lastAnswer.plus(LONGEST_SILENCE).isBefore(clock.instant())) {
      throw new CommandFailed(
          executions.region()
              + " has not answered for two minutes: "
              + Trouble.of(failure).text()
              + ". The execution goes on where it is; look again with: ./farshore history",
          failure);
    }
  }

  /** One look at what it has done so far. */
  Seen now(String arn) {
    Run run = executions.describe(arn);
    return new Seen(run, Step.of(executions.visits(arn), run.endedAt()));
  }

  static Optional<Step> last(Seen seen) {
    return seen.steps().isEmpty()
        ? Optional.empty()
        : Optional.of(seen.steps().get(seen.steps().size() - 1));
  }
}
