package io.farshore.functions.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.failover.FailoverRequest;
import io.farshore.core.failover.InvalidRequest;
import io.farshore.core.failover.Mode;
import io.farshore.core.failover.Trigger;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what the state machine was started with: an alarm's change of state, an AWS Health event,
 * the word of FencingWatch, or an input by hand. Immutable.
 */
final class StartEvents {

  /** CloudWatch writes offsets without a colon. */
  private static final DateTimeFormatter ALARM_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]X");

  private final StreamName stream;
  private final Region own;
  private final Region peer;

  StartEvents(StreamName stream, Region own, Region peer) {
    this.stream = stream;
    this.own = own;
    this.peer = peer;
  }

  /**
   * Reads it.
   *
   * @throws InvalidRequest naming the field at fault
   */
  Start read(JsonNode event) {
    if (event == null || !event.isObject()) {
      throw new InvalidRequest("input", "is not a JSON object; give mode and targetRegion");
    }
    return switch (event.path("source").asText("")) {
      case "" -> new Start.Requested(new ByHand(stream).read(event));
      case "aws.cloudwatch" -> alarm(event);
      case "aws.health" -> health(event);
      case "farshore.fencing-watch" -> automatic(Trigger.Kind.FENCING_WATCH, event, "reason");
      default ->
          throw new InvalidRequest(
              "source", "is neither aws.cloudwatch nor aws.health; leave it out by hand");
    };
  }

  private Start alarm(JsonNode event) {
    String state = event.at("/detail/state/value").asText("");
    String name = event.at("/detail/alarmName").asText("an alarm");
    if (!state.equals("ALARM")) {
      return new Start.NotConcerned(name + " went to " + state + ", not to ALARM");
    }
    Optional<Instant> at =
        instant(event.at("/detail/state/timestamp")).or(() -> instant(event.path("time")));
    return requested(new Trigger(Trigger.Kind.ALARM, Optional.of(name), at), name + " is in ALARM");
  }

  private Start health(JsonNode event) {
    String region = event.at("/detail/eventRegion").asText("");
    String type = event.at("/detail/eventTypeCode").asText("an event");
    if (!region.equals(peer.name())) {
      return new Start.NotConcerned(type + " speaks of " + region + ", not of " + peer);
    }
    String status = event.at("/detail/statusCode").asText("open");
    if (!status.equals("open")) {
      return new Start.NotConcerned(type + " is " + status);
    }
    return requested(
        new Trigger(Trigger.Kind.HEALTH_EVENT, Optional.of(type), instant(event.path("time"))),
        "AWS Health: " + type);
  }

  private Start automatic(Trigger.Kind kind, JsonNode event, String reasonField) {
    return requested(
        new Trigger(kind, Optional.of("FencingWatch"), instant(event.path("time"))),
        event.path(reasonField).asText("an epoch stays FENCING"));
  }

  private Start requested(Trigger trigger, String reason) {
    return new Start.Requested(
        new FailoverRequest(
            stream, own, Mode.FAILOVER, false, Map.of(), Optional.of(reason), trigger));
  }

  private static Optional<Instant> instant(JsonNode text) {
    if (!text.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.asText(), ALARM_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return parsed(text.asText());
    }
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
