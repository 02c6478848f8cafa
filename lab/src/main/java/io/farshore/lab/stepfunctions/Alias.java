package io.farshore.lab.stepfunctions;

import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A name for one or two versions.
 *
 * @param arn the machine's with {@code :name}
 * @param description empty for none
 */
record Alias(
    String arn,
    String name,
    String description,
    List<Route> routes,
    Instant createdAt,
    Instant updatedAt) {

  private static final int WHOLE = 100;

  /** A version's share of the executions, in per cent. */
  record Route(String versionArn, int weight) {}

  /** The version that an execution gets. */
  String pick(RandomGenerator random) {
    int left = random.nextInt(WHOLE);
    for (Route route : routes) {
      left -= route.weight();
      if (left < 0) {
        return route.versionArn();
      }
    }
    return routes.get(0).versionArn();
  }

  boolean routesTo(String versionArn) {
    return routes.stream().anyMatch(route -> route.versionArn().equals(versionArn));
  }
}
