package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Consumers of streams, with enhanced fan-out. */
final class ConsumerProvider {

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

  private final Calls calls;
  private final boolean takesOver;

  /**
   * Over some calls.
   *
   * @param takesOver whether a consumer that is there already is the stack's from now on
   */
  ConsumerProvider(Calls calls, boolean takesOver) {
    this.calls = calls;
    this.takesOver = takesOver;
  }

  void addTo(Map<String, ResourceProvider> providers) {
    providers.put("AWS::Kinesis::StreamConsumer", this::consumer);
  }

  private CompletableFuture<Created> consumer(Resource resource) {
    return calls
        .call(resource, "kinesis", "RegisterStreamConsumer", resource.input())
        .handle((made, failure) -> failure == null || isThere(failure) ? null : failure)
        .thenCompose(
            failure ->
                failure == null
                    ? whenActive(resource)
                    : CompletableFuture.<JsonNode>failedFuture(failure))
        .thenApply(ConsumerProvider::created);
  }

  private boolean isThere(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return takesOver && cause instanceof AwsError e && e.code().equals("ResourceInUseException");
  }

  private CompletableFuture<JsonNode> whenActive(Resource resource) {
    ObjectNode input = resource.input();
    return calls
        .call(resource, "kinesis", "DescribeStreamConsumer", input)
        .thenCompose(
            answer ->
                answer.at("/ConsumerDescription/ConsumerStatus").asText().equals("ACTIVE")
                    ? CompletableFuture.completedFuture(answer)
                    : CompletableFuture.supplyAsync(() -> whenActive(resource), LATER)
                        .thenCompose(later -> later));
  }

  private static Created created(JsonNode answer) {
    JsonNode consumer = answer.path("ConsumerDescription");
    String arn = consumer.path("ConsumerARN").asText();
    return new Created(
        arn,
        Map.of(
            "ConsumerARN",
            arn,
            "ConsumerName",
            consumer.path("ConsumerName").asText(),
            "ConsumerStatus",
            consumer.path("ConsumerStatus").asText(),
            "StreamARN",
            consumer.path("StreamARN").asText()));
  }
}
