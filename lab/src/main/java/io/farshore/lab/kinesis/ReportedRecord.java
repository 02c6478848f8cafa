package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A record with where it stands.
 *
 * @param parentShardIds see {@link ShardInfo}
 */
public record ReportedRecord(String shardId, List<String> parentShardIds, StoredRecord entry) {

  /**
   * The members {@code shardId}, {@code parentShardIds}, {@code sequenceNumber}, {@code
   * partitionKey}, {@code data} (written as base64) and {@code approximateArrivalTimestamp}
   * (ISO-8601, UTC).
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("shardId", shardId);
    parentShardIds.forEach(json.putArray("parentShardIds")::add);
    json.put("sequenceNumber", entry.sequenceNumber());
    json.put("partitionKey", entry.partitionKey());
    json.put("data", entry.data());
    json.put("approximateArrivalTimestamp", entry.approximateArrivalTimestamp().toString());
    return json;
  }
}
