package io.farshore.lab.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The operations on subscriptions. Guarded by its service's lock. */
final class SubscriptionApi {

  private static final Set<String> DONE = Set.of("sqs", "lambda", "email", "email-json");
  private static final Set<String> NOT_DONE =
      Set.of("http", "https", "sms", "application", "firehose");

  private final Map<String, Topic> topics;
  private final Supplier<String> ids;

  SubscriptionApi(Map<String, Topic> topics, Supplier<String> ids) {
    this.topics = topics;
    this.ids = ids;
  }

  ObjectNode subscribe(Topic topic, ApiCall call) {
    JsonNode input = call.input();
    String protocol = input.path("Protocol").asText();
    String endpoint = input.path("Endpoint").asText();
    Map<String, String> attributes = TopicApi.texts(input.path("Attributes"));
    Subscription made =
        new Subscription(
            topic.arn() + ":" + ids.get(),
            topic.arn(),
            protocol,
            endpoint,
            call.caller().principal());
    try {
      made.set(attributes, topic.isFifo());
    } catch (AwsError e) {
      String reason = e.getMessage().replaceFirst("^Invalid parameter: ", "");
      throw SnsErrors.invalid("Attributes Reason: " + reason);
    }
    check(topic, protocol, endpoint);
    for (Subscription there : topic.subscriptions().values()) {
      if (there.protocol().equals(protocol) && there.endpoint().equals(endpoint)) {
        if (!attributes.isEmpty() && !there.attributes().equals(made.attributes())) {
          throw SnsErrors.invalid(
              "Attributes Reason: Subscription already exists with different attributes");
        }
        return answer(there, input);
      }
    }
    topic.subscriptions().put(made.arn(), made);
    return answer(made, input);
  }

  private static ObjectNode answer(Subscription subscription, JsonNode input) {
    boolean pending = subscription.isPending() && !input.path("ReturnSubscriptionArn").asBoolean();
    return object().put("SubscriptionArn", pending ? "pending confirmation" : subscription.arn());
  }

  private static void check(Topic topic, String protocol, String endpoint) {
    if (NOT_DONE.contains(protocol)) {
      throw SnsErrors.invalid(
          "Protocol Reason: The lab's topics deliver to sqs and lambda, and hold email pending; "
              + protocol
              + " is not there");
    }
    if (!DONE.contains(protocol)) {
      throw SnsErrors.invalid("Amazon SNS does not support this protocol string: " + protocol);
    }
    if (protocol.equals("sqs") && !endpoint.matches("arn:aws:sqs:[^:]+:\\d{12}:.+")) {
      throw SnsErrors.invalid("SQS endpoint ARN");
    }
    if (protocol.equals("sqs") && endpoint.endsWith(".fifo") && !topic.isFifo()) {
      throw SnsErrors.invalid(
          "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard"
              + " SNS topics");
    }
    if (protocol.equals("lambda") && !endpoint.matches("arn:aws:lambda:[^:]+:\\d{12}:.+")) {
      throw SnsErrors.invalid("Lambda endpoint ARN");
    }
    if (protocol.startsWith("email") && !endpoint.contains("@")) {
      throw SnsErrors.invalid("Email address");
    }
  }

  ObjectNode list(ApiCall call) {
    List<ObjectNode> all = new ArrayList<>();
    for (Topic topic : topics.values()) {
      if (topic.region().equals(call.region())) {
        topic.subscriptions().values().forEach(each -> all.add(each.listed()));
      }
    }
    return TopicApi.page(call.input(), "Subscriptions", all);
  }

  static ObjectNode listByTopic(Topic topic, JsonNode input) {
    List<ObjectNode> all = new ArrayList<>();
    topic.subscriptions().values().forEach(each -> all.add(each.listed()));
    return TopicApi.page(input, "Subscriptions", all);
  }

  ObjectNode describe(ApiCall call) {
    ObjectNode output = object();
    output.set("Attributes", subscription(call).described());
    return output;
  }

  ObjectNode set(ApiCall call) {
    Subscription subscription = subscription(call);
    subscription.set(
        Map.of(
            call.input().path("AttributeName").asText(),
            call.input().path("AttributeValue").asText()),
        subscription.topicArn().endsWith(".fifo"));
    return object();
  }

  /** Ends a subscription; one that is not there is not missed. */
  ObjectNode unsubscribe(ApiCall call) {
    String arn = arn(call);
    if (!arn.matches("(?:[^:]+:){6}[0-9a-f-]{36}")) {
      throw SnsErrors.invalid("SubscriptionId");
    }
    topics.values().forEach(topic -> topic.subscriptions().remove(arn));
    return object();
  }

  private Subscription subscription(ApiCall call) {
    String arn = arn(call);
    return topics.values().stream()
        .filter(topic -> topic.subscriptions().containsKey(arn))
        .map(topic -> topic.subscriptions().get(arn))
        .findFirst()
        .orElseThrow(() -> SnsErrors.notFound("Subscription"));
  }

  private static String arn(ApiCall call) {
    return SnsErrors.arn("SubscriptionArn", call.input().path("SubscriptionArn").asText());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
