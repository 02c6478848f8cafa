package io.farshore.lab;

import io.farshore.lab.lambda.LogSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands what functions log to everybody who listens. Thread-safe. */
final class FunctionLogs implements LogSink {

  private final List<LogSink> listeners = new CopyOnWriteArrayList<>();

  void add(LogSink listener) {
    listeners.add(listener);
  }

  @Override
  public void accept(Line line) {
    listeners.forEach(listener -> listener.accept(line));
  }
}
