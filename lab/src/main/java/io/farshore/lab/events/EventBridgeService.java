package io.farshore.lab.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.faults.RegionState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * EventBridge: buses, rules with patterns (Event Ruler) or a {@code rate(...)}, and their targets:
 * functions, state machines, topics, and event buses in any Region. A scheduled rule fires as soon
 * as it is enabled and has a target, then by its period. Everything of a lost Region stands still
 * until it is back. Dead-letter queues are accepted; there being no queues, what goes there is read
 * by {@link #deadLetters}. Thread-safe.
 */
public final class EventBridgeService implements AwsService {

  private static final int KEPT = 1000;

  private final RuleBook rules;
  private final RuleApi ruleApi;
  private final EventEntries entries;
  private final Deque<DeadLetter> deadLetters = new ArrayDeque<>();

  /**
   * A default bus in every Region, and no rules.
   *
   * @param api the way to the targets
   * @param regions which Regions are lost
   * @param loop times schedules and repeated deliveries; nothing on it blocks
   * @param ids makes event ids, in the form of UUIDs
   */
  public EventBridgeService(AwsApi api, RegionState regions, EventLoop loop, Supplier<String> ids) {
    Delivery delivery = new Delivery(api, regions, loop, ids, this::keep);
    this.entries = new EventEntries(loop, ids);
    Schedules schedules =
        new Schedules(
            loop,
            regions,
            rule -> {
              ObjectNode event = entries.scheduled(rule.key().region(), rule.arn());
              rule.targets().forEach(target -> delivery.deliver(event, rule, target));
            });
    this.rules = new RuleBook(schedules, delivery);
    this.ruleApi = new RuleApi(rules);
  }

  @Override
  public String signingName() {
    return "events";
  }

  /** The last thousand events that targets did not take, oldest first. */
  public List<DeadLetter> deadLetters() {
    synchronized (deadLetters) {
      return List.copyOf(deadLetters);
    }
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      return CompletableFuture.completedFuture(answer(call));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private JsonNode answer(ApiCall call) {
    return switch (call.operation()) {
      case "PutEvents" -> entries.put(call, rules::publish);
      case Delivery.FORWARD -> forwarded(call);
      default -> ruleApi.answer(call);
    };
  }

  private JsonNode forwarded(ApiCall call) {
    String bus = RuleApi.busName(call.input());
    rules.publish(call.region(), bus, (ObjectNode) call.input().get("Event"));
    return call.input().objectNode();
  }

  private void keep(DeadLetter letter) {
    synchronized (deadLetters) {
      if (deadLetters.size() == KEPT) {
        deadLetters.removeFirst();
      }
      deadLetters.add(letter);
    }
  }
}
