package io.farshore.lab.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What optimized integrations add to an answer: the headers that it came with. */
final class HttpMetadata {

  private final Supplier<Instant> now;

  HttpMetadata(Supplier<Instant> now) {
    this.now = now;
  }

  /**
   * The answer with its metadata.
   *
   * @param contentType of the service's protocol
   * @param own headers of the service's own
   */
  ObjectNode add(JsonNode answer, String requestId, String contentType, Map<String, String> own) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    answer.properties().forEach(e -> result.set(e.getKey(), e.getValue()));
    Map<String, String> headers = new LinkedHashMap<>(own);
    headers.put("x-amzn-RequestId", requestId);
    headers.put("Content-Length", Integer.toString(answer.toString().length()));
    headers.put(
        "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.get().atOffset(ZoneOffset.UTC)));
    headers.put("Content-Type", contentType);
    ObjectNode http = result.putObject("SdkHttpMetadata");
    ObjectNode all = http.putObject("AllHttpHeaders");
    ObjectNode single = http.putObject("HttpHeaders");
    headers.forEach(
        (name, value) -> {
          all.putArray(name).add(value);
          single.put(name, value);
        });
    http.put("HttpStatusCode", 200);
    result.putObject("SdkResponseMetadata").put("RequestId", requestId);
    return result;
  }
}
