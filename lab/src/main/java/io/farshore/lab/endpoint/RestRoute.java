package io.farshore.lab.endpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one operation of a REST API stands in HTTP.
 *
 * @param segments of the path; one in braces binds a member
 * @param status of a success, unless {@code statusMember} says another
 * @param inputs members that come as a query parameter, or as a header in lower case, by that name
 * @param payload the member that is the request's body as bytes
 * @param outputs members that go as a header, by member
 * @param answerPayload the member that is the answer's body as bytes
 * @param statusMember the member that is the answer's status
 */
record RestRoute(
    String method,
    List<String> segments,
    String operation,
    int status,
    Map<String, String> inputs,
    Optional<String> payload,
    Map<String, String> outputs,
    Optional<String> answerPayload,
    Optional<String> statusMember) {

  static RestRoute of(String method, String template, String operation, int status) {
    return new RestRoute(
        method,
        segments(template),
        operation,
        status,
        Map.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  RestRoute input(String name, String member) {
    return new RestRoute(
        method,
        segments,
        operation,
        status,
        with(inputs, name, member),
        payload,
        outputs,
        answerPayload,
        statusMember);
  }

  RestRoute output(String member, String header) {
    return new RestRoute(
        method,
        segments,
        operation,
        status,
        inputs,
        payload,
        with(outputs, member, header),
        answerPayload,
        statusMember);
  }

  /** Both bodies are members, as bytes, and the status is one too. */
  RestRoute bodies(String requestMember, String answerMember, String status) {
    return new RestRoute(
        method,
        segments,
        operation,
        this.status,
        inputs,
        Optional.of(requestMember),
        outputs,
        Optional.of(answerMember),
        Optional.of(status));
  }

  /** The members in the path; empty when method or path are another operation's. */
  Optional<Map<String, String>> match(String method, String path) {
    List<String> actual = segments(path);
    if (!this.method.equals(method) || actual.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> bound = new HashMap<>();
    for (int i = 0; i < actual.size(); i++) {
      String expected = segments.get(i);
      if (expected.startsWith("{")) {
        bound.put(expected.substring(1, expected.length() - 1), actual.get(i));
      } else if (!expected.equals(actual.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(bound);
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(List.of(path.split("/")));
    segments.removeIf(String::isEmpty);
    return List.copyOf(segments);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return Map.copyOf(more);
  }
}
