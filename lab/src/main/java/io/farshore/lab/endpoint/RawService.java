package io.farshore.lab.endpoint;

import java.util.concurrent.CompletableFuture;

/**
 * A service that answers requests over HTTP by itself, byte for byte, because the program behind it
 * speaks AWS's protocol already. Calls within the lab reach it as an {@link AwsService}; faults and
 * latency apply to both ways alike. Implementations are thread-safe.
 */
public interface RawService {

  /** The SigV4 signing name, by which requests are routed. */
  String signingName();

  /** Answers one request. Called on a thread of the endpoint, which it must not block for long. */
  CompletableFuture<RawResponse> call(RawRequest request);
}
