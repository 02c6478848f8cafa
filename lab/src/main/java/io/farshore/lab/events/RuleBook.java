package io.farshore.lab.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The buses and rules of all Regions. Thread-safe. */
final class RuleBook {

  /** Names a bus. */
  record Bus(String region, String name) {}

  /** A rule and a target of it. */
  private record Match(Rule rule, Target target) {}

  private final Schedules schedules;
  private final Delivery delivery;
  private final Set<Bus> buses = new HashSet<>();
  private final Map<Rule.Key, Rule> rules = new HashMap<>();

  RuleBook(Schedules schedules, Delivery delivery) {
    this.schedules = schedules;
    this.delivery = delivery;
  }

  /** Brings an event to the targets of all rules of a bus that it matches. */
  void publish(String region, String bus, ObjectNode event) {
    String text = event.toString();
    List<Match> matches = new ArrayList<>();
    synchronized (this) {
      requireBus(new Bus(region, bus));
      for (Rule rule : rules(region, bus)) {
        if (rule.matches(text)) {
          rule.targets().forEach(target -> matches.add(new Match(rule, target)));
        }
      }
    }
    matches.forEach(match -> delivery.deliver(event, match.rule(), match.target()));
  }

  synchronized void createBus(Bus bus) {
    if (bus.name().equals("default") || !buses.add(bus)) {
      throw new AwsError(
          "ResourceAlreadyExistsException", 400, "Event bus " + bus.name() + " already exists.");
    }
  }

  synchronized void deleteBus(Bus bus) {
    if (bus.name().equals("default")) {
      throw AwsError.validation("Cannot delete event bus default.");
    }
    if (!rules(bus.region(), bus.name()).isEmpty()) {
      throw AwsError.validation("Event bus can't be deleted since it has rules.");
    }
    buses.remove(bus);
  }

  synchronized List<String> busNames(String region) {
    List<String> names = new ArrayList<>(List.of("default"));
    buses.stream()
        .filter(b -> b.region().equals(region))
        .map(Bus::name)
        .sorted()
        .forEach(names::add);
    return names;
  }

  synchronized void requireBus(Bus bus) {
    if (!bus.name().equals("default") && !buses.contains(bus)) {
      throw missing("Event bus " + bus.name() + " does not exist.");
    }
  }

  /** Puts a rule; one of the same name keeps its targets. */
  synchronized void put(Rule rule) {
    requireBus(new Bus(rule.key().region(), rule.key().bus()));
    Rule before = rules.put(rule.key(), rule);
    if (before != null) {
      before.targets().forEach(rule::put);
    }
    schedules.changed(rule);
  }

  synchronized Rule rule(Rule.Key key) {
    Rule rule = rules.get(key);
    if (rule == null) {
      throw missing("Rule " + key.name() + " does not exist on EventBus " + key.bus() + ".");
    }
    return rule;
  }

  /** The rules of a bus by name. */
  synchronized List<Rule> rules(String region, String bus) {
    return rules.values().stream()
        .filter(rule -> rule.key().region().equals(region) && rule.key().bus().equals(bus))
        .sorted(Comparator.comparing((Rule rule) -> rule.key().name()))
        .toList();
  }

  synchronized void enable(Rule.Key key, boolean on) {
    Rule rule = rule(key);
    rule.enable(on);
    schedules.changed(rule);
  }

  synchronized void putTargets(Rule.Key key, List<Target> targets) {
    Rule rule = rule(key);
    targets.forEach(rule::put);
    schedules.changed(rule);
  }

  synchronized void removeTargets(Rule.Key key, List<String> ids) {
    Rule rule = rule(key);
    ids.forEach(rule::remove);
    schedules.changed(rule);
  }

  /** Deletes a rule, if there is one. */
  synchronized void delete(Rule.Key key) {
    Rule rule = rules.get(key);
    if (rule != null && !rule.targets().isEmpty()) {
      throw AwsError.validation("Rule can't be deleted since it has targets.");
    }
    rules.remove(key);
    schedules.removed(key);
  }

  private static AwsError missing(String message) {
    return new AwsError("ResourceNotFoundException", 400, message);
  }
}
