package io.farshore.lab.endpoint;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, as the codecs see it.
 *
 * @param method such as {@code POST}
 * @param path as it came, not decoded; begins with a slash
 * @param query decoded; a name without a value has an empty text
 * @param headers by name in lower case
 * @param body the bytes, unpacked where they came compressed
 * @param scope whom it is for, and from whom
 */
record WireRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body,
    CredentialScope scope) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  String contentType() {
    return headers.getOrDefault("content-type", "");
  }

  /** The media type alone, without parameters, in lower case. */
  String mediaType() {
    String type = contentType();
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  /** What stands before the dot in {@code X-Amz-Target}; empty without. */
  String targetPrefix() {
    String target = headers.getOrDefault("x-amz-target", "");
    return target.substring(0, Math.max(0, target.lastIndexOf('.')));
  }

  /** The operation that {@code X-Amz-Target} names, without the name of the service. */
  Optional<String> targetOperation() {
    return header("x-amz-target")
        .filter(target -> target.contains("."))
        .map(target -> target.substring(target.lastIndexOf('.') + 1));
  }

  /** The operation in a path of Smithy RPC v2: {@code /service/Name/operation/Name}. */
  Optional<String> pathOperation() {
    String[] steps = path.split("/");
    boolean known = steps.length >= 5 && steps[steps.length - 2].equals("operation");
    return known ? Optional.of(steps[steps.length - 1]) : Optional.empty();
  }

  /** The service in such a path. */
  Optional<String> pathService() {
    String[] steps = path.split("/");
    boolean known = steps.length >= 5 && steps[steps.length - 4].equals("service");
    return known ? Optional.of(steps[steps.length - 3]) : Optional.empty();
  }
}
