package io.farshore.lab.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Lists in pages: {@code Limit} at a time, from {@code NextToken} on. */
final class Pages {

  private static final int MOST = 100;

  private Pages() {}

  static ObjectNode of(JsonNode input, String member, List<JsonNode> all) {
    int from = Math.min(position(input.path("NextToken").asText()), all.size());
    int to = Math.min(from + input.path("Limit").asInt(MOST), all.size());
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output.putArray(member).addAll(all.subList(from, to));
    if (to < all.size()) {
      byte[] next = String.valueOf(to).getBytes(StandardCharsets.UTF_8);
      output.put("NextToken", Base64.getEncoder().encodeToString(next));
    }
    return output;
  }

  private static int position(String token) {
    try {
      return token.isEmpty()
          ? 0
          : Integer.parseInt(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw AwsError.validation("Parameter NextToken is not valid.");
    }
  }
}
