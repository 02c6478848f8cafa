package io.farshore.lab.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes events of the entries of PutEvents, in EventBridge's envelope. */
final class EventEntries {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 262_144;
  private static final int TIME_BYTES = 14;

  /** Takes an event for a bus. */
  @FunctionalInterface
  interface Publisher {
    void publish(Bus.Name bus, ObjectNode event);
  }

  private final EventLoop loop;
  private final Supplier<String> ids;

  EventEntries(EventLoop loop, Supplier<String> ids) {
    this.loop = loop;
    this.ids = ids;
  }

  JsonNode put(ApiCall call, Publisher publisher) {
    JsonNode given = call.input().path("Entries");
    checkSize(given);
    ObjectNode output = JSON.createObjectNode();
    ArrayNode results = output.putArray("Entries");
    int failed = 0;
    for (JsonNode entry : given) {
      ObjectNode result = results.addObject();
      Optional<AwsError> wrong = wrong(call, entry);
      if (wrong.isPresent()) {
        result.put("ErrorCode", wrong.get().code());
        result.put("ErrorMessage", wrong.get().getMessage());
        failed++;
        continue;
      }
      ObjectNode event = event(call.region(), entry);
      publisher.publish(new Bus.Name(call.region(), RuleApi.busName(entry)), event);
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
        .put("account", Account.ID)
        .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", region);
  }

  private static Optional<AwsError> wrong(ApiCall call, JsonNode entry) {
    for (String member : new String[] {"Source", "DetailType", "Detail"}) {
      if (entry.path(member).asText().isEmpty()) {
        return Optional.of(
            new AwsError(
                "InvalidArgument",
                400,
                "Parameter "
                    + member
                    + " is not valid. Reason: "
                    + member
                    + " is a required argument."));
      }
    }
    if (detail(entry).isEmpty()) {
      return Optional.of(new AwsError("MalformedDetail", 400, "Detail is malformed."));
    }
    boolean ofAws =
        call.caller().homeRegion().isPresent() && !call.caller().principal().contains(":function:");
    return entry.path("Source").asText().startsWith("aws.") && !ofAws
        ? Optional.of(
            new AwsError("NotAuthorizedForSourceException", 400, "Not authorized for the source."))
        : Optional.empty();
  }

  private static void checkSize(JsonNode entries) {
    if (entries.isEmpty()) {
      throw AwsError.validation(
          "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint:"
              + " Member must have length greater than or equal to 1");
    }
    if (entries.size() > MOST_ENTRIES) {
      List<String> shown = new ArrayList<>();
      entries.forEach(entry -> shown.add(shown(entry)));
      throw AwsError.validation(
          "1 validation error detected: Value '["
              + String.join(", ", shown)
              + "]' at 'entries' failed to satisfy constraint: Member must have length less than"
              + " or equal to 10");
    }
    int bytes = 0;
    for (JsonNode entry : entries) {
      bytes += entry.hasNonNull("Time") ? TIME_BYTES : 0;
      for (String member : new String[] {"Source", "DetailType", "Detail"}) {
        bytes += length(entry.path(member));
      }
      for (JsonNode resource : entry.path("Resources")) {
        bytes += length(resource);
      }
    }
    if (bytes > MOST_BYTES) {
      throw AwsError.validation("Total size of the entries in the request is over the limit.");
    }
  }

  private static int length(JsonNode text) {
    return text.asText().getBytes(StandardCharsets.UTF_8).length;
  }

  /** An entry as AWS's message about too many of them shows it. */
  private static String shown(JsonNode entry) {
    StringBuilder text = new StringBuilder("PutEventsRequestEntry(");
    for (String member :
        List.of("Time", "Source", "Resources", "DetailType", "Detail", "EventBusName")) {
      text.append(Character.toLowerCase(member.charAt(0))).append(member.substring(1)).append('=');
      text.append(entry.path(member).asText("null")).append(", ");
    }
    return text + "traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)";
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
