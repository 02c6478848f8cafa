package io.farshore.functions.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.failover.FailoverRequest;
import io.farshore.core.failover.InvalidRequest;
import io.farshore.core.failover.Mode;
import io.farshore.core.failover.Trigger;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The input that a person writes. Every message names the field and the fix. */
final class ByHand {

  private static final Set<String> FIELDS =
      new TreeSet<>(
          Set.of("mode", "targetRegion", "stream", "dryRun", "reason", "by", "resumeFrom"));
  private static final Set<String> POINT_FIELDS =
      new TreeSet<>(Set.of("commitTimestamp", "position"));

  private final StreamName stream;

  ByHand(StreamName stream) {
    this.stream = stream;
  }

  FailoverRequest read(JsonNode input) {
    known("", input, FIELDS);
    Optional<String> mode = text("mode", input);
    Optional<String> target = text("targetRegion", input);
    return new FailoverRequest(
        text("stream", input).map(name -> form("stream", name, StreamName::new)).orElse(stream),
        target
            .map(name -> form("targetRegion", name, Region::new))
            .orElseThrow(
                () ->
                    new InvalidRequest("targetRegion", "is missing; give the Region to activate")),
        mode.flatMap(Mode::of)
            .orElseThrow(
                () ->
                    new InvalidRequest(
                        "mode",
                        "is missing or unknown; use failover, switchover, resync or abandon")),
        flag("dryRun", input),
        resumeFrom(input.path("resumeFrom")),
        text("reason", input),
        text("by", input)
            .map(who -> new Trigger(Trigger.Kind.HAND, Optional.of(who), Optional.empty()))
            .orElse(Trigger.BY_HAND));
  }

  private static Map<ProducerId, Watermark> resumeFrom(JsonNode points) {
    Map<ProducerId, Watermark> byProducer = new TreeMap<>();
    if (points.isMissingNode() || points.isNull()) {
      return byProducer;
    }
    if (!points.isObject()) {
      throw new InvalidRequest(
          "resumeFrom", "is not an object; write {\"<producer>\": {\"commitTimestamp\": \"...\"}}");
    }
    points
        .properties()
        .forEach(
            entry -> {
              String field = "resumeFrom." + entry.getKey();
              byProducer.put(
                  form(field, entry.getKey(), ProducerId::new), point(field, entry.getValue()));
            });
    return byProducer;
  }

  private static Watermark point(String field, JsonNode point) {
    known(field + ".", point, POINT_FIELDS);
    Optional<Instant> timestamp =
        text("commitTimestamp", point).map(value -> instant(field + ".commitTimestamp", value));
    Optional<String> position = text("position", point);
    if (position.isPresent() && timestamp.isEmpty()) {
      throw new InvalidRequest(
          field + ".commitTimestamp", "is missing; a position needs its commit timestamp");
    }
    return new Watermark(timestamp, position);
  }

  private static Instant instant(String field, String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw new InvalidRequest(field, "is not an instant; write it as 2026-01-31T12:00:00Z");
    }
  }

  private static void known(String prefix, JsonNode object, Set<String> fields) {
    if (!object.isObject()) {
      throw new InvalidRequest(prefix.isEmpty() ? "input" : prefix, "is not an object");
    }
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.contains(name)) {
                throw new InvalidRequest(prefix + name, "is not known; use one of " + fields);
              }
            });
  }

  private static Optional<String> text(String field, JsonNode object) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new InvalidRequest(field, "is not a text; put it in quotes, or leave it out");
    }
    return Optional.of(value.asText());
  }

  private static boolean flag(String field, JsonNode object) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new InvalidRequest(field, "is neither true nor false");
    }
    return value.asBoolean();
  }

  private static <T> T form(String field, String value, Function<String, T> form) {
    try {
      return form.apply(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest(field, "can't be used: " + e.getMessage());
    }
  }
}
