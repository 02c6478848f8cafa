package io.farshore.lab.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/** What is logged of one invocation, with the lines that Lambda adds. Thread-safe. */
final class InvocationLog {

  private static final int TAIL_LIMIT = 4096;
  private static final int MEGABYTE = 1024 * 1024;

  private final Invocation invocation;
  private final FunctionConfiguration function;
  private final Consumer<String> stream;
  private final Deque<String> tail = new ArrayDeque<>();
  private int tailBytes;

  InvocationLog(Invocation invocation, FunctionConfiguration function, Consumer<String> stream) {
    this.invocation = invocation;
    this.function = function;
    this.stream = stream;
  }

  void start() {
    line("START RequestId: " + invocation.requestId() + " Version: " + function.version());
  }

  /**
   * The last lines.
   *
   * @param init how long the environment took to start, if this was its first invocation
   * @param status why it did not end well, such as {@code timeout}
   */
  void end(Duration duration, Optional<Duration> init, Optional<String> status) {
    line("END RequestId: " + invocation.requestId());
    double millis = duration.toNanos() / 1e6;
    StringBuilder report = new StringBuilder("REPORT RequestId: ").append(invocation.requestId());
    report.append("\tDuration: %.2f ms".formatted(millis));
    report.append("\tBilled Duration: %d ms".formatted((long) Math.ceil(millis)));
    report.append("\tMemory Size: %d MB".formatted(function.memoryMegabytes()));
    report.append("\tMax Memory Used: %d MB".formatted(usedMegabytes()));
    init.ifPresent(
        time -> report.append("\tInit Duration: %.2f ms".formatted(time.toNanos() / 1e6)));
    status.ifPresent(text -> report.append("\tStatus: ").append(text));
    line(report.append('\t').toString());
  }

  /** All functions share the lab's memory: what the lab uses is all that can be said. */
  private static long usedMegabytes() {
    Runtime jvm = Runtime.getRuntime();
    return (jvm.totalMemory() - jvm.freeMemory()) / MEGABYTE;
  }

  void line(String text) {
    stream.accept(text);
    if (invocation.tail()) {
      keep(text + "\n");
    }
  }

  private synchronized void keep(String line) {
    tail.add(line);
    tailBytes += line.getBytes(StandardCharsets.UTF_8).length;
    while (tailBytes > TAIL_LIMIT && tail.size() > 1) {
      tailBytes -= tail.poll().getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** The last 4 KB, if somebody wants them. */
  synchronized Optional<String> tail() {
    return invocation.tail() ? Optional.of(String.join("", tail)) : Optional.empty();
  }
}
