package io.farshore.lab.route53;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.route53.NameAnswer.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Answers names as Route 53's servers do. Guarded by its owner's lock. */
final class Resolver {

  private static final int MOST_ALIASES = 5;

  /** An alias has no time of its own; to an ELB Route 53 answers this. */
  private static final int ALIAS_SECONDS = 60;

  private final HealthChecks checks;
  private int turn;

  Resolver(HealthChecks checks) {
    this.checks = checks;
  }

  /** The values of a name's records, of an alias those of its target. */
  List<String> resolve(Collection<HostedZone> zones, String name, String type) {
    return entries(zones, name, type, 0).stream().map(NameAnswer.Entry::value).toList();
  }

  /** What a resolver is told: other names on the way are part of it. */
  NameAnswer answer(Collection<HostedZone> zones, String name, String type) {
    if (zones.stream().noneMatch(zone -> zone.holds(name))) {
      return new NameAnswer(Status.NOT_HERE, List.of());
    }
    if (zones.stream().noneMatch(zone -> zone.hasName(name))) {
      return new NameAnswer(Status.NO_SUCH_NAME, List.of());
    }
    List<NameAnswer.Entry> chain = new ArrayList<>();
    String at = name;
    for (int i = 0; i < MOST_ALIASES; i++) {
      List<NameAnswer.Entry> found = entries(zones, at, type, 0);
      List<NameAnswer.Entry> other =
          found.isEmpty() ? entries(zones, at, "CNAME", 0) : List.<NameAnswer.Entry>of();
      chain.addAll(found);
      chain.addAll(other);
      if (other.isEmpty()) {
        break;
      }
      at = other.get(0).value();
    }
    return new NameAnswer(Status.FOUND, chain);
  }

  private List<NameAnswer.Entry> entries(
      Collection<HostedZone> zones, String name, String type, int depth) {
    List<ObjectNode> sets = new ArrayList<>();
    zones.forEach(zone -> sets.addAll(zone.records(name, type)));
    if (sets.isEmpty() || depth > MOST_ALIASES) {
      return List.of();
    }
    ObjectNode chosen = choose(zones, sets, depth);
    if (chosen.hasNonNull("AliasTarget")) {
      String target = chosen.path("AliasTarget").path("DNSName").asText();
      return entries(zones, target, type, depth + 1).stream()
          .map(
              entry ->
                  new NameAnswer.Entry(HostedZone.normal(name), type, ALIAS_SECONDS, entry.value()))
          .toList();
    }
    return chosen.path("ResourceRecords").findValuesAsText("Value").stream()
        .map(
            value ->
                new NameAnswer.Entry(
                    HostedZone.normal(name), type, chosen.path("TTL").asLong(), value))
        .toList();
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
