package io.farshore.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.stream.Region;
import java.util.List;
import java.util.function.Function;

/** Starts of the state machine that are neither an alarm nor a right input by hand. */
enum OtherStarts {
  /** AWS Health says that the other Region has a problem. */
  HEALTH_EVENT(own -> health(World.other(own))),
  /** The same of a Region that is not concerned. */
  HEALTH_EVENT_OF_ITS_OWN(OtherStarts::health),
  /** A plan of ARC Region switch begins to activate this Region. */
  REGION_SWITCH(OtherStarts::regionSwitch),
  /** A program asks for a failover. */
  REQUEST(OtherStarts::request),
  /** A person starts it in the wrong Region. */
  IN_THE_WRONG_REGION(own -> byHand("failover", World.other(own).name())),
  /** A person names a Region that is none of the two. */
  TO_A_THIRD_REGION(own -> byHand("failover", "eu-west-1")),
  /** A person asks for what there is not. */
  OF_NO_MODE(own -> byHand("sideways", own.name()));

  private final Function<Region, ObjectNode> input;

  OtherStarts(Function<Region, ObjectNode> input) {
    this.input = input;
  }

  static OtherStarts any(int drawn) {
    List<OtherStarts> all = List.of(values());
    return all.get(drawn % all.size());
  }

  /** What the state machine of a Region is started with. */
  ObjectNode in(Region own) {
    return input.apply(own);
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static ObjectNode byHand(String mode, String target) {
    return JsonNodeFactory.instance.objectNode().put("mode", mode).put("targetRegion", target);
  }

  private static ObjectNode health(Region of) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("source", "aws.health");
    event
        .putObject("detail")
        .put("eventRegion", of.name())
        .put("eventTypeCode", "AWS_KINESIS_OPERATIONAL_ISSUE");
    return event;
  }

  private static ObjectNode regionSwitch(Region own) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("source", "aws.arc-region-switch");
    event.putArray("resources").add("arn:aws:arc-region-switch::111122223333:plan/orders");
    event
        .putObject("detail")
        .put("eventType", "ExecutionStarted")
        .put("executionAction", "activating " + own);
    return event;
  }

  private static ObjectNode request(Region own) {
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("source", "farshore")
            .put("detail-type", "Farshore Failover Requested");
    event
        .putObject("detail")
        .put("stream", World.STREAM.value())
        .put("targetRegion", own.name())
        .put("by", "a program");
    return event;
  }
}
