package io.farshore.command.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.cloudformation.StackRequest;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import io.farshore.verifier.evidence.Execution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The Regions' event buses, and what comes of events on them. */
public record Bus(World world) {

  private static final String SAMPLED = "2026-01-01T";
  private static final Path HOME = Path.of(System.getProperty("farshore.root"));

  /** The files of {@code events/} that are events in EventBridge's envelope. */
  public static TreeSet<String> samples() {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(HOME.resolve("events"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .filter(name -> event(name).has("detail-type"))
          .forEach(names::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  /** A file of {@code events/}. */
  static JsonNode event(String name) {
    try {
      return read(Files.readString(HOME.resolve("events").resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the stack of {@code forwarding.yaml}. */
  public void deployForwarding(String region) {
    world
        .lab()
        .lab()
        .deployStack(
            new StackRequest(
                "forwarding",
                region,
                HOME.resolve("forwarding.yaml"),
                Map.of("FirstRegion", World.VIRGINIA, "SecondRegion", World.OHIO)));
  }

  /** Puts a file of {@code events/} on the bus of the Region that it names, as AWS would. */
  public void send(String sample) {
    send(event(sample));
  }

  /** The same with the Regions changed for each other. */
  public void sendTurned(String sample) {
    send(turned(event(sample)));
  }

  private static JsonNode turned(JsonNode event) {
    String text =
        event
            .toString()
            .replace(World.VIRGINIA, "OTHER")
            .replace(World.OHIO, World.VIRGINIA)
            .replace("OTHER", World.OHIO);
    return read(text);
  }

  private void send(JsonNode event) {
    String region = event.path("region").asText();
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    ObjectNode entry = input.putArray("Entries").addObject();
    entry.set("Source", event.path("source"));
    entry.set("DetailType", event.path("detail-type"));
    entry.put("Detail", event.path("detail").toString());
    entry.set("Time", event.path("time"));
    entry.set("Resources", event.path("resources"));
    world.timeline().say(region, event.path("detail-type").asText() + " on the bus");
    Caller aws = Caller.in(region, event.path("source").asText() + ".amazonaws.com");
    JsonNode answer =
        world
            .lab()
            .lab()
            .api()
            .call(new ApiCall(aws, region, "events", "PutEvents", input, "a-test"))
            .join();
    if (answer.path("FailedEntryCount").asInt() > 0) {
      throw new AssertionError("The bus refuses it: " + answer);
    }
  }

  /** Invokes a function of a Region's template with a file of {@code events/}; its answer. */
  public JsonNode invoke(String region, String function, String sample) {
    return world.invoke(region, function, event(sample).toString());
  }

  /** The same with the Regions changed for each other. */
  public JsonNode invokeTurned(String region, String function, String sample) {
    return world.invoke(region, function, turned(event(sample)).toString());
  }

  /** The messages by which executions in a Region ask for an approval, oldest first. */
  public List<JsonNode> questions(String region) {
    String topic = world.lab().stack(region).outputs().get("NotificationTopicArn");
    return world.lab().lab().messages(topic).stream()
        .map(message -> read(message.text()))
        .filter(message -> message.has("taskToken"))
        .toList();
  }

  private static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The executions of a Region's state machine, oldest first, without those of the Region's own
   * alarms: on a slow machine a Region may look impaired. The samples are of another day.
   */
  public List<Execution> executions(String region) {
    return world.executions().in(region).stream()
        .filter(
            execution ->
                !execution.input().path("source").asText().equals("aws.cloudwatch")
                    || execution.input().path("time").asText().startsWith(SAMPLED))
        .toList();
  }

  /** Waits until so many executions of a Region have started, and all have ended. */
  public List<Execution> ended(String region, int number) {
    world.await(
        number + " executions in " + region + " to end",
        () ->
            executions(region).size() >= number
                && executions(region).stream().allMatch(Execution::terminal));
    return executions(region);
  }
}
