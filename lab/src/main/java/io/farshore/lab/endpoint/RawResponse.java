package io.farshore.lab.endpoint;

import java.util.HashMap;
import java.util.Map;

/**
 * The answer of a {@link RawService}.
 *
 * @param status the HTTP status
 * @param headers all headers but those of the connection and the length
 * @param body the bytes as they go out
 */
public record RawResponse(int status, Map<String, String> headers, byte[] body) {

  /** The same with another body, and so without the checksum of this one. */
  public RawResponse with(byte[] other) {
    if (other == body) {
      return this;
    }
    Map<String, String> kept = new HashMap<>(headers);
    kept.keySet().removeIf(name -> name.equalsIgnoreCase("x-amz-crc32"));
    return new RawResponse(status, kept, other);
  }
}
