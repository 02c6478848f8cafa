package io.farshore.lab.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes events of the entries of PutEvents, in EventBridge's envelope. */
final class EventEntries {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ENTRIES = 10;

  /** Takes an event for a bus. */
  @FunctionalInterface
  interface Publisher {
    /**
     * Publishes.
     *
     * @throws AwsError when there is no such bus
     */
    void publish(String region, String bus, ObjectNode event);
  }

  private final EventLoop loop;
  private final Supplier<String> ids;

  EventEntries(EventLoop loop, Supplier<String> ids) {
    this.loop = loop;
    this.ids = ids;
  }

  JsonNode put(ApiCall call, Publisher publisher) {
    JsonNode given = call.input().path("Entries");
    if (given.isEmpty() || given.size() > MOST_ENTRIES) {
      throw AwsError.validation("1 to 10 Entries are wanted, not " + given.size());
    }
    ObjectNode output = JSON.createObjectNode();
    ArrayNode results = output.putArray("Entries");
    int failed = 0;
    for (JsonNode entry : given) {
      ObjectNode result = results.addObject();
      Optional<String> wrong = wrong(entry);
      if (wrong.isPresent()) {
        result.put("ErrorCode", wrong.get()).put("ErrorMessage", message(wrong.get()));
        failed++;
        continue;
      }
      ObjectNode event = event(call.region(), entry);
      // An unknown bus swallows its events on AWS; here it is said.
      publisher.publish(call.region(), RuleApi.busName(entry), event);
      result.put("EventId", event.path("id").asText());
    }
    output.put("FailedEntryCount", failed);
    return output;
  }

  /** The event by which a schedule fires. */
  ObjectNode scheduled(String region, String ruleArn) {
    ObjectNode event = envelope(region, "Scheduled Event", "aws.events", loop.wallTime());
    event.putArray("resources").add(ruleArn);
    event.putObject("detail");
    return event;
  }

  private ObjectNode event(String region, JsonNode entry) {
    Instant time = entry.hasNonNull("Time") ? time(entry.get("Time")) : loop.wallTime();
    ObjectNode event =
        envelope(region, entry.path("DetailType").asText(), entry.path("Source").asText(), time);
    ArrayNode resources = event.putArray("resources");
    entry.path("Resources").forEach(resources::add);
    event.set("detail", detail(entry).orElseThrow());
    return event;
  }

  private ObjectNode envelope(String region, String detailType, String source, Instant time) {
    return JSON.createObjectNode()
        .put("version", "0")
        .put("id", ids.get())
        .put("detail-type", detailType)
        .put("source", source)
        .put("account", "111122223333")
        .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", region);
  }

  private static Optional<String> wrong(JsonNode entry) {
    for (String member : new String[] {"Source", "DetailType", "Detail"}) {
      if (entry.path(member).asText().isEmpty()) {
        return Optional.of("InvalidArgument");
      }
    }
    return detail(entry).isEmpty() ? Optional.of("MalformedDetail") : Optional.empty();
  }

  private static String message(String code) {
    return code.equals("MalformedDetail")
        ? "Detail is malformed."
        : "Parameters Source, DetailType and Detail are all required.";
  }

  private static Optional<JsonNode> detail(JsonNode entry) {
    try {
      JsonNode detail = JSON.readTree(entry.path("Detail").asText());
      return Optional.of(detail).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Instant time(JsonNode time) {
    return time.isNumber()
        ? Instant.ofEpochMilli(time.decimalValue().movePointRight(3).longValue())
        : Instant.parse(time.asText());
  }
}
