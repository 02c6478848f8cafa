package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.Cause;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.Network.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The lab's {@link AwsApi}: every call, over the wire or within the lab, passes the {@link Network}
 * on its way to its service and back. A Region that is lost while a call is under way loses the
 * answer; what was applied stays applied. Thread-safe.
 */
public final class ServiceRouter implements AwsApi {

  private final SortedSet<String> regions;
  private final String globalRegion;
  private final Network network;
  private final EventLoop timer;
  private final Executor executor;
  private final CallCounts counts = new CallCounts();
  private final Map<String, AwsService> services = new ConcurrentHashMap<>();
  private final Map<String, RawService> rawServices = new ConcurrentHashMap<>();

  /**
   * A router without services; {@link #add} brings them, so that they can be built with it.
   *
   * @param regions the lab's Regions
   * @param network what calls pass
   * @param timer measures latency
   * @param executor runs what was delayed, so that no service runs on the timer's thread
   */
  public ServiceRouter(
      Iterable<String> regions, Network network, EventLoop timer, Executor executor) {
    this.regions = new TreeSet<>();
    regions.forEach(this.regions::add);
    this.globalRegion =
        this.regions.contains("us-east-1") ? "us-east-1" : regions.iterator().next();
    this.network = network;
    this.timer = timer;
    this.executor = executor;
  }

  /** Adds a service; one of the same signing name is replaced. */
  public void add(AwsService service) {
    services.put(service.signingName(), service);
  }

  /** Adds a service that takes requests over HTTP by itself. */
  public void add(RawService service) {
    rawServices.put(service.signingName(), service);
  }

  /** How many calls have passed. */
  public CallCounts counts() {
    return counts;
  }

  /** True when there is a service of that signing name. */
  boolean has(String signingName) {
    return services.containsKey(signingName) || rawServices.containsKey(signingName);
  }

  /** The signing names of all services, as text. */
  String services() {
    return String.join(", ", new TreeSet<>(services.keySet()));
  }

  /** The lab's Regions, in order of their names. */
  SortedSet<String> regions() {
    return regions;
  }

  /** Where global services are: in AWS us-east-1; in a lab without it in its first Region. */
  String globalRegion() {
    return globalRegion;
  }

  /** The service that takes HTTP requests for {@code signingName} by itself, if there is one. */
  Optional<RawService> rawService(String signingName) {
    return Optional.ofNullable(rawServices.get(signingName));
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    AwsService service = services.get(call.service());
    if (service == null) {
      return CompletableFuture.failedFuture(unknownService(call.service()));
    }
    return service.isBehindTheNetwork()
        ? travel(call, () -> service.call(call))
        : service.call(call);
  }

  /** Routes a request to a raw service; {@code call} is the same request as the faults see it. */
  CompletableFuture<RawResponse> call(RawService service, RawRequest request, ApiCall call) {
    return travel(call, () -> service.call(request));
  }

  /** True when the call's answer is an event stream. */
  boolean streams(ApiCall call) {
    AwsService service = services.get(call.service());
    return service != null && service.streams(call.operation());
  }

  /** Routes a call that {@link #streams}; a Region that is lost later breaks the stream off. */
  CompletableFuture<EventStream> stream(ApiCall call) {
    AwsService service = services.get(call.service());
    return travel(call, () -> service.stream(call))
        .thenApply(events -> new RoutedStream(events, call));
  }

  private <T> CompletableFuture<T> travel(ApiCall call, Supplier<CompletableFuture<T>> service) {
    counts.add(call);
    if (!regions.contains(call.region())) {
      return CompletableFuture.failedFuture(unknownRegion(call.region()));
    }
    if (!network.reaches(call.caller(), call.region())) {
      return CompletableFuture.failedFuture(noWay(call));
    }
    Duration oneWay = network.oneWay(call.caller(), call.region());
    CompletableFuture<T> answer = after(oneWay, () -> arrive(call, service));
    return answer
        .handle((value, failure) -> after(oneWay, () -> comeBack(call, value, failure)))
        .thenCompose(future -> future);
  }

  private <T> CompletableFuture<T> arrive(ApiCall call, Supplier<CompletableFuture<T>> service) {
    Verdict verdict = network.admit(call);
    if (verdict instanceof Verdict.Lost lost) {
      return CompletableFuture.failedFuture(new Unreachable(lost.reason()));
    }
    if (verdict instanceof Verdict.Refused refused) {
      return CompletableFuture.failedFuture(refused.error());
    }
    Verdict.Admitted admitted = (Verdict.Admitted) verdict;
    CompletableFuture<T> answer = after(admitted.latency(), () -> serve(call, service));
    return admitted.answerLost() ? answer.handle((value, failure) -> loseAnswer(call)) : answer;
  }

  private <T> CompletableFuture<T> serve(ApiCall call, Supplier<CompletableFuture<T>> service) {
    CompletableFuture<T> answer;
    try {
      answer = service.get();
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.whenComplete((value, failure) -> network.answered(call));
  }

  private <T> CompletableFuture<T> comeBack(ApiCall call, T value, Throwable failure) {
    if (!network.reaches(call.caller(), call.region())) {
      return CompletableFuture.failedFuture(noWay(call));
    }
    return failure == null
        ? CompletableFuture.completedFuture(value)
        : CompletableFuture.failedFuture(Cause.of(failure));
  }

  private <T> CompletableFuture<T> after(Duration delay, Supplier<CompletableFuture<T>> next) {
    if (delay.isZero()) {
      return next.get();
    }
    CompletableFuture<Void> due = new CompletableFuture<>();
    timer.after(delay, () -> due.complete(null));
    return due.thenComposeAsync(ignored -> next.get(), executor);
  }

  /** An event stream whose events pass the network as answers do. */
  private final class RoutedStream implements EventStream {

    private final EventStream events;
    private final ApiCall call;

    RoutedStream(EventStream events, ApiCall call) {
      this.events = events;
      this.call = call;
    }

    @Override
    public ObjectNode initialResponse() {
      return events.initialResponse();
    }

    @Override
    public CompletableFuture<Optional<Event>> next() {
      Duration oneWay = network.oneWay(call.caller(), call.region());
      return events
          .next()
          .handle((event, failure) -> after(oneWay, () -> comeBack(call, event, failure)))
          .thenCompose(future -> future);
    }

    @Override
    public void close() {
      events.close();
    }
  }

  private static <T> T loseAnswer(ApiCall call) {
    throw new Unreachable("The answer to " + call.operation() + " was lost");
  }

  private static Unreachable noWay(ApiCall call) {
    return new Unreachable(
        call.caller().principal() + " does not reach " + call.service() + " in " + call.region());
  }

  private static AwsError unknownService(String service) {
    return new AwsError("UnknownService", 404, "The lab has no service " + service);
  }

  private AwsError unknownRegion(String region) {
    return new AwsError(
        "UnrecognizedClientException",
        400,
        "The lab has no Region " + region + ": it has " + String.join(", ", regions));
  }
}
