package io.farshore.functions.observability;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Metrics in CloudWatch's embedded metric format: one log line that CloudWatch reads as metrics,
 * without a call. The function's log format must be {@code Text}: {@code JSON} would wrap the line.
 *
 * <p>Collects until {@link #emit}, which writes one line for one set of dimensions; a name given
 * twice keeps the last value. At most 100 metrics and 30 dimensions, CloudWatch's limits. Not
 * thread-safe.
 */
public final class EmbeddedMetrics {

  /** The namespace of all of Farshore's metrics. */
  public static final String NAMESPACE = "Farshore";

  private final Consumer<String> sink;
  private final InstantSource clock;
  private final Map<String, String> dimensions;
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final Map<String, Metric> metrics = new LinkedHashMap<>();
  private boolean everySecond;

  /**
   * Collects metrics of one set of dimensions.
   *
   * @param sink takes a line without its end; usually {@code context.getLogger()::log}
   * @param clock for the metrics' time
   * @param dimensions such as {@code StreamName}; in their order
   */
  public EmbeddedMetrics(
      Consumer<String> sink, InstantSource clock, Map<String, String> dimensions) {
    this.sink = sink;
    this.clock = clock;
    this.dimensions = new LinkedHashMap<>(dimensions);
  }

  /** Metrics of high resolution, kept by the second: alarms may have a period of ten. */
  public EmbeddedMetrics everySecond() {
    everySecond = true;
    return this;
  }

  /** How many. */
  public EmbeddedMetrics count(String name, long value) {
    metrics.put(name, new Metric("Count", value));
    return this;
  }

  /** How many, kept by the minute in any case: Route 53 takes no metric of high resolution. */
  public EmbeddedMetrics countByMinute(String name, long value) {
    metrics.put(name, new Metric("Count", value, true));
    return this;
  }

  /** How long. */
  public EmbeddedMetrics millis(String name, Duration value) {
    metrics.put(name, new Metric("Milliseconds", value.toMillis()));
    return this;
  }

  /** Any value in a unit of CloudWatch's, such as {@code Seconds} or {@code None}. */
  public EmbeddedMetrics value(String name, String unit, double value) {
    metrics.put(name, new Metric(unit, value));
    return this;
  }

  /** Something to find in the log beside the metrics, such as {@code shardId}; no metric. */
  public EmbeddedMetrics property(String name, Object value) {
    properties.put(name, value);
    return this;
  }

  /** Writes the line and starts anew; writes nothing when there is no metric. */
  public void emit() {
    if (!metrics.isEmpty()) {
      sink.accept(JsonLine.of(this::write));
    }
    metrics.clear();
    properties.clear();
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", clock.instant().toEpochMilli());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    json.writeStartArray();
    for (String dimension : dimensions.keySet()) {
      json.writeString(dimension);
    }
    json.writeEndArray();
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Map.Entry<String, Metric> metric : metrics.entrySet()) {
      json.writeStartObject();
      json.writeStringField("Name", metric.getKey());
      json.writeStringField("Unit", metric.getValue().unit());
      if (everySecond && !metric.getValue().byMinute()) {
        json.writeNumberField("StorageResolution", 1);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    JsonLine.writeFields(json, dimensions);
    JsonLine.writeFields(json, properties);
    for (Map.Entry<String, Metric> metric : metrics.entrySet()) {
      JsonLine.write(json, metric.getKey(), metric.getValue().value());
    }
  }

  private record Metric(String unit, Number value, boolean byMinute) {
    Metric(String unit, Number value) {
      this(unit, value, false);
    }
  }
}
