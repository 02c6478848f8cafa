package io.farshore.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.verifier.evidence.RegionTables;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One shard's checkpoint, as an item of the table tells it.
 *
 * @param sequenceNumber null on a child that was never seen
 * @param watermarks by producer
 */
record Checkpoint(
    String sourceRegion,
    String shardId,
    long epoch,
    BigInteger sequenceNumber,
    Map<String, Mark> watermarks,
    List<String> children,
    boolean retired) {

  static List<Checkpoint> in(RegionTables tables) {
    return tables.kdsReplicationCheckpoint().stream()
        .filter(item -> entry(item).startsWith("shard#"))
        .map(Checkpoint::of)
        .toList();
  }

  private static Checkpoint of(JsonNode item) {
    String[] entry = entry(item).split("#", 3);
    Map<String, Mark> watermarks = new TreeMap<>();
    item.path("watermarks")
        .path("M")
        .properties()
        .forEach(mark -> watermarks.put(mark.getKey(), Mark.ofItem(mark.getValue())));
    List<String> children = new ArrayList<>();
    item.path("children").path("L").forEach(child -> children.add(child.path("S").asText()));
    item.path("children").path("SS").forEach(child -> children.add(child.asText()));
    String sequenceNumber = item.path("sequenceNumber").path("S").textValue();
    return new Checkpoint(
        entry[1],
        entry[2],
        item.path("epoch").path("N").asLong(),
        sequenceNumber == null ? null : new BigInteger(sequenceNumber),
        watermarks,
        children,
        item.path("retired").path("BOOL").asBoolean());
  }

  static String entry(JsonNode item) {
    return item.path("entry").path("S").asText();
  }
}
