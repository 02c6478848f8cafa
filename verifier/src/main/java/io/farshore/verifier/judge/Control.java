package io.farshore.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.farshore.verifier.evidence.DumpedRecord;
import java.io.IOException;
import java.util.Optional;

/** A record that Farshore itself put into a stream. */
sealed interface Control {

  /** Plain: there are many of them. */
  ObjectReader READER = new ObjectMapper().reader();

  /** A producer's sign of life in one shard, with its low watermark. */
  record Heartbeat(long epoch, String producer, String shardId, Mark lowWatermark)
      implements Control {}

  /** The first record of an epoch in a shard. */
  record Marker(long epoch, String region, String shardId) implements Control {}

  /** What {@code dumped} is, if it is one of these; partition key and data must both say so. */
  static Optional<Control> of(DumpedRecord dumped) {
    if (!dumped.partitionKey().startsWith("farshore-")) {
      return Optional.empty();
    }
    try {
      JsonNode node = READER.readTree(dumped.data());
      long epoch = node.path("epoch").asLong();
      String shardId = node.path("shardId").asText();
      return switch (node.path("farshore").asText()) {
        case "heartbeat" ->
            Optional.of(
                new Heartbeat(
                    epoch, node.path("producer").asText(), shardId, Mark.ofHeartbeat(node)));
        case "epoch" -> Optional.of(new Marker(epoch, node.path("region").asText(), shardId));
        default -> Optional.empty();
      };
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }
}
