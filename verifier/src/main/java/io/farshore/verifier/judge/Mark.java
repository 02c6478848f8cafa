package io.farshore.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.verifier.evidence.Timestamps;
import java.time.Instant;

/**
 * A place in a change log, as the tables and heartbeats name it; both null: where the log began.
 *
 * @param commitTimestamp everything below it is meant
 * @param position exact, where known
 */
public record Mark(Instant commitTimestamp, String position) {
  /** Where the log began. */
  static final Mark START = new Mark(null, null);

  /** The mark in a map attribute of DynamoDB JSON; an absent one is {@link #START}. */
  static Mark ofItem(JsonNode attribute) {
    JsonNode map = attribute.path("M");
    return new Mark(
        Timestamps.read(map.path("commitTimestamp").path("S")).orElse(null),
        map.path("position").path("S").textValue());
  }

  /** The mark in a heartbeat. */
  static Mark ofHeartbeat(JsonNode heartbeat) {
    return new Mark(
        Timestamps.read(heartbeat.path("commitTimestamp")).orElse(null),
        heartbeat.path("position").isMissingNode() || heartbeat.path("position").isNull()
            ? null
            : heartbeat.path("position").asText());
  }

  /** The lower one by commit timestamp; the position stays only where both agree on all. */
  static Mark lower(Mark one, Mark other) {
    if (one.commitTimestamp == null || other.commitTimestamp == null) {
      return one.commitTimestamp == null && one.position == null ? one : startOr(one, other);
    }
    int order = one.commitTimestamp.compareTo(other.commitTimestamp);
    if (order != 0) {
      return order < 0 ? one : other;
    }
    return one.equals(other) ? one : new Mark(one.commitTimestamp, null);
  }

  private static Mark startOr(Mark one, Mark other) {
    return other.commitTimestamp == null && other.position == null ? other : one;
  }
}
