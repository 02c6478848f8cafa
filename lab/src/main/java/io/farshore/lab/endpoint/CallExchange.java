package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.HttpAnswer.Whole;
import io.farshore.lab.endpoint.WireProtocol.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns HTTP requests into calls, and their answers into HTTP responses. Thread-safe. */
final class CallExchange {

  private static final Logger LOG = LoggerFactory.getLogger(CallExchange.class);

  /** SDKs sign for these services by any Region, or by {@code aws-global}. */
  private static final Set<String> GLOBAL_SERVICES = Set.of("route53");

  private static final String GLOBAL_REGION = "us-east-1";
  private static final WireProtocol JSON = new JsonProtocol();

  private final List<WireProtocol> protocols =
      List.of(
          new CborProtocol(),
          JSON,
          new RestJsonProtocol(),
          new RestXmlProtocol(),
          new QueryProtocol());
  private final ServiceRouter router;
  private final Credentials credentials;
  private final Supplier<String> requestIds;

  CallExchange(ServiceRouter router, Credentials credentials, Supplier<String> requestIds) {
    this.router = router;
    this.credentials = credentials;
    this.requestIds = requestIds;
  }

  /** The response; the future fails with {@link AwsApi.Unreachable} where none may come. */
  CompletableFuture<HttpAnswer> answer(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    String requestId = requestIds.get();
    Optional<CredentialScope> scope = CredentialScope.of(headers, query);
    CredentialScope known = scope.orElse(new CredentialScope("", "", ""));
    WireRequest request = new WireRequest(method, path, query, headers, body, known);
    CompletableFuture<HttpAnswer> answer =
        scope.isEmpty()
            ? CompletableFuture.completedFuture(whole(unsigned(request, requestId)))
            : answer(request, requestId);
    return answer.thenApply(response -> withRequestId(response, requestId));
  }

  private CompletableFuture<HttpAnswer> answer(WireRequest request, String requestId) {
    WireProtocol protocol = protocol(request);
    try {
      Operation operation = protocol.decode(request);
      ApiCall call = apiCall(request, operation.name(), operation.input(), requestId);
      return answer(request, protocol, operation, call)
          .exceptionally(e -> whole(protocol.encode(request, error(call, e), requestId)));
    } catch (AwsError e) {
      return CompletableFuture.completedFuture(whole(protocol.encode(request, e, requestId)));
    }
  }

  private CompletableFuture<HttpAnswer> answer(
      WireRequest request, WireProtocol protocol, Operation operation, ApiCall call) {
    Optional<RawService> raw = router.rawService(call.service());
    if (raw.isPresent()) {
      return router.call(raw.get(), rawRequest(request, call), call).thenApply(Whole::new);
    }
    if (router.streams(call)) {
      return router.stream(call).thenApply(events -> protocol.stream(request, events));
    }
    return router
        .call(call)
        .thenApply(output -> whole(protocol.encode(request, operation, output, call.requestId())));
  }

  private static HttpAnswer whole(RawResponse response) {
    return new Whole(response);
  }

  private WireProtocol protocol(WireRequest request) {
    return protocols.stream().filter(protocol -> protocol.speaks(request)).findFirst().orElse(JSON);
  }

  private ApiCall apiCall(
      WireRequest request, String operation, ObjectNode input, String requestId) {
    CredentialScope scope = request.scope();
    return new ApiCall(
        credentials.caller(scope.accessKeyId()),
        GLOBAL_SERVICES.contains(scope.service()) ? GLOBAL_REGION : scope.region(),
        scope.service(),
        operation,
        input,
        requestId);
  }

  private static RawRequest rawRequest(WireRequest request, ApiCall call) {
    return new RawRequest(
        call.caller(),
        call.region(),
        call.operation(),
        request.headers(),
        request.body(),
        call.requestId());
  }

  private RawResponse unsigned(WireRequest request, String requestId) {
    AwsError error =
        new AwsError("MissingAuthenticationToken", 403, "Missing Authentication Token");
    return protocol(request).encode(request, error, requestId);
  }

  private static AwsError error(ApiCall call, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof AwsError error) {
      return error;
    }
    if (cause instanceof AwsApi.Unreachable unreachable) {
      throw unreachable;
    }
    LOG.error("{} {} failed in the lab", call.service(), call.operation(), cause);
    return new AwsError("InternalFailure", 500, "The lab failed; its log says how");
  }

  private static HttpAnswer withRequestId(HttpAnswer response, String requestId) {
    Map<String, String> headers = new HashMap<>(response.headers());
    headers.putIfAbsent("x-amzn-RequestId", requestId);
    return response.with(headers);
  }
}
