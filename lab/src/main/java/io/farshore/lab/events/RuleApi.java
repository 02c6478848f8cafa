package io.farshore.lab.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.events.RuleBook.Bus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The operations on buses, rules and targets. */
final class RuleApi {

  private static final Set<String> RULE_MEMBERS =
      Set.of(
          "Name",
          "EventBusName",
          "EventPattern",
          "ScheduleExpression",
          "State",
          "Description",
          "RoleArn",
          "Tags");

  private final RuleBook rules;

  RuleApi(RuleBook rules) {
    this.rules = rules;
  }

  JsonNode answer(ApiCall call) {
    return switch (call.operation()) {
      case "CreateEventBus" -> createBus(call);
      case "DescribeEventBus" -> describeBus(call);
      case "ListEventBuses" -> listBuses(call);
      case "DeleteEventBus" -> done(() -> rules.deleteBus(bus(call, "Name")));
      case "PutRule" -> putRule(call);
      case "DescribeRule" -> describe(rules.rule(key(call, "Name")));
      case "ListRules" -> listRules(call);
      case "EnableRule" -> done(() -> rules.enable(key(call, "Name"), true));
      case "DisableRule" -> done(() -> rules.enable(key(call, "Name"), false));
      case "DeleteRule" -> done(() -> rules.delete(key(call, "Name")));
      case "PutTargets" -> putTargets(call);
      case "RemoveTargets" -> removeTargets(call);
      case "ListTargetsByRule" -> listTargets(call);
      case "TestEventPattern" -> testPattern(call);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  /** The bus of a request: {@code EventBusName} as a name or an ARN, or the default one. */
  static String busName(JsonNode input) {
    String given = input.path("EventBusName").asText("default");
    return given.substring(given.lastIndexOf('/') + 1);
  }

  private JsonNode createBus(ApiCall call) {
    Bus bus = bus(call, "Name");
    rules.createBus(bus);
    return object().put("EventBusArn", arn(bus));
  }

  private JsonNode describeBus(ApiCall call) {
    Bus bus = call.input().has("Name") ? bus(call, "Name") : new Bus(call.region(), "default");
    rules.requireBus(bus);
    return object().put("Name", bus.name()).put("Arn", arn(bus));
  }

  private JsonNode listBuses(ApiCall call) {
    ObjectNode output = object();
    ArrayNode list = output.putArray("EventBuses");
    for (String name : rules.busNames(call.region())) {
      list.addObject().put("Name", name).put("Arn", arn(new Bus(call.region(), name)));
    }
    return output;
  }

  private JsonNode putRule(ApiCall call) {
    call.input()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!RULE_MEMBERS.contains(name)) {
                throw AwsError.validation("The lab's rules have no " + name);
              }
            });
    Rule rule = new Rule(key(call, "Name"), call.input().deepCopy());
    rules.put(rule);
    return object().put("RuleArn", rule.arn());
  }

  private JsonNode listRules(ApiCall call) {
    Bus bus = new Bus(call.region(), busName(call.input()));
    rules.requireBus(bus);
    String prefix = call.input().path("NamePrefix").asText();
    ObjectNode output = object();
    ArrayNode list = output.putArray("Rules");
    for (Rule rule : rules.rules(bus.region(), bus.name())) {
      if (rule.key().name().startsWith(prefix)) {
        list.add(describe(rule));
      }
    }
    return output;
  }

  private static ObjectNode describe(Rule rule) {
    ObjectNode output = object().put("Name", rule.key().name()).put("Arn", rule.arn());
    for (String member : new String[] {"EventPattern", "ScheduleExpression", "Description"}) {
      if (rule.definition().hasNonNull(member)) {
        output.set(member, rule.definition().get(member));
      }
    }
    return output
        .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
        .put("EventBusName", rule.key().bus());
  }

  private JsonNode putTargets(ApiCall call) {
    List<Target> targets = new ArrayList<>();
    for (JsonNode target : call.input().path("Targets")) {
      targets.add(Target.of((ObjectNode) target.deepCopy()));
    }
    rules.putTargets(key(call, "Rule"), targets);
    return noneFailed();
  }

  private JsonNode removeTargets(ApiCall call) {
    List<String> ids = new ArrayList<>();
    call.input().path("Ids").forEach(id -> ids.add(id.asText()));
    rules.removeTargets(key(call, "Rule"), ids);
    return noneFailed();
  }

  private JsonNode listTargets(ApiCall call) {
    ObjectNode output = object();
    ArrayNode list = output.putArray("Targets");
    rules.rule(key(call, "Rule")).targets().forEach(target -> list.add(target.definition()));
    return output;
  }

  private static JsonNode testPattern(ApiCall call) {
    boolean matches =
        Rule.matches(Rule.machine(text(call.input(), "EventPattern")), text(call.input(), "Event"));
    return object().put("Result", matches);
  }

  private static JsonNode done(Runnable work) {
    work.run();
    return object();
  }

  private static JsonNode noneFailed() {
    ObjectNode output = object().put("FailedEntryCount", 0);
    output.putArray("FailedEntries");
    return output;
  }

  private static Rule.Key key(ApiCall call, String member) {
    return new Rule.Key(call.region(), busName(call.input()), text(call.input(), member));
  }

  private static Bus bus(ApiCall call, String member) {
    String name = text(call.input(), member);
    return new Bus(call.region(), name.substring(name.lastIndexOf('/') + 1));
  }

  private static String arn(Bus bus) {
    return "arn:aws:events:" + bus.region() + ":111122223333:event-bus/" + bus.name();
  }

  private static String text(JsonNode input, String member) {
    JsonNode value = input.path(member);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw AwsError.validation(member + " is wanted.");
    }
    return value.textValue();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
