package io.farshore.lab.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the template says of watching agrees with the pages and lists that people read. */
class WatchingRulesTest {

  private static final Path ROOT = Path.of(System.getProperty("farshore.root"));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SECTION = Pattern.compile("docs/runbook\\.md#([a-z0-9-]+)$");
  private static final String PERMISSIONS =
      "functions/src/main/resources/io/farshore/functions/readiness/permissions.json";
  private static final int COLUMNS = 24;

  private static final Set<String> FOR_DNS = Set.of("RegionActiveAlarm", "RegionInactiveAlarm");

  /** Parameters that are a Region's own. */
  private static final Set<String> NOT_ALIKE =
      Set.of(
          "StreamName",
          "PeerRegion",
          "AutomaticFailover",
          "HealthCheckIds",
          "KeyArn",
          "PeerKeyArn",
          "TrafficHostedZoneId",
          "TrafficRecordName",
          "TrafficRecordTarget",
          "TriggerAlarmName");

  @Test
  @DisplayName("every alarm's description names a section of the runbook that is there")
  void alarmsNameTheRunbook() throws IOException {
    Set<String> sections = new HashSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/runbook.md"))) {
      if (line.startsWith("## ")) {
        String text = line.substring(3).toLowerCase(Locale.ROOT);
        sections.add(text.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'));
      }
    }
    Map<String, JsonNode> alarms = alarms();
    assertThat(alarms).hasSizeGreaterThan(15);
    alarms.forEach(
        (id, alarm) -> {
          Matcher named = SECTION.matcher(alarm.at("/Properties/AlarmDescription").asText());
          assertThat(named.find()).as(id + " names a section").isTrue();
          assertThat(sections).as(id).contains(named.group(1));
        });
  }

  @Test
  @DisplayName("every alarm tells people")
  void alarmsTell() throws IOException {
    alarms()
        .forEach(
            (id, alarm) ->
                assertThat(alarm.at("/Properties/AlarmActions/0/Ref").asText())
                    .as(id)
                    .isEqualTo("Notifications"));
  }

  @Test
  @DisplayName("the dashboard is as CloudWatch documents it, and shows every alarm")
  void dashboard() throws IOException {
    JsonNode body =
        JSON.readTree(
            template().at("/Resources/Dashboard/Properties/DashboardBody/Fn::Sub").asText());
    Set<String> shown = new TreeSet<>();
    Set<String> taken = new HashSet<>();
    for (JsonNode widget : body.path("widgets")) {
      String title = widget.at("/properties/title").asText();
      place(widget, taken);
      widget.at("/properties/alarms").forEach(arn -> shown.add(arn.asText()));
      if (widget.path("type").asText().equals("metric")) {
        assertThat(widget.at("/properties/region").asText()).as(title).isNotEmpty();
        widget.at("/properties/metrics").forEach(metric -> metric(title, metric));
      } else {
        assertThat(widget.path("type").asText()).isIn("text", "alarm");
      }
    }
    assertThat(shown)
        .isEqualTo(
            new TreeSet<>(alarms().keySet().stream().map(id -> "${" + id + ".Arn}").toList()));
  }

  private static void place(JsonNode widget, Set<String> taken) {
    int x = widget.path("x").asInt();
    int y = widget.path("y").asInt();
    int width = widget.path("width").asInt();
    assertThat(x + width).isLessThanOrEqualTo(COLUMNS);
    for (int i = x; i < x + width; i++) {
      for (int j = y; j < y + widget.path("height").asInt(); j++) {
        assertThat(taken.add(i + "," + j)).as("one widget at " + i + "," + j).isTrue();
      }
    }
  }

  /** A namespace, a name, dimensions in pairs, and perhaps options. */
  private static void metric(String title, JsonNode metric) {
    List<String> texts = new ArrayList<>();
    for (JsonNode part : metric) {
      if (part.isTextual()) {
        texts.add(part.asText());
      } else {
        assertThat(part.isObject()).as(title).isTrue();
        assertThat(part).as(title + ": options come last").isSameAs(metric.get(metric.size() - 1));
      }
    }
    assertThat(texts).as(title).hasSizeGreaterThanOrEqualTo(4);
    assertThat(texts.size() % 2).as(title + " " + texts).isZero();
  }

  @Test
  @DisplayName(
      "the readiness check tries the permissions that the roles have on streams and tables")
  void permissions() throws IOException {
    ObjectNode granted = JSON.createObjectNode();
    for (var resource : template().path("Resources").properties()) {
      String id = resource.getKey();
      if (resource.getValue().path("Type").asText().equals("AWS::IAM::Role")
          && !id.equals("ReadinessCheckRole")) {
        ObjectNode owner = JSON.createObjectNode();
        for (JsonNode policy : resource.getValue().at("/Properties/Policies")) {
          policy.at("/PolicyDocument/Statement").forEach(statement -> grant(owner, statement));
        }
        if (!owner.isEmpty()) {
          granted.set(id.substring(0, id.length() - "Role".length()), owner);
        }
      }
    }
    assertThat(JSON.readTree(Files.readString(ROOT.resolve(PERMISSIONS))))
        .as(PERMISSIONS + " is to be:\n" + granted.toPrettyString())
        .isEqualTo(granted);
  }

  private static void grant(ObjectNode owner, JsonNode listed) {
    JsonNode statement = listed.has("Fn::If") ? listed.at("/Fn::If/1") : listed;
    for (JsonNode resource : statement.path("Resource")) {
      String arn = resource.path("Fn::Sub").asText();
      if (arn.matches("arn:\\$\\{AWS::Partition}:(dynamodb|kinesis):.*")) {
        for (JsonNode action : statement.path("Action")) {
          if (!owner.withArray(pointer(arn)).toString().contains('"' + action.asText() + '"')) {
            owner.withArray(pointer(arn)).add(action.asText());
          }
        }
      }
    }
  }

  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  @Test
  @DisplayName("the stacks compare every parameter that is not a Region's own")
  void parametersAreCompared() throws IOException {
    Set<String> all = new TreeSet<>();
    template().path("Parameters").fieldNames().forEachRemaining(all::add);
    all.removeAll(NOT_ALIKE);
    String text =
        template()
            .at(
                "/Resources/ReadinessCheck/Properties/Environment/Variables/STACK_PARAMETERS/Fn::Sub")
            .asText();
    Map<String, String> compared = new TreeMap<>();
    JSON.readTree(text).properties().forEach(p -> compared.put(p.getKey(), p.getValue().asText()));
    assertThat(compared.keySet()).isEqualTo(all);
    compared.forEach((name, value) -> assertThat(value).isEqualTo("${" + name + "}"));
  }

  @Test
  @DisplayName("functions and the state machine send traces, and may")
  void tracing() throws IOException {
    JsonNode template = template();
    assertThat(template.at("/Globals/Function/Tracing").asText()).isEqualTo("Active");
    assertThat(template.at("/Resources/Failover/Properties/Tracing/Enabled").asBoolean()).isTrue();
    for (var resource : template.path("Resources").properties()) {
      JsonNode role = resource.getValue().at("/Properties/Role/Fn::GetAtt/0");
      if (resource.getValue().path("Type").asText().matches("AWS::Serverless::.*")) {
        JsonNode policies = template.path("Resources").path(role.asText()).path("Properties");
        assertThat(policies.toString()).as(resource.getKey()).contains("xray:PutTraceSegments");
      }
    }
  }

  /** Those for people; DNS follows the others. */
  private static Map<String, JsonNode> alarms() throws IOException {
    Map<String, JsonNode> alarms = new TreeMap<>();
    for (var resource : template().path("Resources").properties()) {
      if (resource.getValue().path("Type").asText().matches("AWS::CloudWatch::.*Alarm")
          && !FOR_DNS.contains(resource.getKey())) {
        alarms.put(resource.getKey(), resource.getValue());
      }
    }
    return alarms;
  }

  private static JsonNode template() throws IOException {
    return TemplateReader.read(Files.readString(ROOT.resolve("template.yaml")));
  }
}
