package io.farshore.lab.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The operations on rules and targets. */
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
      case "PutRule" -> putRule(call);
      case "DescribeRule" -> describe(rules.rule(key(call, "Name"))).put("CreatedBy", Account.ID);
      case "ListRules" -> listRules(call);
      case "ListRuleNamesByTarget" -> listRuleNames(call);
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
    Bus.Name bus = new Bus.Name(call.region(), busName(call.input()));
    rules.bus(bus);
    String prefix = call.input().path("NamePrefix").asText();
    List<JsonNode> all = new ArrayList<>();
    for (Rule rule : rules.rules(bus)) {
      if (rule.key().name().startsWith(prefix)) {
        all.add(describe(rule));
      }
    }
    return Pages.of(call.input(), "Rules", all);
  }

  private JsonNode listRuleNames(ApiCall call) {
    Bus.Name bus = new Bus.Name(call.region(), busName(call.input()));
    rules.bus(bus);
    String arn = call.input().path("TargetArn").asText();
    List<JsonNode> names = new ArrayList<>();
    for (Rule rule : rules.rules(bus)) {
      if (rule.targets().stream().anyMatch(target -> target.arn().equals(arn))) {
        names.add(JsonNodeFactory.instance.textNode(rule.key().name()));
      }
    }
    return Pages.of(call.input(), "RuleNames", names);
  }

  private static ObjectNode describe(Rule rule) {
    ObjectNode output = object().put("Name", rule.key().name()).put("Arn", rule.arn());
    for (String member :
        new String[] {"EventPattern", "ScheduleExpression", "Description", "RoleArn"}) {
      if (rule.definition().hasNonNull(member)) {
        output.set(member, rule.definition().get(member));
      }
    }
    return output
        .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
        .put("EventBusName", rule.key().bus());
  }

  private JsonNode putTargets(ApiCall call) {
    Rule rule = rules.rule(key(call, "Rule"));
    List<Target> targets = new ArrayList<>();
    for (JsonNode target : call.input().path("Targets")) {
      targets.add(Target.of((ObjectNode) target.deepCopy()));
    }
    rules.putTargets(rule.key(), targets);
    return failures(List.of());
  }

  private JsonNode removeTargets(ApiCall call) {
    List<String> ids = new ArrayList<>();
    call.input().path("Ids").forEach(id -> ids.add(id.asText()));
    return failures(rules.removeTargets(key(call, "Rule"), ids));
  }

  private static JsonNode failures(List<String> missingIds) {
    ObjectNode output = object().put("FailedEntryCount", missingIds.size());
    ArrayNode entries = output.putArray("FailedEntries");
    for (String id : missingIds) {
      entries
          .addObject()
          .put("TargetId", id)
          .put("ErrorCode", "ResourceNotFoundException")
          .put("ErrorMessage", "Target " + id + " does not exist.");
    }
    return output;
  }

  private JsonNode listTargets(ApiCall call) {
    List<JsonNode> all = new ArrayList<>();
    rules.rule(key(call, "Rule")).targets().forEach(target -> all.add(target.definition()));
    return Pages.of(call.input(), "Targets", all);
  }

  private static JsonNode testPattern(ApiCall call) {
    EventPattern pattern = EventPattern.of(text(call.input(), "EventPattern"));
    String event = text(call.input(), "Event");
    TestEvent.check(event);
    return object().put("Result", pattern.matches(event));
  }

  private static JsonNode done(Runnable work) {
    work.run();
    return object();
  }

  private static Rule.Key key(ApiCall call, String member) {
    return new Rule.Key(call.region(), busName(call.input()), text(call.input(), member));
  }

  static String text(JsonNode input, String member) {
    JsonNode value = input.path(member);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw AwsError.validation(
          "1 validation error detected: Value null at '"
              + Character.toLowerCase(member.charAt(0))
              + member.substring(1)
              + "' failed to satisfy constraint: Member must not be null");
    }
    return value.textValue();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
