package io.farshore.lab.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.faults.RegionState;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * SNS: standard and FIFO topics, and subscriptions of queues and functions, with filter policies,
 * raw delivery and dead-letter queues. Subscriptions by mail stay pending; other protocols are
 * refused. Topics keep the last thousand messages for {@link #messages}. Thread-safe.
 */
public final class SnsService implements AwsService {

  private final Map<String, Topic> topics = new TreeMap<>();
  private final TopicApi topicApi;
  private final SubscriptionApi subscriptionApi;
  private final PublishApi publishApi;

  /**
   * No topics at first.
   *
   * @param api the way to subscribers
   * @param regions which Regions are lost
   * @param loop times repeated deliveries
   * @param clock stamps messages
   * @param ids makes ids, in the form of UUIDs
   */
  public SnsService(
      AwsApi api, RegionState regions, EventLoop loop, Clock clock, Supplier<String> ids) {
    this.topicApi = new TopicApi(topics);
    this.subscriptionApi = new SubscriptionApi(topics, ids);
    this.publishApi = new PublishApi(clock, ids, new SnsDelivery(api, regions, loop, ids));
  }

  @Override
  public String signingName() {
    return "sns";
  }

  /** The messages of a topic, oldest first; empty when there is no such topic. */
  public synchronized List<Message> messages(String topicArn) {
    return Optional.ofNullable(topics.get(topicArn)).map(Topic::messages).orElse(List.of());
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
    JsonNode input = call.input();
    return switch (call.operation()) {
      case "CreateTopic" -> topicApi.create(call);
      case "DeleteTopic" -> delete(call);
      case "ListTopics" -> topicApi.list(call);
      case "GetTopicAttributes" -> TopicApi.describe(topic(call, "TopicArn"));
      case "SetTopicAttributes" -> TopicApi.set(topic(call, "TopicArn"), input);
      case "ListTagsForResource" -> TopicApi.listTags(tagged(call));
      case "TagResource" -> TopicApi.tag(tagged(call), input.path("Tags"));
      case "UntagResource" -> TopicApi.untag(tagged(call), input.path("TagKeys"));
      case "Publish" -> publishApi.publish(target(call), input);
      case "PublishBatch" -> publishApi.publishBatch(topic(call, "TopicArn"), input);
      default -> subscription(call);
    };
  }

  private JsonNode subscription(ApiCall call) {
    return switch (call.operation()) {
      case "Subscribe" -> subscriptionApi.subscribe(topic(call, "TopicArn"), call);
      case "Unsubscribe" -> subscriptionApi.unsubscribe(call);
      case "ConfirmSubscription" -> confirm(call);
      case "ListSubscriptions" -> subscriptionApi.list(call);
      case "ListSubscriptionsByTopic" ->
          SubscriptionApi.listByTopic(topic(call, "TopicArn"), call.input());
      case "GetSubscriptionAttributes" -> subscriptionApi.describe(call);
      case "SetSubscriptionAttributes" -> subscriptionApi.set(call);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private JsonNode delete(ApiCall call) {
    topics.remove(SnsErrors.arn("TopicArn", call.input().path("TopicArn").asText()));
    return JsonNodeFactory.instance.objectNode();
  }

  /** No token is ever right: the lab sends none. */
  private static JsonNode confirm(ApiCall call) {
    SnsErrors.arn("TopicArn", call.input().path("TopicArn").asText());
    throw SnsErrors.invalid("Token");
  }

  private Topic target(ApiCall call) {
    if (call.input().hasNonNull("PhoneNumber")) {
      throw SnsErrors.invalid("PhoneNumber Reason: The lab sends no text messages");
    }
    if (call.input().hasNonNull("TargetArn")) {
      String arn = SnsErrors.arn("TargetArn", call.input().path("TargetArn").asText());
      if (arn.contains(":endpoint/")) {
        throw SnsErrors.invalid("TargetArn Reason: No endpoint found for the target arn specified");
      }
      return topic(call, "TargetArn");
    }
    return topic(call, "TopicArn");
  }

  private Topic topic(ApiCall call, String member) {
    String arn = SnsErrors.arn(member, call.input().path(member).asText());
    if (!arn.split(":")[3].equals(call.region())) {
      throw SnsErrors.invalid(member);
    }
    return Optional.ofNullable(topics.get(arn)).orElseThrow(() -> SnsErrors.notFound("Topic"));
  }

  private Topic tagged(ApiCall call) {
    String arn = SnsErrors.arn("ResourceArn", call.input().path("ResourceArn").asText());
    return Optional.ofNullable(topics.get(arn))
        .orElseThrow(
            () -> new AwsError("ResourceNotFoundException", 404, "Resource does not exist"));
  }
}
