package io.farshore.lab.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * SQS: standard and FIFO queues, with delays, visibility time-outs, long polling, dead-letter
 * queues, and tags. Of a {@code QueueUrl} only the path counts, {@code /111122223333/name}, so that
 * services of the lab can name a queue by AWS's own URL. Thread-safe.
 */
public final class SqsService implements AwsService {

  private static final int LONGEST_INVISIBLE = 43_200;
  private static final Duration EACH = Duration.ofSeconds(1);

  private final Queues queues;
  private final Receivers receivers;
  private final QueueApi queueApi;
  private final EventLoop loop;
  private final QueueMetrics metrics;
  private boolean counting;

  /**
   * No queues at first.
   *
   * @param loop counts delays and time-outs
   * @param ids makes message ids and receipt handles
   * @param endpoint where queue URLs begin
   * @param metrics takes how many messages there are: each second, on AWS each minute
   */
  public SqsService(
      EventLoop loop, Supplier<String> ids, Supplier<URI> endpoint, QueueMetrics metrics) {
    this.loop = loop;
    this.metrics = metrics;
    this.queues = new Queues(loop, ids);
    this.receivers = new Receivers(queues, loop, this);
    this.queueApi = new QueueApi(queues, endpoint);
  }

  @Override
  public String signingName() {
    return "sqs";
  }

  /** The URL by which services of the lab name the queue with an ARN. */
  public static String url(String arn) {
    return QueueName.ofArn(arn)
        .map(name -> "https://sqs." + name.region() + ".amazonaws.com" + name.path())
        .orElseThrow(() -> new IllegalArgumentException("Not the ARN of a queue: " + arn));
  }

  @Override
  public synchronized CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      return call.operation().equals("ReceiveMessage")
          ? receivers.receive(queue(call), call.input())
          : CompletableFuture.completedFuture(answer(call));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private JsonNode answer(ApiCall call) {
    JsonNode input = call.input();
    return switch (call.operation()) {
      case "CreateQueue" -> created(call);
      case "GetQueueUrl" -> queueApi.url(call);
      case "ListQueues" -> queueApi.list(call);
      case "ListDeadLetterSourceQueues" -> queueApi.listSources(call);
      case "DeleteQueue" -> on(call, queues::delete);
      case "PurgeQueue" -> on(call, Queue::purge);
      case "GetQueueAttributes" -> queueApi.attributes(queue(call), input.path("AttributeNames"));
      case "SetQueueAttributes" -> on(call, queue -> queues.set(queue, input.path("Attributes")));
      case "ListQueueTags" -> QueueApi.tags(queue(call));
      case "TagQueue" -> on(call, queue -> tag(queue, input.path("Tags")));
      case "UntagQueue" -> on(call, queue -> untag(queue, input.path("TagKeys")));
      case "AddPermission" -> on(call, queue -> Permissions.add(queue, input));
      case "RemovePermission" -> on(call, queue -> Permissions.remove(queue, input));
      default -> message(call);
    };
  }

  private JsonNode created(ApiCall call) {
    JsonNode answer = queueApi.create(call);
    if (!counting) {
      counting = true;
      loop.after(EACH, this::count);
    }
    return answer;
  }

  private synchronized void count() {
    for (Queue queue : queues.all()) {
      metrics.record(
          queue.name().region(),
          queue.name().name(),
          Map.of(
              "ApproximateNumberOfMessagesVisible",
              (double) queue.visible(),
              "ApproximateNumberOfMessagesNotVisible",
              (double) queue.inFlight()));
    }
    loop.after(EACH, this::count);
  }

  private JsonNode message(ApiCall call) {
    JsonNode input = call.input();
    switch (call.operation()) {
      case "SendMessage":
        return changing(call, queue -> SendApi.send(queue, input));
      case "SendMessageBatch":
        return changing(call, queue -> sendBatch(queue, input));
      case "DeleteMessage":
        return on(call, queue -> queue.delete(handle(input)));
      case "DeleteMessageBatch":
        return changing(
            call,
            queue -> BatchApi.answer(input, entry -> done(() -> queue.delete(handle(entry)))));
      case "ChangeMessageVisibility":
        return on(call, queue -> changeVisibility(queue, input));
      case "ChangeMessageVisibilityBatch":
        return changing(
            call,
            queue -> BatchApi.answer(input, entry -> done(() -> changeVisibility(queue, entry))));
      default:
        throw AwsError.unknownOperation(call);
    }
  }

  private static ObjectNode sendBatch(Queue queue, JsonNode input) {
    BatchApi.checkSize(input);
    SendApi.checkBatch(queue, input);
    return BatchApi.answer(input, entry -> SendApi.send(queue, entry));
  }

  private static void changeVisibility(Queue queue, JsonNode input) {
    int seconds = input.path("VisibilityTimeout").asInt();
    if (seconds < 0 || seconds > LONGEST_INVISIBLE) {
      throw SqsErrors.invalid(
          String.valueOf(seconds),
          "VisibilityTimeout",
          "VisibilityTimeout must be an integer between 0 and 43200.");
    }
    queue.changeVisibility(handle(input), Duration.ofSeconds(seconds));
  }

  private static String handle(JsonNode input) {
    return input.path("ReceiptHandle").asText();
  }

  private static void tag(Queue queue, JsonNode tags) {
    tags.properties().forEach(tag -> queue.tags().put(tag.getKey(), tag.getValue().asText()));
  }

  private static void untag(Queue queue, JsonNode keys) {
    keys.forEach(key -> queue.tags().remove(key.asText()));
  }

  private Queue queue(ApiCall call) {
    return queues.get(QueueName.ofUrl(call));
  }

  private ObjectNode on(ApiCall call, Consumer<Queue> work) {
    return changing(call, queue -> done(() -> work.accept(queue)));
  }

  private ObjectNode changing(ApiCall call, Function<Queue, ObjectNode> work) {
    Queue queue = queue(call);
    ObjectNode output = work.apply(queue);
    if (queues.find(queue.name()).isPresent()) {
      receivers.changed(queue);
    }
    return output;
  }

  private static ObjectNode done(Runnable work) {
    work.run();
    return JsonNodeFactory.instance.objectNode();
  }
}
