package io.farshore.command.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The event source mapping of a Region's replicator, as a person may change it. */
public record ReplicatorMapping(World world, String region) {

  /** How often a batch is tried again; -1: without end. */
  public void retries(int attempts) {
    update(input().put("MaximumRetryAttempts", attempts));
  }

  /** Whether the stream is read. */
  public void enabled(boolean enabled) {
    update(input().put("Enabled", enabled));
  }

  private void update(ObjectNode input) {
    world.await(
        "the mapping to be settled",
        () ->
            world
                .call(region, "lambda", "GetEventSourceMapping", input())
                .path("State")
                .asText()
                .matches("Enabled|Disabled"));
    world.call(region, "lambda", "UpdateEventSourceMapping", input);
  }

  private ObjectNode input() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("UUID", world.function(region, "KinesisReplicatorStream"));
  }

  /** How many batches lie in the failure destination. */
  public long givenUp() {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("QueueUrl", world.function(region, "GivenUpBatches"));
    input.putArray("AttributeNames").add("ApproximateNumberOfMessages");
    return world
        .call(region, "sqs", "GetQueueAttributes", input)
        .at("/Attributes/ApproximateNumberOfMessages")
        .asLong();
  }
}
