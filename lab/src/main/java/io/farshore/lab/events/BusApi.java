package io.farshore.lab.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations on buses, and those on the tags of buses and rules. */
final class BusApi {

  private static final int ARN_PARTS = 6;

  /**
   * Those that the lab does. It has no keys, and so nothing for a bus's own dead-letter queue,
   * which takes the events that a key can't decrypt.
   */
  private static final Set<String> MEMBERS =
      Set.of("Name", "Description", "EventSourceName", "Tags");

  private final RuleBook rules;

  BusApi(RuleBook rules) {
    this.rules = rules;
  }

  JsonNode create(ApiCall call) {
    String name = RuleApi.text(call.input(), "Name");
    if (name.contains("/")) {
      throw AwsError.validation(
          "Event bus name starting with 'aws.' or containing '/' is not valid.");
    }
    call.input()
        .fieldNames()
        .forEachRemaining(
            member -> {
              if (!MEMBERS.contains(member)) {
                throw AwsError.validation("The lab's event buses have no " + member);
              }
            });
    if (call.input().hasNonNull("EventSourceName")) {
      throw AwsError.validation("The lab has no partner event sources.");
    }
    Bus bus = rules.createBus(new Bus.Name(call.region(), name), call.input().deepCopy());
    ObjectNode output = object().put("EventBusArn", bus.name().arn());
    ObjectNode described = bus.describe();
    described.retain("Description");
    return output.setAll(described);
  }

  JsonNode describe(ApiCall call) {
    return rules.bus(named(call)).describe();
  }

  JsonNode delete(ApiCall call) {
    rules.deleteBus(named(call));
    return object();
  }

  JsonNode list(ApiCall call) {
    String prefix = call.input().path("NamePrefix").asText();
    List<JsonNode> all = new ArrayList<>();
    for (Bus bus : rules.buses(call.region())) {
      if (bus.name().name().startsWith(prefix)) {
        all.add(bus.describe());
      }
    }
    return Pages.of(call.input(), "EventBuses", all);
  }

  JsonNode putPermission(ApiCall call) {
    Bus bus = rules.bus(new Bus.Name(call.region(), RuleApi.busName(call.input())));
    bus.policy().put(call.input(), bus.name().arn());
    return object();
  }

  JsonNode removePermission(ApiCall call) {
    rules
        .bus(new Bus.Name(call.region(), RuleApi.busName(call.input())))
        .policy()
        .remove(call.input());
    return object();
  }

  JsonNode listTags(ApiCall call) {
    return Tags.list(tags(call));
  }

  JsonNode tag(ApiCall call) {
    Tags.put(tags(call), call.input().path("Tags"));
    return object();
  }

  JsonNode untag(ApiCall call) {
    Map<String, String> tags = tags(call);
    call.input().path("TagKeys").forEach(key -> tags.remove(key.asText()));
    return object();
  }

  private Map<String, String> tags(ApiCall call) {
    String arn = RuleApi.text(call.input(), "ResourceARN");
    String[] parts = arn.split(":", ARN_PARTS);
    String resource = parts.length == ARN_PARTS ? parts[5] : "";
    String[] steps = resource.split("/");
    if (resource.matches("event-bus/[^/]+")) {
      return rules.bus(new Bus.Name(call.region(), steps[1])).tags();
    }
    if (resource.matches("rule/[^/]+(/[^/]+)?")) {
      String bus = steps.length == 3 ? steps[1] : "default";
      return rules.rule(new Rule.Key(call.region(), bus, steps[steps.length - 1])).tags();
    }
    throw AwsError.validation("Parameter ResourceARN is not valid.");
  }

  private static Bus.Name named(ApiCall call) {
    String name = call.input().path("Name").asText("default");
    return new Bus.Name(call.region(), name.substring(name.lastIndexOf('/') + 1));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
