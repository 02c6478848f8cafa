package io.farshore.lab.endpoint;

import java.util.Map;

/**
 * One request over HTTP to a {@link RawService}.
 *
 * @param caller who calls, and from where
 * @param region the Region addressed
 * @param operation from {@code X-Amz-Target}, such as {@code PutItem}
 * @param headers by name in lower case; of a header that comes twice the values are joined by a
 *     comma
 * @param body the bytes as they came
 * @param requestId the id that the answer carries unless the service sets one of its own
 */
public record RawRequest(
    Caller caller,
    String region,
    String operation,
    Map<String, String> headers,
    byte[] body,
    String requestId) {}
