package io.farshore.command.bench.failover;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.drill.RegionLoss;
import java.util.List;
import java.util.Optional;

/**
 * One region loss and what it took to recover.
 *
 * @param series what it belongs to: the same settings
 */
record Loss(Series series, RegionLoss asked, RegionLoss.Outcome outcome) {

  /** The parts of the recovery, in their order. */
  static final List<String> PARTS = List.of("detect", "confirm", "fence", "activate", "resume");

  /** The whole. */
  static final String RECOVERED = "rtoSeconds";

  /** The oldest change that was in the lost Region only. */
  static final String EXPOSURE = "exposureSeconds";

  /** Losses that are compared with each other. */
  record Series(boolean byHand, int shards) {
    String trigger() {
      return byHand ? "by hand" : "by alarm";
    }
  }

  /** A figure of it, in seconds; empty where there is none. */
  Optional<Double> seconds(String figure) {
    return Optional.of(outcome.figures().path(figure))
        .filter(value -> value.isNumber())
        .map(value -> value.asDouble());
  }

  /** Whether every guarantee held, and the standby got a new change. */
  boolean recovered() {
    return outcome.held() && seconds(RECOVERED).isPresent();
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("trigger", series.trigger()).put("shards", series.shards());
    json.put("roundTripMillis", asked.roundTrip().toMillis()).put("seed", asked.seed());
    json.put("recovered", recovered());
    json.set("outcome", outcome.figures().path("outcome"));
    PARTS.forEach(part -> json.set(part, outcome.figures().path(part)));
    json.set(RECOVERED, outcome.figures().path(RECOVERED));
    json.set(EXPOSURE, outcome.figures().path(EXPOSURE));
    return json;
  }
}
