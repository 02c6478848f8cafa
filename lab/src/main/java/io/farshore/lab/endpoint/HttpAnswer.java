package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.BiFunction;

/** What goes out for a request: all at once, or event by event. */
sealed interface HttpAnswer {

  int status();

  Map<String, String> headers();

  /** The same answer with other headers. */
  HttpAnswer with(Map<String, String> headers);

  /** An answer whose bytes are all there. */
  record Whole(RawResponse response) implements HttpAnswer {

    @Override
    public int status() {
      return response.status();
    }

    @Override
    public Map<String, String> headers() {
      return response.headers();
    }

    @Override
    public HttpAnswer with(Map<String, String> headers) {
      return new Whole(new RawResponse(response.status(), headers, response.body()));
    }
  }

  /**
   * An answer that is an event stream.
   *
   * @param contentType of the events' payloads
   * @param payload encodes one event of a type
   */
  record Streamed(
      EventStream events,
      String contentType,
      BiFunction<String, JsonNode, byte[]> payload,
      Map<String, String> headers)
      implements HttpAnswer {

    @Override
    public int status() {
      return 200;
    }

    @Override
    public HttpAnswer with(Map<String, String> headers) {
      return new Streamed(events, contentType, payload, headers);
    }
  }
}
