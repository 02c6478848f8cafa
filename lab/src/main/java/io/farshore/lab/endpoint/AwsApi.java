package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;

/**
 * The way to every service of the lab, for calls over the wire and for calls of the lab's own
 * services to each other (a state machine that writes an item, a rule that starts an execution).
 * Faults and latency apply to both alike. Thread-safe.
 */
public interface AwsApi {

  /**
   * Routes a call to its service.
   *
   * @return the answer; the future fails with {@link AwsError} where AWS answers an error, and with
   *     {@link Unreachable} where no answer comes
   */
  CompletableFuture<JsonNode> call(ApiCall call);

  /** No answer: the Region, the service or the link is down. */
  final class Unreachable extends RuntimeException {
    /** Says what is down. */
    public Unreachable(String message) {
      super(message);
    }
  }
}
