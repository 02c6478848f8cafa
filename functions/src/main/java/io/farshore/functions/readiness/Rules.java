package io.farshore.functions.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must hold, judged by what AWS answers on the wire. Pure. */
final class Rules {

  /** A card is written every five minutes; one that is older than this was not. */
  static final Duration STALE = Duration.ofMinutes(20);

  /** What the functions beside the replicator need at once, at most. */
  private static final int STEPS_AT_ONCE = 20;

  private Rules() {}

  /** Of the answers of DescribeStreamSummary in both Regions. */
  static List<Finding> streams(String own, JsonNode here, String peer, JsonNode there) {
    JsonNode a = here.path("StreamDescriptionSummary");
    JsonNode b = there.path("StreamDescriptionSummary");
    String name = a.path("StreamName").asText();
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : Map.of(own, a, peer, b).entrySet()) {
      if (!each.getValue().path("StreamStatus").asText().matches("ACTIVE|UPDATING")) {
        findings.add(
            stream(
                name + " in " + each.getKey() + " is " + each.getValue().path("StreamStatus"),
                "wait until it is ACTIVE"));
      }
    }
    differs(findings, a, b, own, peer, "OpenShardCount", "aws kinesis update-shard-count");
    differs(
        findings,
        a,
        b,
        own,
        peer,
        "RetentionPeriodHours",
        "set the parameter RetentionHours alike in both stacks");
    differs(
        findings, a, b, own, peer, "EncryptionType", "deploy the same template in both Regions");
    return findings;
  }

  private static void differs(
      List<Finding> findings,
      JsonNode a,
      JsonNode b,
      String own,
      String peer,
      String member,
      String fix) {
    String here = a.path(member).asText("none");
    String there = b.path(member).asText("none");
    if (!here.equals(there)) {
      findings.add(
          stream("%s is %s in %s and %s in %s".formatted(member, here, own, there, peer), fix));
    }
  }

  private static Finding stream(String problem, String fix) {
    return new Finding("stream", problem, fix);
  }

  /** Of the answer of DescribeLimits: whether the stream could be split once. */
  static List<Finding> shards(String region, JsonNode limits, int open) {
    int left = limits.path("ShardLimit").asInt() - limits.path("OpenShardCount").asInt();
    return left >= open
        ? List.of()
        : List.of(
            new Finding(
                "quotas",
                "%s has room for %d more shards; to double the stream's takes %d"
                    .formatted(region, left, open),
                "ask for a higher quota of Kinesis shards per Region"));
  }

  /** Of the answer of GetAccountSettings: whether all shards can be replicated at once. */
  static List<Finding> concurrency(String region, JsonNode account, int open) {
    int free = account.at("/AccountLimit/UnreservedConcurrentExecutions").asInt();
    int needed = open + STEPS_AT_ONCE;
    return free >= needed
        ? List.of()
        : List.of(
            new Finding(
                "quotas",
                "%s leaves %d concurrent executions to functions; %d shards and the steps need %d"
                    .formatted(region, free, open, needed),
                "ask for a higher quota of concurrent executions, or take reservations back"));
  }

  /**
   * Of the answer of GetEventSourceMapping.
   *
   * @param retries as the stack's parameter says
   */
  static List<Finding> mapping(JsonNode mapping, int retries) {
    List<Finding> findings = new ArrayList<>();
    String uuid = mapping.path("UUID").asText();
    String state = mapping.path("State").asText();
    if (!state.matches("Enabled|Updating")) {
      findings.add(
          new Finding(
              "mapping",
              "the event source mapping of the replicator is " + state + ": nothing is copied",
              "aws lambda update-event-source-mapping --uuid " + uuid + " --enabled"));
    }
    Map<String, Integer> wanted =
        Map.of(
            "ParallelizationFactor", 1,
            "MaximumRetryAttempts", retries,
            "MaximumRecordAgeInSeconds", -1);
    for (String member : new TreeSet<>(wanted.keySet())) {
      if (mapping.path(member).asInt() != wanted.get(member)) {
        findings.add(
            new Finding(
                "mapping",
                "%s of the replicator's mapping is %s, not %d: order or completeness rest on it"
                    .formatted(member, mapping.path(member), wanted.get(member)),
                "deploy the stack again"));
      }
    }
    return findings;
  }

  /** Of the answer of DescribeTable: whether a replica is in each Region. */
  static List<Finding> table(JsonNode answer, String own, String peer) {
    JsonNode table = answer.path("Table");
    String name = table.path("TableName").asText();
    List<Finding> findings = new ArrayList<>();
    if (!table.path("TableStatus").asText().matches("ACTIVE|UPDATING")) {
      findings.add(
          new Finding(
              "tables",
              name + " in " + own + " is " + table.path("TableStatus").asText(),
              "wait until it is ACTIVE"));
    }
    Set<String> regions = new TreeSet<>();
    for (JsonNode replica : table.path("Replicas")) {
      if (replica.path("ReplicaStatus").asText("ACTIVE").matches("ACTIVE|UPDATING")) {
        regions.add(replica.path("RegionName").asText());
      }
    }
    if (!regions.contains(peer)) {
      findings.add(
          new Finding(
              "tables",
              name + " has no replica that is ACTIVE in " + peer,
              "deploy tables.yaml with both Regions"));
    }
    return findings;
  }

  /** Of the card that the peer's stack has left in the table. */
  static List<Finding> alike(StackCard own, StackCard peers, String peer, Instant now) {
    List<Finding> findings = new ArrayList<>();
    if (Duration.between(peers.at(), now).compareTo(STALE) > 0) {
      findings.add(
          new Finding(
              "stacks",
              "what the stack in " + peer + " said last here is of " + peers.at(),
              "look at its ReadinessCheck, and at the tables' replication"));
    }
    Set<String> names = new TreeSet<>();
    own.parameters().fieldNames().forEachRemaining(names::add);
    peers.parameters().fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      String here = own.parameters().path(name).asText("missing");
      String there = peers.parameters().path(name).asText("missing");
      if (!here.equals(there)) {
        findings.add(
            new Finding(
                "stacks",
                "the parameter %s is \"%s\" here and \"%s\" in %s"
                    .formatted(name, here, there, peer),
                "deploy both stacks with the same value"));
      }
    }
    if (!own.version().equals(peers.version()) || !own.code().equals(peers.code())) {
      findings.add(
          new Finding(
              "stacks",
              "%s has version %s of the stack, and this Region %s%s"
                  .formatted(
                      peer,
                      peers.version(),
                      own.version(),
                      own.code().equals(peers.code()) ? "" : ", with other code"),
              "deploy the same build in both Regions"));
    }
    return findings;
  }

  static Finding noCard(String peer) {
    return new Finding(
        "stacks",
        "no stack in " + peer + " has said anything of itself here",
        "deploy it; if it is there, look at its ReadinessCheck and at the tables' replication");
  }

  static Finding denied(String role, List<String> actions, String resource) {
    return new Finding(
        "permissions",
        "%s may not %s on %s".formatted(role, String.join(", ", actions), resource),
        "look for what has changed its policies (a boundary, an organization's policy, a person),"
            + " and deploy the stack again");
  }

  static Finding notLooked(String check, RuntimeException failure) {
    return new Finding(
        check,
        "could not be looked at: " + failure.getMessage(),
        "if the Region answers otherwise, look at the role of ReadinessCheck");
  }
}
