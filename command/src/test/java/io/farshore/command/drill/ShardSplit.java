package io.farshore.command.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;

/** Splits a shard as a person does who wants more of them. */
final class ShardSplit {

  private ShardSplit() {}

  /** Splits the first open shard in the middle, waits for its children, and answers its id. */
  static String first(World world, String region) {
    JsonNode shard =
        world.lab().shards(region).stream()
            .filter(each -> !each.at("/SequenceNumberRange").hasNonNull("EndingSequenceNumber"))
            .findFirst()
            .orElseThrow();
    BigInteger low = new BigInteger(shard.at("/HashKeyRange/StartingHashKey").asText());
    BigInteger high = new BigInteger(shard.at("/HashKeyRange/EndingHashKey").asText());
    String id = shard.path("ShardId").asText();
    world.call(
        region,
        "kinesis",
        "SplitShard",
        JsonNodeFactory.instance
            .objectNode()
            .put("StreamName", world.lab().stream())
            .put("ShardToSplit", id)
            .put("NewStartingHashKey", low.add(high).shiftRight(1).toString()));
    world.await(
        "the children of " + id,
        () ->
            world.lab().shards(region).stream()
                .anyMatch(each -> each.path("ParentShardId").asText().equals(id)));
    return id;
  }
}
