package io.farshore.functions.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.readiness.Permissions.Grant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One look at all that a failover needs. What can't be looked at is a finding of its own. */
final class Look {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KINESIS = "Kinesis_20131202.";
  private static final String DYNAMODB = "DynamoDB_20120810.";

  private final Stack stack;
  private final Deployed deployed;
  private final Calls calls;
  private final Instant now;
  private final String own;
  private final String peer;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> checked = new ArrayList<>();

  Look(Stack stack, Deployed deployed, Calls calls, Instant now) {
    this.stack = stack;
    this.deployed = deployed;
    this.calls = calls;
    this.now = now;
    this.own = stack.own().name();
    this.peer = stack.peer().name();
  }

  /** What was found, in the order of the checks. */
  List<Finding> all() {
    check("stream", () -> Rules.streams(own, describeStream(own), peer, describeStream(peer)));
    check("quotas", this::quotas);
    check(
        "mapping",
        () ->
            Rules.mapping(
                calls.lambda(own, "/2015-03-31/event-source-mappings/" + deployed.mapping()),
                deployed.parameters().path("MaximumRetryAttempts").asInt(-1)));
    check("tables", () -> Rules.table(describeTable(deployed.activeRegionTable()), own, peer));
    check("tables", () -> Rules.table(describeTable(deployed.checkpointTable()), own, peer));
    check("stacks", this::stacks);
    check("permissions", this::permissions);
    return List.copyOf(findings);
  }

  /** The names of all checks, each once. */
  List<String> checked() {
    return checked.stream().distinct().toList();
  }

  private void check(String name, Supplier<List<Finding>> rule) {
    checked.add(name);
    try {
      findings.addAll(rule.get());
    } catch (CallRefused e) {
      findings.add(Rules.notLooked(name, e));
    }
  }

  private JsonNode describeStream(String region) {
    ObjectNode input = JSON.createObjectNode().put("StreamName", stack.stream().value());
    return calls.json("kinesis", region, KINESIS + "DescribeStreamSummary", input);
  }

  private List<Finding> quotas() {
    int open = describeStream(own).at("/StreamDescriptionSummary/OpenShardCount").asInt();
    JsonNode limits =
        calls.json("kinesis", own, KINESIS + "DescribeLimits", JSON.createObjectNode());
    List<Finding> found = new ArrayList<>(Rules.shards(own, limits, open));
    found.addAll(Rules.concurrency(own, calls.lambda(own, "/2016-08-19/account-settings"), open));
    return found;
  }

  private JsonNode describeTable(String name) {
    return calls.json(
        "dynamodb",
        own,
        DYNAMODB + "DescribeTable",
        JSON.createObjectNode().put("TableName", name));
  }

  private List<Finding> stacks() {
    String path = "/2015-03-31/functions/" + deployed.replicator() + "/configuration";
    String code = calls.lambda(own, path).path("CodeSha256").asText();
    StackCard card = new StackCard(deployed.parameters(), deployed.version(), code, now);
    ObjectNode put = JSON.createObjectNode().put("TableName", deployed.activeRegionTable());
    put.set("Item", card.item(stack.stream().value(), own));
    calls.json("dynamodb", own, DYNAMODB + "PutItem", put);
    return peersCard()
        .map(peers -> Rules.alike(card, peers, peer, now))
        .orElseGet(() -> List.of(Rules.noCard(peer)));
  }

  private Optional<StackCard> peersCard() {
    ObjectNode get = JSON.createObjectNode().put("TableName", deployed.activeRegionTable());
    get.set("Key", StackCard.key(stack.stream().value(), peer));
    JsonNode answer = calls.json("dynamodb", own, DYNAMODB + "GetItem", get);
    return Optional.of(answer.path("Item")).filter(JsonNode::isObject).map(StackCard::of);
  }

  /** Ends with the first question that IAM does not answer: the others would wait in vain, too. */
  private List<Finding> permissions() {
    List<Finding> found = new ArrayList<>();
    for (Grant grant : Permissions.load(deployed.values(stack)).grants()) {
      found.addAll(permission(grant));
    }
    return found;
  }

  private List<Finding> permission(Grant grant) {
    String role = deployed.roles().get(grant.owner());
    if (role == null) {
      throw new IllegalStateException("ROLE_ARNS has no " + grant.owner());
    }
    List<String> denied = calls.denied(role, grant.actions(), grant.resource());
    return denied.isEmpty()
        ? List.of()
        : List.of(Rules.denied(grant.owner(), denied, grant.resource()));
  }
}
