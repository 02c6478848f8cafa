package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;

/** One AWS service of the lab, for all its Regions. Implementations are thread-safe. */
public interface AwsService {

  /** The SigV4 signing name, by which calls are routed. */
  String signingName();

  /**
   * Answers one call. An operation that is not there fails with {@link AwsError#unknownOperation};
   * it never answers with an empty success.
   *
   * @return the members of the output as the model names them, blobs as {@code BinaryNode}; the
   *     future fails with {@link AwsError} for every error that AWS would answer
   */
  CompletableFuture<JsonNode> call(ApiCall call);

  /**
   * True for an operation whose output is an event stream: calls of it that come over the wire go
   * to {@link #stream}, and never to {@link #call}. Without such operations always false.
   */
  default boolean streams(String operation) {
    return false;
  }

  /**
   * Answers a call of an operation that {@link #streams}.
   *
   * @return the stream, open; the future fails with {@link AwsError} for an error that AWS answers
   *     instead of a stream. Whoever calls this closes the stream
   */
  default CompletableFuture<EventStream> stream(ApiCall call) {
    return CompletableFuture.failedFuture(AwsError.unknownOperation(call));
  }

  /** Whether calls pass the network, with its faults and latency, as all calls of AWS do. */
  default boolean isBehindTheNetwork() {
    return true;
  }
}
