package io.farshore.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * How executions begin in one Region: by hand, by EventBridge, by the watch over {@code FENCING}.
 * Each is a call of StartExecution, and goes wrong as calls do.
 */
final class Starts {

  private static final int DELIVERIES = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final Region own;
  private final BiConsumer<String, JsonNode> machine;
  private final Actor person;
  private final Actor events;
  private int number;
  private int underWay;

  /**
   * The starts in one Region.
   *
   * @param machine takes a name and an input, where a call arrives
   */
  Starts(World world, Region own, BiConsumer<String, JsonNode> machine) {
    this.world = world;
    this.own = own;
    this.machine = machine;
    this.person = new Actor(world, "a person", own, false, Duration.ZERO);
    this.events = new Actor(world, "eventbridge " + own, own, true, world.skew(own));
  }

  /** By hand. False when the Region is lost, and nothing can come of it. */
  boolean byHand(String mode) {
    return byHand(input(mode));
  }

  /** By hand, naming where a producer is to resume. */
  boolean byHand(String mode, ProducerId producer, Instant commitTimestamp) {
    ObjectNode input = input(mode);
    input
        .putObject("resumeFrom")
        .putObject(producer.value())
        .put("commitTimestamp", commitTimestamp.toString());
    return byHand(input);
  }

  /** By hand, to be told what it would do. */
  boolean dryRun(String mode) {
    return byHand(input(mode).put("dryRun", true));
  }

  /** With what is no alarm, and no right input by hand: an event, or what a person types. */
  boolean with(OtherStarts other) {
    ObjectNode input = other.in(own);
    return input.has("source") ? event(input) : byHand(input);
  }

  private ObjectNode input(String mode) {
    return JsonNodeFactory.instance.objectNode().put("mode", mode).put("targetRegion", own.name());
  }

  /** Who hears of no answer does it once more, under the same name, as the command does. */
  private boolean byHand(ObjectNode input) {
    String name = nextName();
    startExecution(person, name, input)
        .exceptionally(
            failure -> {
              startExecution(person, name, input);
              return null;
            });
    return !world.outages().isLost(own);
  }

  private String nextName() {
    return "e" + ++number;
  }

  /** As EventBridge starts it when an alarm changes its state. False as for starts by hand. */
  boolean alarm() {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("source", "aws.cloudwatch");
    event.put("time", events.wallTime().toString());
    event
        .putObject("detail")
        .put("alarmName", "PeerImpaired")
        .putObject("state")
        .put("value", "ALARM");
    return event(event);
  }

  private boolean event(ObjectNode event) {
    underWay++;
    deliver(event, 1);
    return !world.outages().isLost(own);
  }

  /** At least once, as long as it tries: what it heard of no answer for may have started one. */
  private void deliver(ObjectNode event, int attempt) {
    startExecution(events, nextName(), event)
        .whenComplete(
            (started, failure) -> {
              if (failure != null && attempt < DELIVERIES) {
                events.after(
                    Duration.ofMillis(500 + world.below(20_000)),
                    () -> deliver(event, attempt + 1));
              } else {
                underWay--;
              }
            });
  }

  /** Whether EventBridge still tries to deliver an alarm. */
  boolean isDelivering() {
    return underWay > 0;
  }

  /** By the watch, which runs as a function. */
  CompletableFuture<Void> byWatch(Actor watch, String name, String input) {
    world.reached("watch starts again");
    try {
      return startExecution(watch, name, JSON.readTree(input));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableFuture<Void> startExecution(Actor caller, String name, JsonNode input) {
    return world
        .network()
        .send(
            new Network.Call<>(
                caller,
                own,
                Network.Service.STATES,
                "StartExecution " + name,
                Network.Kind.WRITE,
                arrival -> {
                  machine.accept(name, input);
                  return null;
                },
                () -> new NoAnswer("StartExecution")));
  }
}
