package io.farshore.functions.start;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.failover.Trigger;
import io.farshore.functions.handler.InvalidInput;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The name of the execution that an event starts: the same for each time that the same thing is
 * told. Step Functions keeps a name for 90 days.
 *
 * @param kind of the trigger
 * @param event in EventBridge's envelope
 */
record OnceName(Trigger.Kind kind, JsonNode event) {

  private static final int DIGITS = 40;

  /** Within the 80 characters that a name may have. */
  String text() {
    return kind.label() + "-" + hash(identity());
  }

  /** What stays the same. The envelope's own id does not: each delivery has another. */
  private String identity() {
    JsonNode detail = event.path("detail");
    return switch (kind) {
      case HEALTH_EVENT ->
          text("detail.eventArn", detail.path("eventArn"))
              + " "
              + text("detail.communicationId", detail.path("communicationId"));
      case REGION_SWITCH ->
          event.at("/resources/0").asText("")
              + " "
              + text(
                  "detail.idempotencyKey",
                  detail.hasNonNull("idempotencyKey")
                      ? detail.path("idempotencyKey")
                      : detail.path("executionId"));
      case REQUEST ->
          text(
              "id",
              detail.hasNonNull("idempotencyKey")
                  ? detail.path("idempotencyKey")
                  : event.path("id"));
      default -> text("id", event.path("id"));
    };
  }

  private static String text(String field, JsonNode value) {
    return InvalidInput.required(field, value.textValue());
  }

  private static String hash(String identity) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return "%064x".formatted(new BigInteger(1, digest)).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JRE has SHA-256", e);
    }
  }
}
