package io.farshore.lab.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.faults.RegionState;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * EventBridge: buses, rules with patterns (Event Ruler) or a schedule (rate or cron, in UTC), and
 * their targets: functions, state machines, queues, topics, streams, log groups, and event buses in
 * any Region. What a target does not take goes to its dead-letter queue. Everything of a lost
 * Region stands still until it is back. Archives, API destinations, connections, endpoints and
 * partner sources are not there. Thread-safe.
 */
public final class EventBridgeService implements AwsService {

  private static final Logger LOG = LoggerFactory.getLogger(EventBridgeService.class);

  private final RuleBook rules;
  private final RuleApi ruleApi;
  private final BusApi busApi;
  private final EventEntries entries;

  /**
   * A default bus in every Region, and no rules.
   *
   * @param api the way to the targets
   * @param regions which Regions are lost
   * @param loop times schedules and repeated deliveries; nothing on it blocks
   * @param ids makes event ids, in the form of UUIDs
   */
  public EventBridgeService(AwsApi api, RegionState regions, EventLoop loop, Supplier<String> ids) {
    Delivery delivery = new Delivery(api, regions, loop, ids);
    this.entries = new EventEntries(loop, ids);
    Schedules schedules =
        new Schedules(
            loop,
            regions,
            rule -> {
              ObjectNode event = entries.scheduled(rule.key().region(), rule.arn());
              rule.targets().forEach(target -> delivery.deliver(event, rule, target));
            });
    this.rules = new RuleBook(schedules, delivery, loop);
    this.ruleApi = new RuleApi(rules);
    this.busApi = new BusApi(rules);
  }

  @Override
  public String signingName() {
    return "events";
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
      case "PutEvents" -> entries.put(call, this::publish);
      case Delivery.FORWARD -> forwarded(call);
      case "CreateEventBus" -> busApi.create(call);
      case "DescribeEventBus" -> busApi.describe(call);
      case "ListEventBuses" -> busApi.list(call);
      case "DeleteEventBus" -> busApi.delete(call);
      case "PutPermission" -> busApi.putPermission(call);
      case "RemovePermission" -> busApi.removePermission(call);
      case "ListTagsForResource" -> busApi.listTags(call);
      case "TagResource" -> busApi.tag(call);
      case "UntagResource" -> busApi.untag(call);
      default -> ruleApi.answer(call);
    };
  }

  /** An unknown bus swallows its events, on AWS as here. */
  private void publish(Bus.Name bus, ObjectNode event) {
    if (rules.find(bus).isEmpty()) {
      LOG.warn("There is no event bus {}: an event for it is gone", bus.arn());
    } else {
      rules.publish(bus, event);
    }
  }

  private JsonNode forwarded(ApiCall call) {
    if (!call.caller().principal().contains(":rule/")) {
      throw AwsError.unknownOperation(call);
    }
    Bus.Name bus = new Bus.Name(call.region(), RuleApi.busName(call.input()));
    rules.publish(bus, (ObjectNode) call.input().get("Event"));
    return call.input().objectNode();
  }
}
