package io.farshore.conformance.wire;

import java.util.Map;

/**
 * A request that AWS refuses.
 *
 * @param what is wrong with it, in words for the test's message
 * @param certain true when it must be refused; false when AWS may let it pass
 * @param path with its query
 */
record WrongRequest(
    String what,
    boolean certain,
    Encoding encoding,
    String method,
    String path,
    Map<String, String> headers,
    byte[] body) {}
