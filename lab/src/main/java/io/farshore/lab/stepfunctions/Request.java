package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

  /**
   * An answer with one page of a list, by {@code maxResults} and {@code nextToken}; it has a {@code
   * nextToken} unless it is the last.
   *
   * @param member of the answer that has the page
   */
  <T> ObjectNode page(String member, List<T> all, int most, Function<T, ObjectNode> told) {
    int asked = call.input().path("maxResults").asInt(0);
    int size = asked == 0 ? Math.min(most, 100) : Math.min(asked, most);
    int from = Math.min(all.size(), optional("nextToken").map(Request::offset).orElse(0));
    int to = Math.min(all.size(), from + size);
    ObjectNode answer = Answers.object();
    ArrayNode page = answer.putArray(member);
    all.subList(from, to).forEach(each -> page.add(told.apply(each)));
    return to < all.size() ? answer.put("nextToken", "from-" + to) : answer;
  }

  private static int offset(String token) {
    try {
      return Integer.parseInt(token.substring("from-".length()));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw StatesErrors.invalidPage();
    }
  }
}
