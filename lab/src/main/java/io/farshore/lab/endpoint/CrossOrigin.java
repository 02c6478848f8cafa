package io.farshore.lab.endpoint;

import java.util.HashMap;
import java.util.Map;

/** What browsers ask before they let a page call, and what they look for afterwards. */
final class CrossOrigin {

  private static final String EXPOSED =
      "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date";
  private static final String SECONDS = "172800";

  private CrossOrigin() {}

  static boolean isPreflight(WireRequest request) {
    return request.method().equals("OPTIONS") && request.header("origin").isPresent();
  }

  static RawResponse granted(WireRequest request) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Access-Control-Allow-Origin", "*");
    headers.put("Access-Control-Max-Age", SECONDS);
    request
        .header("access-control-request-headers")
        .ifPresent(asked -> headers.put("Access-Control-Allow-Headers", asked));
    request
        .header("access-control-request-method")
        .ifPresent(asked -> headers.put("Access-Control-Allow-Methods", asked));
    return new RawResponse(200, headers, new byte[0]);
  }

  static Map<String, String> headers(WireRequest request) {
    return request.header("origin").isEmpty()
        ? Map.of()
        : Map.of("Access-Control-Allow-Origin", "*", "Access-Control-Expose-Headers", EXPOSED);
  }
}
