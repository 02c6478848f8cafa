package io.farshore.lab.endpoint;

import io.farshore.lab.endpoint.model.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The headers that stand on every answer: its ids, and what browsers look for. */
final class AnswerHeaders {

  private AnswerHeaders() {}

  static HttpAnswer complete(
      HttpAnswer answer, WireRequest request, ServiceModel service, String requestId) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.putAll(CrossOrigin.headers(request));
    if (service.signingName().equals("kinesis")) {
      headers.put("x-amz-id-2", extendedId(requestId));
    }
    return identified(answer.with(headers), requestId);
  }

  static HttpAnswer identified(HttpAnswer answer, String requestId) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.putIfAbsent("x-amzn-RequestId", requestId);
    return answer.with(headers);
  }

  /** In AWS it says which host answered; here it only looks like it. */
  private static String extendedId(String requestId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      byte[] bytes = digest.digest(requestId.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
