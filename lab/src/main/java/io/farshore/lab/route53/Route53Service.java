package io.farshore.lab.route53;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.route53.HealthChecks.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Route 53: hosted zones, record sets and health checks. Its API is in us-east-1, as on AWS, and
 * goes with that Region; its checkers and its answers to {@link #resolve} are everywhere and stay.
 *
 * <p>A health check of an endpoint fails while the Region that the endpoint's name holds is lost;
 * one of type {@code CLOUDWATCH_METRIC} follows its alarm. Thread-safe.
 */
public final class Route53Service implements AwsService {

  private static final int NOT_FOUND = 404;
  private static final int ID_LENGTH = 20;

  private final HealthChecks checks;
  private final EventLoop loop;
  private final Supplier<String> ids;
  private final Map<String, HostedZone> zones = new TreeMap<>();

  /**
   * No zones and no health checks.
   *
   * @param regions whose endpoints can be checked
   * @param state which of them are lost
   * @param alarms what alarms say
   * @param loop times the checks
   * @param ids makes ids
   * @param interval between two checks, for all health checks; empty for each one's own, which is
   *     10 or 30 seconds
   */
  public Route53Service(
      List<String> regions,
      RegionState state,
      AlarmStates alarms,
      EventLoop loop,
      Supplier<String> ids,
      Optional<Duration> interval) {
    this.checks = new HealthChecks(regions, state, alarms, loop, ids, interval);
    this.loop = loop;
    this.ids = ids;
  }

  @Override
  public String signingName() {
    return "route53";
  }

  /**
   * What a resolver is answered: the values of a simple record set, or of a failover pair's primary
   * while its health check is healthy, else the secondary's. Empty when there is no such name.
   *
   * @param name with or without the final dot
   * @param type such as {@code A} or {@code CNAME}
   */
  public synchronized List<String> resolve(String name, String type) {
    List<ObjectNode> sets = new ArrayList<>();
    zones.values().forEach(zone -> sets.addAll(zone.records(name, type)));
    return sets.stream()
        .filter(set -> !set.path("Failover").asText().equals("SECONDARY") && healthy(set))
        .findFirst()
        .or(
            () ->
                sets.stream()
                    .filter(set -> set.path("Failover").asText().equals("SECONDARY"))
                    .findFirst())
        .or(() -> sets.stream().findFirst())
        .map(set -> set.path("ResourceRecords").findValuesAsText("Value"))
        .orElse(List.of());
  }

  private boolean healthy(ObjectNode set) {
    return !set.hasNonNull("HealthCheckId") || checks.healthy(set.get("HealthCheckId").asText());
  }

  @Override
  public synchronized CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      return CompletableFuture.completedFuture(answer(call));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private JsonNode answer(ApiCall call) {
    JsonNode input = call.input();
    return switch (call.operation()) {
      case "CreateHostedZone" -> createZone(input);
      case "GetHostedZone" -> wrapped("HostedZone", describe(zone(input.path("Id").asText())));
      case "ListHostedZones" -> listZones();
      case "ChangeResourceRecordSets" -> change(input);
      case "ListResourceRecordSets" -> listRecords(input);
      case "GetChange" -> wrapped("ChangeInfo", changeInfo(input.path("Id").asText()));
      case "CreateHealthCheck" -> createCheck(input);
      case "GetHealthCheck" ->
          wrapped("HealthCheck", describe(checks.get(input.path("HealthCheckId").asText())));
      case "ListHealthChecks" -> listChecks();
      case "DeleteHealthCheck" -> deleteCheck(input);
      case "GetHealthCheckStatus" -> status(input.path("HealthCheckId").asText());
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private JsonNode createZone(JsonNode input) {
    String name = HostedZone.normal(input.path("Name").asText());
    String id = "Z" + id();
    HostedZone zone = new HostedZone(id, name, input.path("CallerReference").asText());
    zones.put(id, zone);
    ObjectNode output = wrapped("HostedZone", describe(zone));
    output.set("ChangeInfo", changeInfo("C" + id()));
    output.putObject("DelegationSet").putArray("NameServers").add("ns-1.awsdns-01.org");
    return output;
  }

  private JsonNode listZones() {
    ObjectNode output = object().put("IsTruncated", false).put("MaxItems", "100");
    ArrayNode list = output.putArray("HostedZones");
    zones.values().forEach(zone -> list.add(describe(zone)));
    return output;
  }

  private static ObjectNode describe(HostedZone zone) {
    return object()
        .put("Id", "/hostedzone/" + zone.id())
        .put("Name", zone.name())
        .put("CallerReference", zone.callerReference())
        .put("ResourceRecordSetCount", zone.records().size());
  }

  private JsonNode change(JsonNode input) {
    zone(input.path("HostedZoneId").asText()).change(input.path("ChangeBatch").path("Changes"));
    return wrapped("ChangeInfo", changeInfo("C" + id()));
  }

  private ObjectNode changeInfo(String id) {
    return object()
        .put("Id", id.startsWith("/change/") ? id : "/change/" + id)
        .put("Status", "INSYNC")
        .put("SubmittedAt", loop.wallTime().toString());
  }

  private JsonNode listRecords(JsonNode input) {
    String start = input.path("StartRecordName").asText();
    ObjectNode output = object().put("IsTruncated", false).put("MaxItems", "300");
    ArrayNode list = output.putArray("ResourceRecordSets");
    zone(input.path("HostedZoneId").asText()).records().stream()
        .filter(
            set ->
                start.isEmpty()
                    || set.path("Name").asText().compareTo(HostedZone.normal(start)) >= 0)
        .forEach(list::add);
    return output;
  }

  private JsonNode createCheck(JsonNode input) {
    ObjectNode config = input.path("HealthCheckConfig").deepCopy();
    HealthCheck check = checks.create(input.path("CallerReference").asText(), config);
    return wrapped("HealthCheck", describe(check));
  }

  private JsonNode listChecks() {
    ObjectNode output = object().put("IsTruncated", false).put("MaxItems", "100");
    ArrayNode list = output.putArray("HealthChecks");
    checks.all().forEach(check -> list.add(describe(check)));
    return output;
  }

  private JsonNode deleteCheck(JsonNode input) {
    checks.delete(input.path("HealthCheckId").asText());
    return object();
  }

  private static ObjectNode describe(HealthCheck check) {
    ObjectNode node = object().put("Id", check.id()).put("HealthCheckVersion", 1);
    node.put("CallerReference", check.callerReference());
    node.set("HealthCheckConfig", check.config());
    return node;
  }

  private JsonNode status(String id) {
    Report report = checks.report(id);
    ObjectNode output = object();
    ArrayNode observations = output.putArray("HealthCheckObservations");
    int address = 1;
    for (String region : HealthCheck.CHECKERS) {
      ObjectNode observation = observations.addObject().put("Region", region);
      observation.put("IPAddress", "192.0.2." + address++);
      observation
          .putObject("StatusReport")
          .put("Status", report.status())
          .put("CheckedTime", report.checkedAt().toString());
    }
    return output;
  }

  private HostedZone zone(String id) {
    return Optional.ofNullable(zones.get(id.replace("/hostedzone/", "")))
        .orElseThrow(
            () ->
                new AwsError("NoSuchHostedZone", NOT_FOUND, "No hosted zone found with ID: " + id));
  }

  private String id() {
    return ids.get().replace("-", "").substring(0, ID_LENGTH).toUpperCase(java.util.Locale.ROOT);
  }

  private static ObjectNode wrapped(String member, ObjectNode node) {
    ObjectNode output = object();
    output.set(member, node);
    return output;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
