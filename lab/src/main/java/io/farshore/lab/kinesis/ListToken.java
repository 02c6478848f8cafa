package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * How far a listing of shards has come; clients see it as opaque text.
 *
 * @param filter as in the first request; missing for none
 * @param issuedAt it may be used for five minutes from then
 */
record ListToken(StreamArn stream, JsonNode filter, String afterShardId, Instant issuedAt) {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  static ListToken parse(String text, Instant now) {
    JsonNode json;
    try {
      json = JSON.readTree(Base64.getDecoder().decode(text));
    } catch (IOException | IllegalArgumentException e) {
      throw Errors.invalid("NextToken is invalid.");
    }
    StreamArn stream =
        StreamArn.parse(json.path("stream").asText())
            .orElseThrow(() -> Errors.invalid("NextToken is invalid."));
    Instant issuedAt = Instant.ofEpochMilli(json.path("issuedAt").asLong());
    if (now.isAfter(issuedAt.plus(LIFE))) {
      throw Errors.expired("ExpiredNextTokenException", "The NextToken has expired.");
    }
    return new ListToken(stream, json.path("filter"), json.path("after").asText(), issuedAt);
  }

  ListToken next(String lastShardId, Instant now) {
    return new ListToken(stream, filter, lastShardId, now);
  }

  @Override
  public String toString() {
    ObjectNode json = JSON.createObjectNode();
    json.put("stream", stream.toString());
    if (!filter.isMissingNode()) {
      json.set("filter", filter);
    }
    json.put("after", afterShardId);
    json.put("issuedAt", issuedAt.toEpochMilli());
    return Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
