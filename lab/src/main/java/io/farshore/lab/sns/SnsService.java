package io.farshore.lab.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * SNS: topics keep the messages published to them, the last thousand each. Subscriptions are
 * recorded, and nothing is delivered to them: read {@link #messages} instead. Thread-safe.
 */
public final class SnsService implements AwsService {

  private static final int KEPT = 1000;
  private static final int NOT_FOUND = 404;

  private final Clock clock;
  private final Supplier<String> ids;
  private final Map<String, Topic> topics = new TreeMap<>();

  private record Topic(String region, Deque<Message> messages, List<ObjectNode> subscriptions) {}

  /**
   * No topics at first.
   *
   * @param clock stamps messages
   * @param ids makes message ids
   */
  public SnsService(Clock clock, Supplier<String> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String signingName() {
    return "sns";
  }

  /** The messages of a topic, oldest first; empty when there is no such topic. */
  public synchronized List<Message> messages(String topicArn) {
    Topic topic = topics.get(topicArn);
    return topic == null ? List.of() : List.copyOf(topic.messages());
  }

  @Override
  public synchronized CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      return CompletableFuture.completedFuture(answer(call));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private JsonNode answer(ApiCall call) {
    return switch (call.operation()) {
      case "CreateTopic" -> create(call);
      case "DeleteTopic" -> delete(call);
      case "ListTopics" -> list(call);
      case "GetTopicAttributes" -> attributes(call);
      case "Subscribe" -> subscribe(call);
      case "ListSubscriptionsByTopic" -> subscriptions(call);
      case "Publish" -> publish(call);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private ObjectNode create(ApiCall call) {
    String name = text(call, "Name");
    if (!name.matches("[A-Za-z0-9_-]{1,256}(\\.fifo)?")) {
      throw invalid("Topic Name");
    }
    String arn = "arn:aws:sns:" + call.region() + ":111122223333:" + name;
    topics.putIfAbsent(arn, new Topic(call.region(), new ArrayDeque<>(), new ArrayList<>()));
    return object().put("TopicArn", arn);
  }

  private ObjectNode delete(ApiCall call) {
    topics.remove(text(call, "TopicArn"));
    return object();
  }

  private ObjectNode list(ApiCall call) {
    ObjectNode output = object();
    ArrayNode list = output.putArray("Topics");
    topics.forEach(
        (arn, topic) -> {
          if (topic.region().equals(call.region())) {
            list.addObject().put("TopicArn", arn);
          }
        });
    return output;
  }

  private ObjectNode attributes(ApiCall call) {
    Topic topic = topic(call, "TopicArn");
    ObjectNode output = object();
    output
        .putObject("Attributes")
        .put("TopicArn", text(call, "TopicArn"))
        .put("Owner", "111122223333")
        .put("SubscriptionsConfirmed", String.valueOf(topic.subscriptions().size()))
        .put("SubscriptionsPending", "0")
        .put("SubscriptionsDeleted", "0");
    return output;
  }

  private ObjectNode subscribe(ApiCall call) {
    Topic topic = topic(call, "TopicArn");
    String arn = text(call, "TopicArn") + ":" + ids.get();
    topic
        .subscriptions()
        .add(
            object()
                .put("SubscriptionArn", arn)
                .put("TopicArn", text(call, "TopicArn"))
                .put("Protocol", text(call, "Protocol"))
                .put("Endpoint", call.input().path("Endpoint").asText())
                .put("Owner", "111122223333"));
    return object().put("SubscriptionArn", arn);
  }

  private ObjectNode subscriptions(ApiCall call) {
    ObjectNode output = object();
    output.putArray("Subscriptions").addAll(topic(call, "TopicArn").subscriptions());
    return output;
  }

  private ObjectNode publish(ApiCall call) {
    String member = call.input().has("TargetArn") ? "TargetArn" : "TopicArn";
    Topic topic = topic(call, member);
    String id = ids.get();
    Deque<Message> messages = topic.messages();
    if (messages.size() == KEPT) {
      messages.removeFirst();
    }
    messages.add(
        new Message(
            text(call, member),
            id,
            call.input().path("Subject").asText(),
            text(call, "Message"),
            clock.instant()));
    return object().put("MessageId", id);
  }

  private Topic topic(ApiCall call, String member) {
    return Optional.ofNullable(topics.get(text(call, member)))
        .filter(topic -> topic.region().equals(call.region()))
        .orElseThrow(() -> new AwsError("NotFoundException", NOT_FOUND, "Topic does not exist"));
  }

  private static String text(ApiCall call, String member) {
    JsonNode value = call.input().path(member);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw invalid(member);
    }
    return value.textValue();
  }

  private static AwsError invalid(String member) {
    return new AwsError("InvalidParameterException", 400, "Invalid parameter: " + member);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
