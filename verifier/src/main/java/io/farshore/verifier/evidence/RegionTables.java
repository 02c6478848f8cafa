package io.farshore.verifier.evidence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One Region's replica of the two tables: all items, as DynamoDB JSON ({@code
 * {"epoch":{"N":"1"}}}).
 *
 * @param region the Region
 * @param kdsActiveRegionConfig the items of the table of this name
 * @param kdsReplicationCheckpoint the items of the table of this name
 */
public record RegionTables(
    @JsonIgnore String region,
    List<JsonNode> kdsActiveRegionConfig,
    List<JsonNode> kdsReplicationCheckpoint) {
  /** Copies both lists. */
  public RegionTables {
    kdsActiveRegionConfig = List.copyOf(kdsActiveRegionConfig);
    kdsReplicationCheckpoint = List.copyOf(kdsReplicationCheckpoint);
  }
}
