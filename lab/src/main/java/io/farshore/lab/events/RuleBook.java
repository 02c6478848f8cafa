package io.farshore.lab.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.AwsError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The buses and rules of all Regions. Thread-safe. */
final class RuleBook {

  private static final int MOST_TARGETS = 5;

  /** A rule and a target of it. */
  private record Match(Rule rule, Target target) {}

  private final Schedules schedules;
  private final Delivery delivery;
  private final EventLoop loop;
  private final Map<Bus.Name, Bus> buses = new HashMap<>();
  private final Map<Rule.Key, Rule> rules = new HashMap<>();

  RuleBook(Schedules schedules, Delivery delivery, EventLoop loop) {
    this.schedules = schedules;
    this.delivery = delivery;
    this.loop = loop;
  }

  /** Brings an event to the targets of all rules of a bus that it matches. */
  void publish(Bus.Name bus, ObjectNode event) {
    String text = event.toString();
    List<Match> matches = new ArrayList<>();
    synchronized (this) {
      bus(bus);
      for (Rule rule : rules(bus)) {
        if (rule.matches(text)) {
          rule.targets().forEach(target -> matches.add(new Match(rule, target)));
        }
      }
    }
    matches.forEach(match -> delivery.deliver(event, match.rule(), match.target()));
  }

  synchronized Bus createBus(Bus.Name name, ObjectNode definition) {
    if (find(name).isPresent()) {
      throw new AwsError(
          "ResourceAlreadyExistsException", 400, "Event bus " + name.name() + " already exists.");
    }
    Bus made = new Bus(name, definition, loop.wallTime());
    buses.put(name, made);
    return made;
  }

  synchronized void deleteBus(Bus.Name name) {
    if (name.name().equals("default")) {
      throw AwsError.validation("Cannot delete event bus default.");
    }
    if (!rules(name).isEmpty()) {
      throw AwsError.validation("Event bus can't be deleted since it has rules.");
    }
    buses.remove(name);
  }

  /** The buses of a Region by name. */
  synchronized List<Bus> buses(String region) {
    bus(new Bus.Name(region, "default"));
    return buses.values().stream()
        .filter(bus -> bus.name().region().equals(region))
        .sorted(Comparator.comparing((Bus bus) -> bus.name().name()))
        .toList();
  }

  synchronized Bus bus(Bus.Name name) {
    return find(name).orElseThrow(() -> missing("Event bus " + name.name() + " does not exist."));
  }

  /** A bus, if it is there; the default one always is. */
  synchronized Optional<Bus> find(Bus.Name name) {
    if (name.name().equals("default") && !buses.containsKey(name)) {
      ObjectNode nothing = JsonNodeFactory.instance.objectNode();
      buses.put(name, new Bus(name, nothing, loop.wallTime()));
    }
    return Optional.ofNullable(buses.get(name));
  }

  /** Puts a rule; one of the same name keeps its targets and its tags. */
  synchronized void put(Rule rule) {
    bus(rule.key().busName());
    Rule before = rules.put(rule.key(), rule);
    if (before != null) {
      before.targets().forEach(rule::put);
      rule.tags().putAll(before.tags());
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
  synchronized List<Rule> rules(Bus.Name bus) {
    return rules.values().stream()
        .filter(rule -> rule.key().busName().equals(bus))
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
    Set<String> ids = new HashSet<>();
    rule.targets().forEach(target -> ids.add(target.id()));
    targets.forEach(target -> ids.add(target.id()));
    if (ids.size() > MOST_TARGETS) {
      throw new AwsError(
          "LimitExceededException",
          400,
          "The requested resource exceeds the maximum number allowed.");
    }
    targets.forEach(rule::put);
    schedules.changed(rule);
  }

  /**
   * Removes targets.
   *
   * @return the ids of those that were not there
   */
  synchronized List<String> removeTargets(Rule.Key key, List<String> ids) {
    Rule rule = rule(key);
    List<String> missing = ids.stream().filter(id -> !rule.remove(id)).toList();
    schedules.changed(rule);
    return missing;
  }

  /** Deletes a rule, if there is one. */
  synchronized void delete(Rule.Key key) {
    bus(key.busName());
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
