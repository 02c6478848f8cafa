package io.farshore.lab.lambda;

import java.time.Instant;

/** Takes what handlers log. Called from the handlers' threads; must be thread-safe and quick. */
@FunctionalInterface
public interface LogSink {

  /** One line, without its line end. */
  void accept(Line line);

  /**
   * A line that a function logged.
   *
   * @param region of the function
   * @param function its name
   * @param logGroup that it logs to; {@code /aws/lambda/<name>} where the template names no other
   * @param stream the log stream: one for each execution environment
   * @param time when it was logged
   * @param text the line
   */
  record Line(
      String region, String function, String logGroup, String stream, Instant time, String text) {}
}
