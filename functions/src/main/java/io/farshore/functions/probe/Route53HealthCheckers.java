package io.farshore.functions.probe;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusRequest;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;

/** Asks Route 53, whose API is global: it may be out of reach just when it matters. */
final class Route53HealthCheckers implements HealthCheckers {

  private final Route53Client route53;
  private final List<String> healthCheckIds;
  private final Executor threads;

  Route53HealthCheckers(Route53Client route53, List<String> healthCheckIds, Executor threads) {
    this.route53 = route53;
    this.healthCheckIds = List.copyOf(healthCheckIds);
    this.threads = threads;
  }

  @Override
  public CompletableFuture<List<Status>> statuses() {
    if (healthCheckIds.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return CompletableFuture.supplyAsync(
        () -> healthCheckIds.stream().map(this::status).toList(), threads);
  }

  private Status status(String healthCheckId) {
    List<HealthCheckObservation> observations =
        route53
            .getHealthCheckStatus(
                GetHealthCheckStatusRequest.builder().healthCheckId(healthCheckId).build())
            .healthCheckObservations();
    long failing = observations.stream().filter(Route53HealthCheckers::isFailure).count();
    return new Status(observations.size(), (int) failing);
  }

  private static boolean isFailure(HealthCheckObservation observation) {
    String status = observation.statusReport().status();
    return status != null && status.toLowerCase(Locale.ROOT).startsWith("failure");
  }
}
