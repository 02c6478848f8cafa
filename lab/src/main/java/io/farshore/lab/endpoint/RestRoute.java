package io.farshore.lab.endpoint;

import io.farshore.lab.endpoint.model.OperationModel;
import io.farshore.lab.endpoint.model.ServiceModel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operation that a request in REST is for, found by method and path.
 *
 * @param bound what the path has for the names in the operation's template
 */
record RestRoute(OperationModel operation, Map<String, String> bound) {

  /** Finds it; of several that fit the one with most of its path fixed. */
  static Optional<RestRoute> find(ServiceModel service, WireRequest request) {
    List<String> path = segments(request.path()).stream().map(RestRoute::decoded).toList();
    RestRoute best = null;
    int bestFixed = -1;
    for (String name : service.operationNames()) {
      OperationModel operation = service.operation(name).orElseThrow();
      List<String> template = segments(operation.uri().split("\\?")[0]);
      Optional<Map<String, String>> bound =
          operation.method().equals(request.method()) && asks(request, operation)
              ? match(template, path)
              : Optional.empty();
      int fixed = (int) template.stream().filter(step -> !step.startsWith("{")).count();
      fixed += operation.uri().contains("?") ? 1 : 0;
      if (bound.isPresent() && fixed > bestFixed) {
        best = new RestRoute(operation, bound.get());
        bestFixed = fixed;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Some templates end with a query that the request must have: two operations share a path. */
  private static boolean asks(WireRequest request, OperationModel operation) {
    String[] parts = operation.uri().split("\\?", 2);
    if (parts.length < 2) {
      return true;
    }
    String[] wanted = parts[1].split("=", 2);
    return wanted.length == 2
        && request.query().getOrDefault(wanted[0], List.of()).contains(wanted[1]);
  }

  private static Optional<Map<String, String>> match(List<String> template, List<String> path) {
    Map<String, String> bound = new HashMap<>();
    for (int i = 0; i < template.size(); i++) {
      String step = template.get(i);
      if (i >= path.size()) {
        return Optional.empty();
      }
      if (step.endsWith("+}")) {
        bound.put(step.substring(1, step.length() - 2), String.join("/", rest(path, i)));
        return Optional.of(bound);
      }
      if (step.startsWith("{")) {
        bound.put(step.substring(1, step.length() - 1), path.get(i));
      } else if (!step.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return template.size() == path.size() ? Optional.of(bound) : Optional.empty();
  }

  /** A plus sign is one: in a path it does not stand for a space. */
  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AwsError("UnknownOperationException", 404, null);
    }
  }

  private static List<String> rest(List<String> path, int from) {
    return path.subList(from, path.size());
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(List.of(path.split("/")));
    segments.removeIf(String::isEmpty);
    return segments;
  }
}
