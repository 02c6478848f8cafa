package io.farshore.lab.route53;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.faults.RegionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All health checks, each observed at its interval or at the lab's own. They run outside of every
 * Region, so that the loss of one ends none. Thread-safe.
 */
final class HealthChecks {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final String WITHOUT_DATA = "INSUFFICIENT_DATA";

  private final List<String> regions;
  private final RegionState state;
  private final AlarmStates alarms;
  private final EventLoop loop;
  private final Supplier<String> ids;
  private final Optional<Duration> interval;
  private final Map<String, HealthCheck> checks = new TreeMap<>();

  HealthChecks(
      List<String> regions,
      RegionState state,
      AlarmStates alarms,
      EventLoop loop,
      Supplier<String> ids,
      Optional<Duration> interval) {
    this.regions = List.copyOf(regions);
    this.state = state;
    this.alarms = alarms;
    this.loop = loop;
    this.ids = ids;
    this.interval = interval;
  }

  synchronized HealthCheck create(String callerReference, ObjectNode config) {
    Optional<HealthCheck> there =
        checks.values().stream()
            .filter(each -> each.callerReference().equals(callerReference))
            .findFirst();
    if (there.isPresent()) {
      if (there.get().config().equals(config)) {
        return there.get();
      }
      throw new AwsError(
          "HealthCheckAlreadyExists",
          CONFLICT,
          "The caller reference has already been used for another health check.");
    }
    HealthCheck check = new HealthCheck(ids.get(), callerReference, config);
    if (check.isOfEndpoint()) {
      watchedRegion(check);
    }
    checks.put(check.id(), check);
    check.observe(sees(check), loop.wallTime());
    loop.after(interval.orElse(check.interval()), () -> observe(check));
    return check;
  }

  synchronized HealthCheck get(String id) {
    return Optional.ofNullable(checks.get(id))
        .orElseThrow(
            () ->
                new AwsError(
                    "NoSuchHealthCheck",
                    NOT_FOUND,
                    "A health check with id " + id + " does not exist."));
  }

  synchronized List<HealthCheck> all() {
    return List.copyOf(checks.values());
  }

  synchronized void delete(String id) {
    get(id);
    checks.remove(id);
  }

  /** The status, as of now; the lock keeps observations out meanwhile. */
  synchronized boolean healthy(String id) {
    return get(id).healthy();
  }

  private synchronized void observe(HealthCheck check) {
    if (checks.get(check.id()) == check) {
      check.observe(sees(check), loop.wallTime());
      loop.after(interval.orElse(check.interval()), () -> observe(check));
    }
  }

  private boolean sees(HealthCheck check) {
    if (check.isOfEndpoint()) {
      return !state.isLost(watchedRegion(check));
    }
    if (check.isCalculated()) {
      return calculated(check);
    }
    return switch (alarmState(check)) {
      case "OK" -> true;
      case "ALARM" -> false;
      default -> withoutData(check);
    };
  }

  /** Route 53 reads the alarm's metric itself, so of a lost Region it has no data. */
  private String alarmState(HealthCheck check) {
    String region = check.alarm().path("Region").asText();
    return state.isLost(region)
        ? WITHOUT_DATA
        : alarms.of(region, check.alarm().path("Name").asText()).orElse(WITHOUT_DATA);
  }

  private boolean calculated(HealthCheck check) {
    JsonNode children = check.config().path("ChildHealthChecks");
    int healthy = 0;
    for (JsonNode child : children) {
      HealthCheck found = checks.get(child.asText());
      healthy += found == null || found.healthy() ? 1 : 0;
    }
    return healthy >= check.config().path("HealthThreshold").asInt(children.size());
  }

  /** Changes the members of a configuration that are given. */
  synchronized HealthCheck update(JsonNode input) {
    HealthCheck check = get(input.path("HealthCheckId").asText());
    if (input.hasNonNull("HealthCheckVersion")
        && input.get("HealthCheckVersion").asLong() != check.version()) {
      throw new AwsError(
          "HealthCheckVersionMismatch",
          CONFLICT,
          "The value of HealthCheckVersion in the request doesn't match the value of"
              + " HealthCheckVersion in the health check.");
    }
    ObjectNode changes = input.deepCopy();
    changes.remove(List.of("HealthCheckId", "HealthCheckVersion", "ResetElements"));
    List<String> reset = new ArrayList<>();
    input.path("ResetElements").forEach(name -> reset.add(name.asText()));
    if (check.isOfEndpoint()) {
      ObjectNode changed = check.config().deepCopy();
      changed.remove(reset);
      changed.setAll(changes);
      // A name out of reach is refused now: nobody would hear of it at the next check.
      watchedRegion(new HealthCheck(check.id(), check.callerReference(), changed));
    }
    check.update(changes, reset);
    return check;
  }

  private static boolean withoutData(HealthCheck check) {
    return switch (check.config().path("InsufficientDataHealthStatus").asText()) {
      case "Healthy" -> true;
      case "Unhealthy" -> false;
      default -> check.seen();
    };
  }

  private String watchedRegion(HealthCheck check) {
    return regions.stream()
        .filter(region -> check.endpoint().contains(region))
        .findFirst()
        .orElseThrow(
            () ->
                new AwsError(
                    "InvalidInput",
                    400,
                    "The lab's health checkers reach endpoints whose name holds one of "
                        + String.join(", ", regions)));
  }

  /** Who checks, what each of them saw, and when. */
  record Report(List<String> checkers, String status, Instant checkedAt) {}

  synchronized Report report(String id) {
    HealthCheck check = get(id);
    if (check.isCalculated()) {
      throw new AwsError(
          "InvalidInput",
          400,
          "The status of a calculated health check can't be got: it has no checkers.");
    }
    return new Report(check.checkers(), check.status(), check.checkedAt());
  }
}
