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
}
