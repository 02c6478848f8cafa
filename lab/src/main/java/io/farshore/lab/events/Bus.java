package io.farshore.lab.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event bus. Guarded by its service's lock. */
final class Bus {

  private final Name name;
  private final ObjectNode definition;
  private final Instant createdAt;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final BusPolicy policy = new BusPolicy();

  /** Names a bus. */
  record Name(String region, String name) {
    String arn() {
      return "arn:aws:events:" + region + ":" + Account.ID + ":event-bus/" + name;
    }
  }

  /** A bus with the members of CreateEventBus. */
  Bus(Name name, ObjectNode definition, Instant createdAt) {
    this.name = name;
    this.definition = definition;
    this.createdAt = createdAt;
    Tags.put(tags, definition.path("Tags"));
  }

  Name name() {
    return name;
  }

  Map<String, String> tags() {
    return tags;
  }

  BusPolicy policy() {
    return policy;
  }

  ObjectNode describe() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("Name", name.name()).put("Arn", name.arn());
    if (definition.hasNonNull("Description")) {
      node.set("Description", definition.get("Description"));
    }
    policy.text().ifPresent(text -> node.put("Policy", text));
    return node.put("CreationTime", createdAt.getEpochSecond())
        .put("LastModifiedTime", createdAt.getEpochSecond());
  }
}
