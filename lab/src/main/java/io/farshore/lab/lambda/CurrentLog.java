package io.farshore.lab.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;

/**
 * Logs to the environment that the current thread, or the thread that started it, belongs to. Lines
 * of threads that belong to none are dropped, as Lambda drops what a frozen environment says.
 */
final class CurrentLog implements LambdaLogger {

  private static final InheritableThreadLocal<LambdaLogger> LOG = new InheritableThreadLocal<>();

  static void set(LambdaLogger log) {
    LOG.set(log);
  }

  @Override
  public void log(String message) {
    LambdaLogger log = LOG.get();
    if (log != null) {
      log.log(message);
    }
  }

  @Override
  public void log(byte[] message) {
    log(new String(message, StandardCharsets.UTF_8));
  }
}
