package io.farshore.lab.endpoint;

import java.util.HashMap;
import java.util.Map;

/** The parameters of {@code Authorization: AWS4-HMAC-SHA256 Credential=..., ...}. */
final class AuthorizationHeader {

  private AuthorizationHeader() {}

  static Map<String, String> parse(String header) {
    Map<String, String> parameters = new HashMap<>();
    for (String part : header.split("[,\\s]+")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return parameters;
  }
}
