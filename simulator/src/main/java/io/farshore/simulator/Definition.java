package io.farshore.simulator;

import io.farshore.core.time.EventLoop;
import io.farshore.lab.stepfunctions.asl.DefinitionParser;
import io.farshore.lab.stepfunctions.asl.Parsed;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import io.farshore.lab.stepfunctions.jsonata.AslFunctions;
import io.farshore.lab.stepfunctions.jsonata.ExpressionCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * The real state machine, compiled once for one Region and used by run after run: its clock is that
 * of the run at hand.
 */
final class Definition {

  private final CurrentLoop loop = new CurrentLoop();
  private final StateMachineDefinition compiled;

  /**
   * Compiles it.
   *
   * @param file {@code failover.asl.json}
   * @throws IOException when it can't be read
   */
  Definition(Path file) throws IOException {
    String text =
        Files.readString(file)
            .replaceAll("\\$\\{(\\w+)Function\\}", "$1")
            .replaceAll("\\$\\{(\\w+)Seconds\\}", "60")
            .replace("${ActiveRegionTable}", "kdsActiveRegionConfig")
            .replace("${NotificationTopic}", "arn:aws:sns:us-east-2:111122223333:topic");
    ExpressionCompiler compiler =
        new ExpressionCompiler(new AslFunctions(loop, new SplittableRandom(1)));
    Parsed parsed = new DefinitionParser(compiler).parse(text);
    if (!(parsed instanceof Parsed.Valid valid)) {
      throw new IllegalArgumentException(file + " is not valid: " + parsed);
    }
    compiled = valid.definition();
  }

  /** For a run on that loop. */
  StateMachineDefinition on(EventLoop current) {
    loop.current = current;
    return compiled;
  }

  private static final class CurrentLoop implements EventLoop {
    private EventLoop current;

    @Override
    public Instant wallTime() {
      return current.wallTime();
    }

    @Override
    public long monotonicNanos() {
      return current.monotonicNanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      return current.after(delay, task);
    }

    @Override
    public void execute(Runnable task) {
      current.execute(task);
    }
  }
}
