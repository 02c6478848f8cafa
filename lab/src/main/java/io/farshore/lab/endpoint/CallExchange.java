package io.farshore.lab.endpoint;

import io.farshore.core.time.Cause;
import io.farshore.lab.endpoint.HttpAnswer.Whole;
import io.farshore.lab.endpoint.WireProtocol.Operation;
import io.farshore.lab.endpoint.model.ServiceModel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns HTTP requests into calls, and their answers into HTTP responses. Thread-safe. */
final class CallExchange {

  private static final Logger LOG = LoggerFactory.getLogger(CallExchange.class);

  /** SDKs sign for these services by one Region, whichever they are set to. */
  private static final Set<String> GLOBAL_SERVICES = Set.of("route53");

  private final WireProtocols protocols = new WireProtocols();
  private final ServiceLookup lookup = new ServiceLookup();
  private final ServiceRouter router;
  private final Credentials credentials;
  private final Supplier<String> requestIds;

  CallExchange(ServiceRouter router, Credentials credentials, Supplier<String> requestIds) {
    this.router = router;
    this.credentials = credentials;
    this.requestIds = requestIds;
  }

  /** The response; the future fails with {@link AwsApi.Unreachable} where none may come. */
  CompletableFuture<HttpAnswer> answer(WireRequest request) {
    String requestId = requestIds.get();
    if (CrossOrigin.isPreflight(request)) {
      HttpAnswer granted = new Whole(CrossOrigin.granted(request));
      return CompletableFuture.completedFuture(AnswerHeaders.identified(granted, requestId));
    }
    ServiceModel service;
    try {
      service = service(request);
    } catch (AwsError e) {
      ServiceModel unknown = ServiceModel.open(request.scope().service());
      HttpAnswer refused = new Whole(foreign(request).encode(request, unknown, e, requestId));
      return CompletableFuture.completedFuture(AnswerHeaders.identified(refused, requestId));
    }
    return answer(request, service, requestId)
        .thenApply(answer -> AnswerHeaders.complete(answer, request, service, requestId));
  }

  private ServiceModel service(WireRequest request) {
    Optional<ServiceModel> known = lookup.find(request);
    boolean signed = !request.scope().service().isEmpty();
    if (known.isPresent() && (!signed || router.has(known.get().signingName()))) {
      return known.get();
    }
    String name = known.map(ServiceModel::signingName).orElse(request.scope().service());
    if (known.isEmpty() && router.has(name)) {
      return ServiceModel.open(name);
    }
    throw new AwsError(
        "UnknownService", 404, "The lab has no service " + name + ": it has " + router.services());
  }

  /** How to speak to a client of a service that the lab does not have. */
  private static WireProtocol foreign(WireRequest request) {
    if (request.header("x-amz-target").isPresent()) {
      return BodyProtocol.JSON;
    }
    boolean form = request.mediaType().equals("application/x-www-form-urlencoded");
    return form || request.mediaType().endsWith("xml")
        ? new QueryProtocol()
        : new RestJsonProtocol();
  }

  private CompletableFuture<HttpAnswer> answer(
      WireRequest request, ServiceModel service, String requestId) {
    WireProtocol protocol = protocols.of(request, service);
    try {
      Operation operation = protocol.decode(request, service);
      ApiCall call = apiCall(request, protocol, operation, requestId);
      return answer(request, protocol, operation, call)
          .exceptionally(
              e -> new Whole(protocol.encode(request, service, error(call, e), requestId)));
    } catch (AwsError e) {
      return CompletableFuture.completedFuture(
          new Whole(protocol.encode(request, service, e, requestId)));
    }
  }

  private CompletableFuture<HttpAnswer> answer(
      WireRequest request, WireProtocol protocol, Operation operation, ApiCall call) {
    Optional<RawService> raw = router.rawService(call.service());
    Optional<AwsError> broken =
        operation
            .model()
            .input()
            .flatMap(shape -> InputLimits.check(operation.service(), shape, operation.input()));
    if (broken.isPresent()) {
      throw broken.get();
    }
    if (raw.isPresent()) {
      return router
          .call(raw.get(), RawExchange.request(request, protocol, operation, call), call)
          .thenApply(
              answer -> new Whole(RawExchange.response(answer, request, protocol, operation)));
    }
    if (router.streams(call)) {
      return router.stream(call).thenApply(events -> protocol.stream(request, operation, events));
    }
    return router
        .call(call)
        .thenApply(
            output -> new Whole(protocol.encode(request, operation, output, call.requestId())));
  }

  private ApiCall apiCall(
      WireRequest request, WireProtocol protocol, Operation operation, String requestId) {
    CredentialScope scope = new Signature(request, protocol.refusal()).scope();
    String service = operation.service().signingName();
    boolean anywhere = GLOBAL_SERVICES.contains(service) || scope.region().equals("*");
    if (!anywhere && !router.regions().contains(scope.region())) {
      throw protocol
          .refusal()
          .invalid(
              "Credential should be scoped to a valid Region. The lab has no Region "
                  + scope.region()
                  + ": it has "
                  + String.join(", ", router.regions()));
    }
    return new ApiCall(
        credentials.caller(scope.accessKeyId()),
        anywhere ? router.globalRegion() : scope.region(),
        service,
        operation.name(),
        operation.input(),
        requestId);
  }

  private static AwsError error(ApiCall call, Throwable failure) {
    Throwable cause = Cause.of(failure);
    if (cause instanceof AwsError error) {
      return error;
    }
    if (cause instanceof AwsApi.Unreachable unreachable) {
      throw unreachable;
    }
    LOG.error("{} {} failed in the lab", call.service(), call.operation(), cause);
    return new AwsError("InternalFailure", 500, "The lab failed; its log says how");
  }
}
