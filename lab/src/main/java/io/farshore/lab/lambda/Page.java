package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Answers with a part of a list, and with a marker for the rest. */
final class Page {

  private static final int MOST = 50;

  private Page() {}

  /**
   * One page.
   *
   * @param input with {@code Marker} and {@code MaxItems}; fifty items at most
   * @param member that the items go to
   */
  static <T> ObjectNode of(
      JsonNode input, String member, List<T> all, Function<T, ? extends JsonNode> describe) {
    return of(input, member, all, describe, MOST);
  }

  static <T> ObjectNode of(
      JsonNode input,
      String member,
      List<T> all,
      Function<T, ? extends JsonNode> describe,
      int most) {
    int from = Math.min(start(input), all.size());
    int items = Math.min(most, input.path("MaxItems").asInt(most));
    int to = Math.min(all.size(), from + Math.max(1, items));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray(member);
    all.subList(from, to).forEach(item -> list.add(describe.apply(item)));
    if (to < all.size()) {
      answer.put("NextMarker", marker(to));
    }
    return answer;
  }

  private static String marker(int index) {
    byte[] text = ("item " + index).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(text);
  }

  private static int start(JsonNode input) {
    String marker = input.path("Marker").asText("");
    if (marker.isEmpty()) {
      return 0;
    }
    try {
      String text = new String(Base64.getDecoder().decode(marker), StandardCharsets.US_ASCII);
      return Integer.parseInt(text.substring("item ".length()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw LambdaErrors.invalid("Invalid value for 'Marker'");
    }
  }
}
