package io.farshore.lab.endpoint;

import java.util.Map;

/**
 * The answer of a {@link RawService}.
 *
 * @param status the HTTP status
 * @param headers all headers but those of the connection and the length
 * @param body the bytes as they go out
 */
public record RawResponse(int status, Map<String, String> headers, byte[] body) {}
