package io.farshore.functions.wire;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.stream.ProducerId;
import io.farshore.functions.handler.InvalidInput;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a producer resumes.
 *
 * @param commitTimestamp ISO-8601 in UTC; null: where its log began
 * @param position the exact place; null: the timestamp alone
 */
public record ResumePoint(String commitTimestamp, String position) {

  /** The form of a watermark. */
  public static ResumePoint of(Watermark watermark) {
    return new ResumePoint(
        watermark.commitTimestamp().map(Instant::toString).orElse(null),
        watermark.position().orElse(null));
  }

  /** The form of watermarks by producer. */
  public static Map<String, ResumePoint> of(Map<ProducerId, Watermark> watermarks) {
    Map<String, ResumePoint> points = new TreeMap<>();
    watermarks.forEach((producer, watermark) -> points.put(producer.value(), of(watermark)));
    return points;
  }

  /**
   * The watermarks by producer; none for null.
   *
   * @throws InvalidInput when a name, a timestamp or a position can't be used
   */
  public static Map<ProducerId, Watermark> watermarks(Map<String, ResumePoint> points) {
    Map<ProducerId, Watermark> watermarks = new TreeMap<>();
    if (points != null) {
      points.forEach((name, point) -> put(watermarks, name, point));
    }
    return watermarks;
  }

  private static void put(Map<ProducerId, Watermark> watermarks, String name, ResumePoint point) {
    String field = "resumeFrom." + name;
    InvalidInput.required(field, point);
    try {
      watermarks.put(
          new ProducerId(name),
          new Watermark(
              Optional.ofNullable(point.commitTimestamp).map(Instant::parse),
              Optional.ofNullable(point.position)));
    } catch (DateTimeParseException e) {
      throw new InvalidInput(
          field + ".commitTimestamp", "is not an instant; write it as 2026-01-31T12:00:00Z");
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(field, "can't be used: " + e.getMessage());
    }
  }
}
