package io.farshore.lab.sns;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.Cause;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.sqs.SqsService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to queues and functions. What fails for a reason that may pass is tried again for
 * an hour; what fails for good goes to the subscription's dead-letter queue, if it has one.
 * Thread-safe.
 */
final class SnsDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(SnsDelivery.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ATTEMPTS = 185;
  private static final int LONGEST_PAUSE_SECONDS = 20;
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY = 429;

  private final AwsApi api;
  private final RegionState regions;
  private final EventLoop loop;
  private final Supplier<String> ids;
  private final Map<String, CompletableFuture<Void>> inOrder = new ConcurrentHashMap<>();

  SnsDelivery(AwsApi api, RegionState regions, EventLoop loop, Supplier<String> ids) {
    this.api = api;
    this.regions = regions;
    this.loop = loop;
    this.ids = ids;
  }

  /** Brings a message to a subscriber; those of a FIFO topic one after the other. */
  void deliver(Publication publication, Subscription to) {
    ApiCall call =
        to.protocol().equals("lambda")
            ? invoke(publication, to)
            : send(publication, to, to.endpoint());
    Optional<ApiCall> deadLetter =
        Optional.ofNullable(to.attributes().get("RedrivePolicy"))
            .map(text -> SubscriptionAttributes.tree("RedrivePolicy", text))
            .map(policy -> send(publication, to, policy.path("deadLetterTargetArn").asText()));
    Supplier<CompletableFuture<Void>> work = () -> attempt(call, deadLetter, 0);
    if (publication.sequenceNumber().isEmpty()) {
      loop.execute(work::get);
      return;
    }
    inOrder.compute(
        to.arn(),
        (arn, last) ->
            (last == null ? CompletableFuture.<Void>completedFuture(null) : last)
                .thenComposeAsync(done -> work.get(), loop));
  }

  private CompletableFuture<Void> attempt(
      ApiCall call, Optional<ApiCall> deadLetter, int attempts) {
    return regions
        .whenBack(call.caller().homeRegion().orElseThrow())
        .thenCompose(there -> api.call(call))
        .handle((answer, failure) -> failure)
        .thenCompose(
            failure -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(null);
              }
              return mayPass(failure) && attempts < MOST_ATTEMPTS
                  ? later(attempts).thenCompose(due -> attempt(call, deadLetter, attempts + 1))
                  : giveUp(call, deadLetter, failure);
            });
  }

  private CompletableFuture<Void> later(int attempts) {
    CompletableFuture<Void> due = new CompletableFuture<>();
    long seconds = Math.min(1L << Math.min(attempts, 5), LONGEST_PAUSE_SECONDS);
    loop.after(Duration.ofSeconds(seconds), () -> due.complete(null));
    return due;
  }

  private static boolean mayPass(Throwable failure) {
    Throwable cause = Cause.of(failure);
    if (cause instanceof AwsError error) {
      return error.status() >= SERVER_ERROR
          || error.status() == TOO_MANY
          || error.code().contains("Throttl");
    }
    return cause instanceof AwsApi.Unreachable;
  }

  private CompletableFuture<Void> giveUp(
      ApiCall call, Optional<ApiCall> deadLetter, Throwable failure) {
    LOG.warn("{} did not take a message: {}", call.caller().principal(), failure.toString());
    return deadLetter
        .map(letter -> attempt(letter, Optional.empty(), 0))
        .orElse(CompletableFuture.completedFuture(null));
  }

  private ApiCall send(Publication publication, Subscription to, String queueArn) {
    ObjectNode input = JSON.createObjectNode().put("QueueUrl", SqsService.url(queueArn));
    if (to.isRaw()) {
      input.put("MessageBody", publication.text("sqs"));
      input.set("MessageAttributes", publication.attributes());
    } else {
      input.put("MessageBody", publication.envelope(to).toString());
    }
    boolean fair = publication.sequenceNumber().isEmpty() || queueArn.endsWith(".fifo");
    if (!publication.groupId().isEmpty() && fair) {
      input.put("MessageGroupId", publication.groupId());
    }
    if (queueArn.endsWith(".fifo")) {
      input.put("MessageDeduplicationId", publication.deduplicationId());
    }
    return call(to, queueArn, "sqs", "SendMessage", input);
  }

  private ApiCall invoke(Publication publication, Subscription to) {
    ObjectNode input = JSON.createObjectNode().put("FunctionName", to.endpoint());
    byte[] event = publication.event(to).toString().getBytes(StandardCharsets.UTF_8);
    input.put("InvocationType", "Event").put("Payload", event);
    return call(to, to.endpoint(), "lambda", "Invoke", input);
  }

  private ApiCall call(
      Subscription to, String target, String service, String operation, ObjectNode input) {
    Caller caller = Caller.in(to.topicArn().split(":")[3], to.arn());
    return new ApiCall(caller, target.split(":")[3], service, operation, input, ids.get());
  }
}
