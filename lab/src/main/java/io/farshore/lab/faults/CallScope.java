package io.farshore.lab.faults;

import io.farshore.lab.endpoint.ApiCall;
import java.util.Optional;
import java.util.Set;

/**
 * Which calls a fault hits.
 *
 * @param region the Region addressed
 * @param service the signing name of the service
 * @param operations the operations; empty for all
 * @param resource the name of a table, stream, function... that the input must name; empty for any
 */
public record CallScope(
    String region, String service, Set<String> operations, Optional<String> resource) {

  /** Copies the set. */
  public CallScope {
    operations = Set.copyOf(operations);
  }

  /** All calls of one service in one Region. */
  public static CallScope of(String region, String service) {
    return new CallScope(region, service, Set.of(), Optional.empty());
  }

  /** The same, of these operations only. */
  public CallScope operations(String... names) {
    return new CallScope(region, service, Set.of(names), resource);
  }

  /** The same, of this table, stream, function... only. */
  public CallScope resource(String name) {
    return new CallScope(region, service, operations, Optional.of(name));
  }

  /** True when the call is one of these. */
  public boolean covers(ApiCall call) {
    return region.equals(call.region())
        && service.equals(call.service())
        && (operations.isEmpty() || operations.contains(call.operation()))
        && (resource.isEmpty() || ResourceNames.in(call.input()).contains(resource.get()));
  }
}
