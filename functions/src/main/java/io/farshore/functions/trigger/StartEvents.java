package io.farshore.functions.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.failover.FailoverRequest;
import io.farshore.core.failover.InvalidRequest;
import io.farshore.core.failover.Mode;
import io.farshore.core.failover.Trigger;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what the state machine was started with: an alarm's change of state, an AWS Health event,
 * an ARC Region switch plan that begins, a request of Farshore's own, the word of FencingWatch, or
 * an input by hand. Immutable.
 */
public final class StartEvents {

  private final StreamName stream;
  private final Region own;
  private final Region peer;

  /** Of one stack: its stream, its Region, and the other one. */
  public StartEvents(StreamName stream, Region own, Region peer) {
    this.stream = stream;
    this.own = own;
    this.peer = peer;
  }

  /**
   * Reads it.
   *
   * @throws InvalidRequest naming the field at fault
   */
  public Start read(JsonNode event) {
    if (event == null || !event.isObject()) {
      throw new InvalidRequest("input", "is not a JSON object; give mode and targetRegion");
    }
    return switch (event.path("source").asText("")) {
      case "" -> new Start.Requested(new ByHand(stream).read(event));
      case "aws.cloudwatch" -> alarm(event);
      case "aws.health" -> health(event);
      case "aws.arc-region-switch" -> regionSwitch(event);
      case "farshore" -> asked(event);
      case "farshore.fencing-watch" -> fencingWatch(event);
      default ->
          throw new InvalidRequest(
              "source",
              "is none of aws.cloudwatch, aws.health, aws.arc-region-switch and farshore; leave it"
                  + " out by hand");
    };
  }

  /** Events of an alarm come also while its actions are suppressed, or muted. */
  private Start alarm(JsonNode event) {
    JsonNode state = event.at("/detail/state");
    String name = event.at("/detail/alarmName").asText("an alarm");
    if (!state.path("value").asText("").equals("ALARM")) {
      return new Start.NotConcerned(
          name + " went to " + state.path("value").asText("") + ", not to ALARM");
    }
    if (state.hasNonNull("actionsSuppressedBy")) {
      return new Start.NotConcerned(
          name + " is suppressed: " + state.path("actionsSuppressedBy").asText());
    }
    if (event.at("/detail/muteDetail").hasNonNull("mutedByArn")) {
      return new Start.NotConcerned(
          name + " is muted by " + event.at("/detail/muteDetail/mutedByArn").asText());
    }
    Optional<Instant> at = EventTime.of(state.path("timestamp")).or(() -> sentAt(event));
    return requested(Trigger.Kind.ALARM, name, at, name + " is in ALARM");
  }

  /** The Region is the one that the event speaks of, not the one that it was delivered in. */
  private Start health(JsonNode event) {
    JsonNode detail = event.path("detail");
    String region = detail.path("eventRegion").asText("");
    String type = detail.path("eventTypeCode").asText("an event");
    if (!region.equals(peer.name())) {
      return new Start.NotConcerned(type + " speaks of " + region + ", not of " + peer);
    }
    String category = detail.path("eventTypeCategory").asText("issue");
    if (!category.equals("issue")) {
      return new Start.NotConcerned(type + " is of the category " + category);
    }
    String status = detail.path("statusCode").asText("open");
    if (!status.equals("open")) {
      return new Start.NotConcerned(type + " is " + status);
    }
    return requested(Trigger.Kind.HEALTH_EVENT, type, sentAt(event), "AWS Health: " + type);
  }

  /** A plan that begins to activate this Region, or to deactivate the other. */
  private Start regionSwitch(JsonNode event) {
    JsonNode detail = event.path("detail");
    String type = detail.path("eventType").asText("");
    String action = detail.path("executionAction").asText("");
    String plan = event.at("/resources/0").asText("").replaceFirst("^.*:plan/", "");
    if (!type.equals("ExecutionStarted")) {
      return new Start.NotConcerned("the plan " + plan + " tells of " + type);
    }
    boolean movesHere = action.equals("activating " + own) || action.equals("deactivating " + peer);
    if (!movesHere) {
      return new Start.NotConcerned("the plan " + plan + " is " + action);
    }
    return requested(
        Trigger.Kind.REGION_SWITCH,
        plan,
        sentAt(event),
        "ARC Region switch: " + plan + " is " + action);
  }

  /** Farshore's own events also tell what it has done: those start nothing. */
  private Start asked(JsonNode event) {
    JsonNode detail = event.path("detail");
    String type = event.path("detail-type").asText("");
    if (!type.equals("Farshore Failover Requested")) {
      return new Start.NotConcerned("the event is of the type " + type);
    }
    String of = detail.path("stream").asText("");
    String to = detail.path("targetRegion").asText("");
    if (!of.equals(stream.value()) || !to.equals(own.name())) {
      return new Start.NotConcerned("it asks for a failover of " + of + " to " + to);
    }
    String by = detail.path("by").asText("an event");
    return requested(
        Trigger.Kind.REQUEST,
        by,
        sentAt(event),
        detail.path("reason").asText("asked for by " + by));
  }

  private Start fencingWatch(JsonNode event) {
    return requested(
        Trigger.Kind.FENCING_WATCH,
        "FencingWatch",
        sentAt(event),
        event.path("reason").asText("an epoch stays FENCING"));
  }

  private static Optional<Instant> sentAt(JsonNode event) {
    return EventTime.of(event.path("time"));
  }

  private Start requested(Trigger.Kind kind, String name, Optional<Instant> at, String reason) {
    return new Start.Requested(
        new FailoverRequest(
            stream,
            own,
            Mode.FAILOVER,
            false,
            Map.of(),
            Optional.of(reason),
            new Trigger(kind, Optional.of(name), at)));
  }
}
