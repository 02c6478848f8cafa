package io.farshore.lab.route53;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Answers names as Route 53's servers do. Guarded by its owner's lock. */
final class Resolver {

  private static final int MOST_ALIASES = 5;

  private final HealthChecks checks;
  private int turn;

  Resolver(HealthChecks checks) {
    this.checks = checks;
  }

  List<String> resolve(Collection<HostedZone> zones, String name, String type) {
    return resolve(zones, name, type, 0);
  }

  private List<String> resolve(Collection<HostedZone> zones, String name, String type, int depth) {
    List<ObjectNode> sets = new ArrayList<>();
    zones.forEach(zone -> sets.addAll(zone.records(name, type)));
    if (sets.isEmpty() || depth > MOST_ALIASES) {
      return List.of();
    }
    ObjectNode chosen = choose(zones, sets, depth);
    return chosen.hasNonNull("AliasTarget")
        ? resolve(zones, chosen.path("AliasTarget").path("DNSName").asText(), type, depth + 1)
        : chosen.path("ResourceRecords").findValuesAsText("Value");
  }

  /** When none is healthy all count as healthy, but for a failover pair, whose secondary counts. */
  private ObjectNode choose(Collection<HostedZone> zones, List<ObjectNode> sets, int depth) {
    List<ObjectNode> healthy = sets.stream().filter(set -> isHealthy(zones, set, depth)).toList();
    if (sets.get(0).hasNonNull("Failover")) {
      return healthy.stream()
          .filter(set -> set.path("Failover").asText().equals("PRIMARY"))
          .findFirst()
          .or(
              () ->
                  sets.stream()
                      .filter(set -> set.path("Failover").asText().equals("SECONDARY"))
                      .findFirst())
          .orElse(sets.get(0));
    }
    return byWeight(healthy.isEmpty() ? sets : healthy);
  }

  private ObjectNode byWeight(List<ObjectNode> sets) {
    int total = sets.stream().mapToInt(set -> set.path("Weight").asInt(1)).sum();
    int at = total == 0 ? 0 : turn++ % total;
    for (ObjectNode set : sets) {
      at -= set.path("Weight").asInt(1);
      if (at < 0) {
        return set;
      }
    }
    return sets.get(0);
  }

  private boolean isHealthy(Collection<HostedZone> zones, ObjectNode set, int depth) {
    if (set.hasNonNull("HealthCheckId")) {
      return checks.healthy(set.get("HealthCheckId").asText());
    }
    boolean follows = set.path("AliasTarget").path("EvaluateTargetHealth").asBoolean();
    if (!follows || depth > MOST_ALIASES) {
      return true;
    }
    String target = set.path("AliasTarget").path("DNSName").asText();
    return zones.stream()
        .flatMap(zone -> zone.records(target, set.path("Type").asText()).stream())
        .anyMatch(other -> isHealthy(zones, other, depth + 1));
  }
}
