package io.farshore.command.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.cloudwatch.AlarmState.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The alarms and dashboards of both stacks. */
public final class Signals {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> REGIONS = List.of(World.VIRGINIA, World.OHIO);

  private final World world;

  /** Those of a world, whose alarms are 30 times as fast from now on. */
  public Signals(World world) {
    this.world = world;
    world.lab().lab().hastenAlarms(30);
  }

  /**
   * A metric that something shows or judges.
   *
   * @param region that it is looked for in
   * @param dimensions by name
   */
  public record Metric(
      String region, String namespace, String name, Map<String, String> dimensions) {}

  /** Waits until an alarm of the template is on. */
  public void fires(String region, String logicalId) {
    awaits(region, logicalId, "ALARM");
  }

  /** Waits until an alarm of the template is off. */
  public void clears(String region, String logicalId) {
    awaits(region, logicalId, "OK");
  }

  private void awaits(String region, String logicalId, String state) {
    world.await(
        logicalId + " of " + region + " to be " + state,
        () -> alarms(region).get(logicalId).path("StateValue").asText().equals(state));
    world.timeline().say(region, logicalId + " is " + state);
  }

  /**
   * The alarms of the stream's stack in a Region as CloudWatch describes them, by their names in
   * the template.
   */
  public Map<String, JsonNode> alarms(String region) {
    Map<String, JsonNode> alarms = new TreeMap<>();
    ObjectNode input = JSON.createObjectNode().put("MaxRecords", 100);
    JsonNode answer = world.call(region, "monitoring", "DescribeAlarms", input);
    Map<String, String> names = logicalIds(region);
    for (String kind : List.of("MetricAlarms", "CompositeAlarms")) {
      for (JsonNode each : answer.path(kind)) {
        if (names.containsKey(name(each))) {
          alarms.put(names.get(name(each)), each);
        }
      }
    }
    return alarms;
  }

  private static String name(JsonNode alarm) {
    return alarm.path("AlarmName").asText();
  }

  private Map<String, String> logicalIds(String region) {
    return world.lab().stack(region).resources().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, (one, other) -> one));
  }

  /** The alarms of the template that have come to this state in no Region. */
  public Set<String> neverCameTo(Value state) {
    Set<String> names = new TreeSet<>();
    for (String region : REGIONS) {
      names.addAll(alarms(region).keySet());
    }
    world.lab().lab().alarmChanges().stream()
        .filter(change -> change.after().value() == state)
        .forEach(change -> names.remove(logicalIds(change.region()).get(change.alarmName())));
    return names;
  }

  /**
   * The metrics of all alarms and dashboards that have no datapoint, neither in the one Region's
   * stack nor in the other's.
   */
  public List<String> neverEmitted() {
    List<String> missing = new ArrayList<>();
    List<Map<String, Metric>> both = REGIONS.stream().map(this::metrics).toList();
    for (String place : both.get(0).keySet()) {
      if (both.stream().map(all -> all.get(place)).noneMatch(this::isEmitted)) {
        missing.add(place + ": " + both.get(0).get(place));
      }
    }
    return missing;
  }

  private Map<String, Metric> metrics(String region) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    alarms(region)
        .forEach(
            (id, alarm) -> {
              if (alarm.has("MetricName")) {
                metrics.put(id, ofAlarm(region, alarm));
              }
            });
    JsonNode widgets = dashboard(region).path("widgets");
    for (JsonNode widget : widgets) {
      String title = widget.at("/properties/title").asText();
      int line = 0;
      for (JsonNode shown : widget.at("/properties/metrics")) {
        metrics.put(title + " [" + line++ + "]", ofWidget(region, (ArrayNode) shown));
      }
    }
    return metrics;
  }

  /** The body of the dashboard of a Region's stack, as CloudWatch gives it back. */
  public JsonNode dashboard(String region) {
    ObjectNode input = JSON.createObjectNode();
    input.put("DashboardName", world.lab().stack(region).outputs().get("DashboardName"));
    try {
      return JSON.readTree(
          world.call(region, "monitoring", "GetDashboard", input).path("DashboardBody").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Metric ofAlarm(String region, JsonNode alarm) {
    Map<String, String> dimensions = new TreeMap<>();
    alarm
        .path("Dimensions")
        .forEach(each -> dimensions.put(each.path("Name").asText(), each.path("Value").asText()));
    return new Metric(
        region, alarm.path("Namespace").asText(), alarm.path("MetricName").asText(), dimensions);
  }

  private static Metric ofWidget(String region, ArrayNode shown) {
    List<String> texts = new ArrayList<>();
    shown.forEach(
        part -> {
          if (part.isTextual()) {
            texts.add(part.asText());
          }
        });
    Map<String, String> dimensions = new TreeMap<>();
    for (int i = 2; i < texts.size(); i += 2) {
      dimensions.put(texts.get(i), texts.get(i + 1));
    }
    String at = shown.get(shown.size() - 1).path("region").asText(region);
    return new Metric(at, texts.get(0), texts.get(1), dimensions);
  }

  private boolean isEmitted(Metric metric) {
    ObjectNode input = JSON.createObjectNode();
    input.put("Namespace", metric.namespace()).put("MetricName", metric.name());
    ArrayNode dimensions = input.putArray("Dimensions");
    metric
        .dimensions()
        .forEach((name, value) -> dimensions.addObject().put("Name", name).put("Value", value));
    Instant now = world.timeline().now();
    input.put("StartTime", now.minus(Duration.ofHours(1)).getEpochSecond());
    input.put("EndTime", now.plusSeconds(1).getEpochSecond());
    input.put("Period", 3600).putArray("Statistics").add("SampleCount");
    return !world
        .call(metric.region(), "monitoring", "GetMetricStatistics", input)
        .path("Datapoints")
        .isEmpty();
  }
}
