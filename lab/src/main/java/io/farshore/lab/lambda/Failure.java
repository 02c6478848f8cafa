package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** What Lambda answers for an invocation that failed. */
final class Failure {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Failure() {}

  /** A handler that threw: message, type, stack and causes. */
  static ObjectNode thrown(Throwable thrown) {
    ObjectNode failure = JSON.createObjectNode();
    String message = thrown.getLocalizedMessage();
    failure.put("errorMessage", message == null ? thrown.getClass().getName() : message);
    failure.put("errorType", thrown.getClass().getName());
    var stack = failure.putArray("stackTrace");
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith(Failure.class.getPackageName() + ".Handler")) {
        break;
      }
      stack.add(frame.toString());
    }
    if (thrown.getCause() != null && thrown.getCause() != thrown) {
      failure.set("cause", thrown(thrown.getCause()));
    }
    return failure;
  }

  /** An environment that Lambda ended. */
  static ObjectNode ended(String errorType, String message) {
    return JSON.createObjectNode().put("errorType", errorType).put("errorMessage", message);
  }

  static byte[] bytes(ObjectNode failure) {
    return failure.toString().getBytes(StandardCharsets.UTF_8);
  }
}
