package io.farshore.functions.observability;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Structured log lines, one JSON object each: {@code timestamp}, {@code level}, {@code event}, the
 * fields that all lines share, and those of this one. Values are counts, names and times; never
 * data of a record. As thread-safe as its sink.
 */
public final class JsonLog {

  private final Consumer<String> sink;
  private final InstantSource clock;
  private final Map<String, Object> shared;

  /**
   * A log.
   *
   * @param sink takes a line without its end; usually {@code context.getLogger()::log}
   * @param clock for {@code timestamp}
   * @param shared fields of every line, such as {@code requestId} and {@code streamName}
   */
  public JsonLog(Consumer<String> sink, InstantSource clock, Map<String, ?> shared) {
    this.sink = sink;
    this.clock = clock;
    this.shared = new LinkedHashMap<>(shared);
  }

  /** Something that happened. */
  public void info(String event, Map<String, ?> fields) {
    line("INFO", event, fields);
  }

  /** Something that somebody should know. */
  public void warn(String event, Map<String, ?> fields) {
    line("WARN", event, fields);
  }

  /** Something that failed: the kind and the message of the failure and of its cause. */
  public void error(String event, Throwable failure, Map<String, ?> fields) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.put("errorType", failure.getClass().getName());
    all.put("errorMessage", String.valueOf(failure.getMessage()));
    if (failure.getCause() != null) {
      all.put("causeType", failure.getCause().getClass().getName());
      all.put("causeMessage", String.valueOf(failure.getCause().getMessage()));
    }
    line("ERROR", event, all);
  }

  private void line(String level, String event, Map<String, ?> fields) {
    sink.accept(
        JsonLine.of(
            json -> {
              json.writeStringField("timestamp", clock.instant().toString());
              json.writeStringField("level", level);
              json.writeStringField("event", event);
              JsonLine.writeFields(json, shared);
              JsonLine.writeFields(json, fields);
            }));
  }
}
