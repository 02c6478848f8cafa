package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.List;
import java.util.Optional;

/** The members of one request. */
record Request(ApiCall call) {

  String text(String name) {
    return optional(name)
        .orElseThrow(
            () ->
                AwsError.validation(
                    ("1 validation error detected: Value null at '%s' failed to satisfy"
                            + " constraint: Member must not be null")
                        .formatted(name)));
  }

  Optional<String> optional(String name) {
    JsonNode value = call.input().get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }

  /**
   * A name without white space, brackets, wildcards, special and control characters, of up to 80
   * characters.
   */
  String name(String member) {
    return requireName(text(member));
  }

  static String requireName(String name) {
    if (!name.matches("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}")) {
      throw StatesErrors.invalidName(name);
    }
    return name;
  }

  boolean has(String member) {
    return call.input().hasNonNull(member);
  }

  JsonNode member(String member) {
    return call.input().path(member);
  }

  String region() {
    return call.region();
  }

  boolean flag(String name, boolean otherwise) {
    return call.input().path(name).asBoolean(otherwise);
  }

  /** One page of a list, by {@code maxResults} and {@code nextToken}. */
  <T> Page<T> page(List<T> all, int most) {
    int asked = call.input().path("maxResults").asInt(0);
    int size = asked == 0 ? Math.min(most, 100) : Math.min(asked, most);
    int from = optional("nextToken").map(Request::offset).orElse(0);
    int to = Math.min(all.size(), from + size);
    return new Page<>(
        from >= to ? List.of() : all.subList(from, to),
        to < all.size() ? Optional.of("from-" + to) : Optional.empty());
  }

  private static int offset(String token) {
    try {
      return Integer.parseInt(token.substring("from-".length()));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw StatesErrors.invalidPage();
    }
  }

  /**
   * A part of a list.
   *
   * @param nextToken empty after the last part
   */
  record Page<T>(List<T> items, Optional<String> nextToken) {}
}
