package io.farshore.lab.endpoint;

import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, as the codecs see it.
 *
 * @param method such as {@code POST}
 * @param path decoded no further than the server must; begins with a slash
 * @param query decoded; of a name that comes twice the last value
 * @param headers by name in lower case
 * @param body the bytes, unpacked where they came compressed
 * @param scope whom it is for, and from whom
 */
record WireRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    CredentialScope scope) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  String contentType() {
    return headers.getOrDefault("content-type", "");
  }

  /** The operation that {@code X-Amz-Target} names, without the name of the service. */
  Optional<String> target() {
    return header("x-amz-target").map(target -> target.substring(target.lastIndexOf('.') + 1));
  }
}
