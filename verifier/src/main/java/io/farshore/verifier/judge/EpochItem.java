package io.farshore.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.verifier.evidence.Timestamps;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One epoch, as an item of the table tells it.
 *
 * @param shards by shard id: the marker's sequence number, null for one named closed
 * @param listedParents the parents of the shards, as far as they were listed
 * @param resumeFrom by producer
 */
record EpochItem(
    long number,
    String activeRegion,
    String phase,
    Map<String, BigInteger> shards,
    Set<String> listedParents,
    Map<String, Mark> resumeFrom,
    String startedBy,
    Instant createdAt,
    Instant activatedAt,
    Instant deadline) {

  static boolean isOne(JsonNode item) {
    return item.path("entry").path("S").asText().startsWith("epoch#");
  }

  static EpochItem of(JsonNode item) {
    Map<String, BigInteger> shards = new TreeMap<>();
    Set<String> listedParents = new TreeSet<>();
    item.path("shards")
        .path("M")
        .properties()
        .forEach(
            shard -> {
              JsonNode named = shard.getValue().path("M");
              shards.put(shard.getKey(), marker(named));
              named
                  .path("parents")
                  .path("L")
                  .forEach(parent -> listedParents.add(parent.path("S").asText()));
            });
    Map<String, Mark> resumeFrom = new TreeMap<>();
    item.path("resumeFrom")
        .path("M")
        .properties()
        .forEach(mark -> resumeFrom.put(mark.getKey(), Mark.ofItem(mark.getValue())));
    return new EpochItem(
        item.path("epoch").path("N").asLong(),
        item.path("activeRegion").path("S").asText(),
        item.path("phase").path("S").asText(),
        shards,
        listedParents,
        resumeFrom,
        item.path("startedBy").path("S").asText(),
        at(item, "createdAt"),
        at(item, "activatedAt"),
        at(item, "deadline"));
  }

  /** Whether it is the later one: by number, and by Region where two have one number. */
  boolean isAfter(EpochItem other) {
    return number != other.number
        ? number > other.number
        : activeRegion.compareTo(other.activeRegion) > 0;
  }

  boolean active() {
    return phase.equals("ACTIVE");
  }

  boolean inForce() {
    return active() || phase.equals("FENCING");
  }

  /** Where the phase stands on its way; the later of two copies counts. */
  int progress() {
    return switch (phase) {
      case "DRAINING" -> 0;
      case "ABANDONED" -> 1;
      case "FENCING" -> 2;
      case "ACTIVE" -> 3;
      default -> -1;
    };
  }

  private static BigInteger marker(JsonNode shard) {
    String marker = shard.path("marker").path("S").textValue();
    return shard.path("state").path("S").asText().equals("CLOSED") || marker == null
        ? null
        : new BigInteger(marker);
  }

  private static Instant at(JsonNode item, String name) {
    return Timestamps.read(item.path(name).path("S")).orElse(null);
  }
}
