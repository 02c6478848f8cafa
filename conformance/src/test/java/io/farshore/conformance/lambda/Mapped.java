package io.farshore.conformance.lambda;

import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;

/** An event source mapping of a test; gone when the test closes it. */
final class Mapped implements AutoCloseable {

  private final Aws aws;
  private final String uuid;

  private Mapped(Aws aws, String uuid) {
    this.aws = aws;
    this.uuid = uuid;
  }

  /** From the oldest record on; waits until it is enabled. */
  static Mapped of(
      Aws aws,
      Stream stream,
      UploadedFunction function,
      Consumer<CreateEventSourceMappingRequest.Builder> more) {
    String source = stream.arn();
    String uuid =
        aws.lambda(aws.region())
            .createEventSourceMapping(
                request -> {
                  request
                      .eventSourceArn(source)
                      .functionName(function.name())
                      .startingPosition(EventSourcePosition.TRIM_HORIZON);
                  more.accept(request);
                })
            .uuid();
    Mapped mapping = new Mapped(aws, uuid);
    mapping.awaitSettled();
    return mapping;
  }

  /** Where batches are told of that are given up: a queue, a topic or a bucket. */
  static DestinationConfig onFailure(String arn) {
    return DestinationConfig.builder().onFailure(to -> to.destination(arn)).build();
  }

  private LambdaClient lambda() {
    return aws.lambda(aws.region());
  }

  String uuid() {
    return uuid;
  }

  GetEventSourceMappingResponse get() {
    return lambda().getEventSourceMapping(r -> r.uuid(uuid));
  }

  /** Changes it, and waits until that is done. */
  void update(Consumer<UpdateEventSourceMappingRequest.Builder> change) {
    lambda()
        .updateEventSourceMapping(
            request -> {
              request.uuid(uuid);
              change.accept(request);
            });
    awaitSettled();
  }

  private void awaitSettled() {
    awaitSettled(aws, uuid);
  }

  /** Waits until nothing is under way. */
  static void awaitSettled(Aws aws, String uuid) {
    until(
        aws,
        () ->
            aws.lambda(aws.region())
                .getEventSourceMapping(r -> r.uuid(uuid))
                .state()
                .matches("Enabled|Disabled"));
  }

  /** Waits until there is no such mapping. */
  static void awaitGone(Aws aws, String uuid) {
    until(aws, () -> isGone(aws, uuid));
  }

  private static void until(Aws aws, Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(aws.isReal() ? 1000 : 20))
        .until(condition);
  }

  private static boolean isGone(Aws aws, String uuid) {
    try {
      aws.lambda(aws.region()).getEventSourceMapping(r -> r.uuid(uuid));
      return false;
    } catch (ResourceNotFoundException e) {
      return true;
    }
  }

  @Override
  public void close() {
    awaitSettled();
    lambda().deleteEventSourceMapping(r -> r.uuid(uuid));
    awaitGone(aws, uuid);
  }
}
