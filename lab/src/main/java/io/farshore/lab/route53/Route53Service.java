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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Route 53: hosted zones, record sets and health checks. Its API is in us-east-1, as on AWS, and
 * goes with that Region; its checkers and its answers to {@link #answer} are everywhere and stay.
 *
 * <p>A health check of an endpoint fails while the Region that the endpoint's name holds is lost;
 * one of type {@code CLOUDWATCH_METRIC} follows its alarm. Thread-safe.
 */
public final class Route53Service implements AwsService, Names {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int ID_LENGTH = 20;

  private final HealthChecks checks;
  private final EventLoop loop;
  private final Supplier<String> ids;
  private final Map<String, HostedZone> zones = new TreeMap<>();
  private final Map<String, String> changes = new TreeMap<>();
  private final Resolver resolver;

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
    this.resolver = new Resolver(checks);
    this.loop = loop;
    this.ids = ids;
  }

  @Override
  public String signingName() {
    return "route53";
  }

  /**
   * By the health of the record sets, their failover role, and their weights in turn; of an alias
   * what its target is.
   */
  @Override
  public synchronized NameAnswer answer(String name, String type) {
    return resolver.answer(zones.values(), name, type);
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
      case "GetHostedZone" -> described(zone(input.path("Id").asText()));
      case "ListHostedZones" -> listZones(input);
      case "DeleteHostedZone" -> deleteZone(input.path("Id").asText());
      case "TestDNSAnswer" -> testAnswer(input);
      case "ChangeResourceRecordSets" -> change(input);
      case "ListResourceRecordSets" -> listRecords(input);
      case "GetChange" -> getChange(input.path("Id").asText());
      case "CreateHealthCheck" -> createCheck(input);
      case "GetHealthCheck" ->
          wrapped("HealthCheck", describe(checks.get(input.path("HealthCheckId").asText())));
      case "ListHealthChecks" -> listChecks(input);
      case "UpdateHealthCheck" -> wrapped("HealthCheck", describe(checks.update(input)));
      case "DeleteHealthCheck" -> deleteCheck(input);
      case "GetHealthCheckStatus" -> status(input.path("HealthCheckId").asText());
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private JsonNode createZone(JsonNode input) {
    if (input.hasNonNull("VPC")) {
      throw new AwsError("InvalidVPCId", 400, "The VPC ID is invalid.");
    }
    if (input.hasNonNull("DelegationSetId")) {
      throw new AwsError("NoSuchDelegationSet", 400, "The lab has no reusable delegation sets.");
    }
    String reference = input.path("CallerReference").asText();
    if (zones.values().stream().anyMatch(z -> z.callerReference().equals(reference))) {
      throw new AwsError(
          "HostedZoneAlreadyExists",
          CONFLICT,
          "A hosted zone has already been created with the specified caller reference.");
    }
    String name = HostedZone.normal(input.path("Name").asText());
    String comment = input.path("HostedZoneConfig").path("Comment").asText();
    HostedZone zone = new HostedZone("Z" + id(), name, reference, comment);
    zones.put(zone.id(), zone);
    ObjectNode output = described(zone);
    output.set("ChangeInfo", newChange());
    return output.put(
        "Location", "https://route53.amazonaws.com/2013-04-01/hostedzone/" + zone.id());
  }

  private JsonNode deleteZone(String id) {
    HostedZone zone = zone(id);
    if (zone.records().size() > 2) {
      throw new AwsError(
          "HostedZoneNotEmpty",
          400,
          "The specified hosted zone contains non-required resource record sets and so cannot be"
              + " deleted.");
    }
    zones.remove(zone.id());
    return wrapped("ChangeInfo", newChange());
  }

  private JsonNode listZones(JsonNode input) {
    List<ObjectNode> all = new ArrayList<>();
    zones.values().forEach(zone -> all.add(describe(zone)));
    return page(input, "HostedZones", all);
  }

  /** A page of a list, from {@code Marker} on. */
  private static ObjectNode page(JsonNode input, String member, List<ObjectNode> all) {
    String marker = input.path("Marker").asText();
    int most = input.path("MaxItems").asInt(100);
    int from = marker.matches("\\d{1,9}") ? Math.min(Integer.parseInt(marker), all.size()) : 0;
    int to = Math.min(from + most, all.size());
    ObjectNode output = object();
    output.putArray(member).addAll(all.subList(from, to));
    if (!marker.isEmpty()) {
      output.put("Marker", marker);
    }
    output.put("IsTruncated", to < all.size()).put("MaxItems", String.valueOf(most));
    return to < all.size() ? output.put("NextMarker", String.valueOf(to)) : output;
  }

  private static ObjectNode described(HostedZone zone) {
    ObjectNode output = wrapped("HostedZone", describe(zone));
    ArrayNode servers = output.putObject("DelegationSet").putArray("NameServers");
    HostedZone.NAME_SERVERS.forEach(servers::add);
    return output;
  }

  private static ObjectNode describe(HostedZone zone) {
    ObjectNode node =
        object()
            .put("Id", "/hostedzone/" + zone.id())
            .put("Name", zone.name())
            .put("CallerReference", zone.callerReference())
            .put("ResourceRecordSetCount", zone.records().size());
    ObjectNode config = node.putObject("Config");
    if (!zone.comment().isEmpty()) {
      config.put("Comment", zone.comment());
    }
    config.put("PrivateZone", false);
    return node;
  }

  private JsonNode change(JsonNode input) {
    zone(input.path("HostedZoneId").asText()).change(input.path("ChangeBatch").path("Changes"));
    return wrapped("ChangeInfo", newChange());
  }

  private ObjectNode newChange() {
    String id = "C" + id();
    changes.put(id, loop.wallTime().toString());
    return changeInfo(id, "PENDING");
  }

  private JsonNode getChange(String given) {
    String id = given.replace("/change/", "");
    if (!changes.containsKey(id)) {
      throw new AwsError("NoSuchChange", NOT_FOUND, "Could not find resource with ID: " + id);
    }
    return wrapped("ChangeInfo", changeInfo(id, "INSYNC"));
  }

  /** What is changed is so at once: whoever asks finds it in sync. */
  private ObjectNode changeInfo(String id, String status) {
    return object()
        .put("Id", "/change/" + id)
        .put("Status", status)
        .put("SubmittedAt", changes.get(id));
  }

  private JsonNode listRecords(JsonNode input) {
    return zone(input.path("HostedZoneId").asText()).list(input);
  }

  private JsonNode testAnswer(JsonNode input) {
    HostedZone zone = zone(input.path("HostedZoneId").asText());
    String name = input.path("RecordName").asText();
    String type = input.path("RecordType").asText();
    List<String> data = resolver.resolve(List.of(zone), name, type);
    ObjectNode output =
        object()
            .put("Nameserver", HostedZone.NAME_SERVERS.get(0))
            .put("RecordName", HostedZone.normal(name))
            .put("RecordType", type)
            .put("ResponseCode", zone.hasName(name) ? "NOERROR" : "NXDOMAIN")
            .put("Protocol", "UDP");
    ArrayNode list = output.putArray("RecordData");
    data.forEach(list::add);
    return output;
  }

  private JsonNode createCheck(JsonNode input) {
    ObjectNode config = input.path("HealthCheckConfig").deepCopy();
    HealthCheck check = checks.create(input.path("CallerReference").asText(), config);
    ObjectNode output = wrapped("HealthCheck", describe(check));
    return output.put(
        "Location", "https://route53.amazonaws.com/2013-04-01/healthcheck/" + check.id());
  }

  private JsonNode listChecks(JsonNode input) {
    List<ObjectNode> all = new ArrayList<>();
    checks.all().forEach(check -> all.add(describe(check)));
    return page(input, "HealthChecks", all);
  }

  private JsonNode deleteCheck(JsonNode input) {
    checks.delete(input.path("HealthCheckId").asText());
    return object();
  }

  private static ObjectNode describe(HealthCheck check) {
    ObjectNode node = object().put("Id", check.id()).put("HealthCheckVersion", check.version());
    node.put("CallerReference", check.callerReference());
    node.set("HealthCheckConfig", check.config());
    return node;
  }

  private JsonNode status(String id) {
    Report report = checks.report(id);
    ObjectNode output = object();
    ArrayNode observations = output.putArray("HealthCheckObservations");
    int address = 1;
    for (String region : report.checkers()) {
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
    return ids.get().replace("-", "").substring(0, ID_LENGTH).toUpperCase(Locale.ROOT);
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
