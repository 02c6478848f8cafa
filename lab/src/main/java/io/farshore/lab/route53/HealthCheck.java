package io.farshore.lab.route53;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the checkers of one health check last saw. They all see the same, since a Region is lost to
 * all of them or to none. Guarded by its owner's lock.
 */
final class HealthCheck {

  /** Where Route 53 has checkers. */
  static final List<String> CHECKERS =
      List.of(
          "ap-northeast-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "eu-west-1",
          "sa-east-1",
          "us-east-1",
          "us-west-1",
          "us-west-2");

  private static final Set<String> ENDPOINT_TYPES = Set.of("HTTP", "HTTPS", "TCP");
  private static final Set<String> WITHOUT_ENDPOINT = Set.of("CLOUDWATCH_METRIC", "CALCULATED");
  private static final int USUAL_INTERVAL_SECONDS = 30;
  private static final int USUAL_THRESHOLD = 3;

  private final String id;
  private final ObjectNode config;
  private final String callerReference;
  private boolean healthy = true;
  private int against;
  private long version = 1;
  private Instant checkedAt = Instant.EPOCH;

  /** Reads the configuration; what the lab can't check is refused. */
  HealthCheck(String id, String callerReference, ObjectNode config) {
    String type = config.path("Type").asText();
    if (!ENDPOINT_TYPES.contains(type) && !WITHOUT_ENDPOINT.contains(type)) {
      throw new AwsError("InvalidInput", 400, "The lab has no health checks of type " + type);
    }
    if (config.hasNonNull("SearchString")) {
      throw new AwsError("InvalidInput", 400, "The lab's health checkers search no answers.");
    }
    this.id = id;
    this.config = config;
    this.callerReference = callerReference;
  }

  String id() {
    return id;
  }

  ObjectNode config() {
    return config;
  }

  String callerReference() {
    return callerReference;
  }

  boolean followsAlarm() {
    return config.path("Type").asText().equals("CLOUDWATCH_METRIC");
  }

  boolean isCalculated() {
    return config.path("Type").asText().equals("CALCULATED");
  }

  boolean isOfEndpoint() {
    return ENDPOINT_TYPES.contains(config.path("Type").asText());
  }

  long version() {
    return version;
  }

  void update(ObjectNode changes, List<String> reset) {
    config.remove(reset);
    config.setAll(changes);
    version++;
  }

  JsonNode alarm() {
    return config.path("AlarmIdentifier");
  }

  String endpoint() {
    return config.path("FullyQualifiedDomainName").asText();
  }

  Duration interval() {
    return Duration.ofSeconds(config.path("RequestInterval").asInt(USUAL_INTERVAL_SECONDS));
  }

  /** Takes an observation: the status changes after as many in a row as the threshold says. */
  void observe(boolean answered, Instant time) {
    checkedAt = time;
    int threshold = !isOfEndpoint() ? 1 : config.path("FailureThreshold").asInt(USUAL_THRESHOLD);
    against = answered == healthy ? 0 : against + 1;
    if (against >= threshold) {
      healthy = answered;
      against = 0;
    }
  }

  /** What was seen last, whatever the configuration makes of it. */
  boolean seen() {
    return healthy;
  }

  /** Before anything was seen, health checks are healthy. */
  boolean healthy() {
    boolean seen = healthy || config.path("Disabled").asBoolean();
    return seen != config.path("Inverted").asBoolean();
  }

  /** The Regions that it is checked from: those that were asked for, or else all. */
  List<String> checkers() {
    List<String> asked = new ArrayList<>();
    config.path("Regions").forEach(region -> asked.add(region.asText()));
    return asked.isEmpty() ? CHECKERS : asked;
  }

  Instant checkedAt() {
    return checkedAt;
  }

  /** What a checker reports, in Route 53's words; a calculated health check has none. */
  String status() {
    if (followsAlarm()) {
      return healthy ? "Success: The alarm is OK" : "Failure: The alarm is in ALARM";
    }
    if (!healthy) {
      return "Failure: Connection timed out. The endpoint or the internet connection is down, or"
          + " requests are being blocked by your firewall.";
    }
    return config.path("Type").asText().equals("TCP")
        ? "Success: Connection established"
        : "Success: HTTP Status Code 200, OK";
  }
}
