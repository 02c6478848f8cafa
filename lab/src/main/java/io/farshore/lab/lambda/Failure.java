package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What Lambda answers for an invocation that failed. Immutable.
 *
 * @param payload of the answer
 * @param logLine what Lambda logs of it, {@code %s} standing for the request id
 * @param status in the report of the invocation
 */
record Failure(ObjectNode payload, Optional<String> logLine, Optional<String> status) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "%s";

  /** A handler that threw: message, type, stack and causes. */
  static Failure thrown(Throwable thrown) {
    return new Failure(describe(thrown), Optional.empty(), Optional.of("error"));
  }

  private static ObjectNode describe(Throwable thrown) {
    ObjectNode failure = JSON.createObjectNode();
    String message = thrown.getLocalizedMessage();
    failure.put("errorMessage", message == null ? thrown.getClass().getName() : message);
    failure.put("errorType", thrown.getClass().getName());
    var stack = failure.putArray("stackTrace");
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (isBelowHandler(frame)) {
        break;
      }
      stack.add(frame.toString());
    }
    if (thrown.getCause() != null && thrown.getCause() != thrown) {
      failure.set("cause", describe(thrown.getCause()));
    }
    return failure;
  }

  private static boolean isBelowHandler(StackTraceElement frame) {
    return frame.getClassName().startsWith(Failure.class.getPackageName() + ".Handler")
        || frame.getClassName().startsWith("jdk.internal.reflect.");
  }

  static Failure timedOut(FunctionConfiguration function, LambdaRuntimeSettings settings) {
    String what =
        "Task timed out after %.2f seconds".formatted(function.timeout().toMillis() / 1000.0);
    Instant now = settings.wallClock().instant().truncatedTo(ChronoUnit.MILLIS);
    return new Failure(
        JSON.createObjectNode()
            .put("errorType", "Sandbox.Timedout")
            .put("errorMessage", "RequestId: " + ID + " Error: " + what),
        Optional.of(now + " " + ID + " " + what),
        Optional.of("timeout"));
  }

  /** An environment that went away. */
  static Failure exited(String how) {
    String message = "RequestId: " + ID + " Error: " + how;
    return new Failure(
        JSON.createObjectNode().put("errorType", "Runtime.ExitError").put("errorMessage", message),
        Optional.of(message),
        Optional.of("error\tError Type: Runtime.ExitError"));
  }

  static Failure responseTooLarge(int limit) {
    return new Failure(
        JSON.createObjectNode()
            .put(
                "errorMessage",
                "Response payload size exceeded maximum allowed payload size (%d bytes)."
                    .formatted(limit))
            .put("errorType", "Function.ResponseSizeTooLarge"),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, of one request. */
  Failure of(String requestId) {
    ObjectNode named = payload.deepCopy();
    if (logLine.isPresent()) {
      named.put("errorMessage", named.path("errorMessage").asText().replace(ID, requestId));
    }
    return new Failure(named, logLine.map(line -> line.replace(ID, requestId)), status);
  }
}
