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
      throw StatesErrors.invalidPage(token);
    }
  }

  /**
   * A part of a list.
   *
   * @param nextToken empty after the last part
   */
  record Page<T>(List<T> items, Optional<String> nextToken) {}
}
