package io.farshore.lab.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The operations on topics. Guarded by its service's lock. */
final class TopicApi {

  private static final Set<String> SETTABLE =
      Set.of(
          "DisplayName",
          "Policy",
          "DeliveryPolicy",
          "KmsMasterKeyId",
          "TracingConfig",
          "SignatureVersion",
          "FifoTopic",
          "ContentBasedDeduplication",
          "FifoThroughputScope");

  private final Map<String, Topic> topics;

  TopicApi(Map<String, Topic> topics) {
    this.topics = topics;
  }

  ObjectNode create(ApiCall call) {
    JsonNode input = call.input();
    if (input.hasNonNull("DataProtectionPolicy")) {
      throw SnsErrors.invalid("DataProtectionPolicy Reason: The lab's topics have none");
    }
    String name = input.path("Name").asText();
    boolean fifo = input.path("Attributes").path("FifoTopic").asText().equalsIgnoreCase("true");
    if (!name.matches(fifo ? "[A-Za-z0-9_-]{1,251}\\.fifo" : "[A-Za-z0-9_-]{1,256}")) {
      throw SnsErrors.invalid("Topic Name");
    }
    String arn = "arn:aws:sns:" + call.region() + ":" + Account.ID + ":" + name;
    Map<String, String> attributes = texts(input.path("Attributes"));
    attributes.keySet().forEach(TopicApi::checkName);
    Map<String, String> tags = tags(input.path("Tags"));
    Topic there = topics.get(arn);
    if (there == null) {
      there = new Topic(arn);
      there.attributes().putAll(attributes);
      there.tags().putAll(tags);
      topics.put(arn, there);
    } else if (!there.attributes().entrySet().containsAll(attributes.entrySet())) {
      throw SnsErrors.invalid("Attributes Reason: Topic already exists with different attributes");
    } else if (!there.tags().entrySet().containsAll(tags.entrySet())) {
      throw SnsErrors.invalid("Tags Reason: Topic already exists with different tags");
    }
    return object().put("TopicArn", arn);
  }

  private static void checkName(String name) {
    if (!SETTABLE.contains(name)) {
      throw SnsErrors.invalid("Attributes Reason: The lab's topics have no attribute " + name);
    }
  }

  ObjectNode list(ApiCall call) {
    List<ObjectNode> all = new ArrayList<>();
    for (Topic topic : topics.values()) {
      if (topic.region().equals(call.region())) {
        all.add(object().put("TopicArn", topic.arn()));
      }
    }
    return page(call.input(), "Topics", all);
  }

  /** A hundred at a time. */
  static ObjectNode page(JsonNode input, String member, List<ObjectNode> all) {
    String token = input.path("NextToken").asText();
    if (!token.matches("\\d{0,9}")) {
      throw SnsErrors.invalid("NextToken");
    }
    int from = token.isEmpty() ? 0 : Math.min(Integer.parseInt(token), all.size());
    int to = Math.min(from + 100, all.size());
    ObjectNode output = object();
    output.putArray(member).addAll(all.subList(from, to));
    return to < all.size() ? output.put("NextToken", String.valueOf(to)) : output;
  }

  static ObjectNode describe(Topic topic) {
    ObjectNode output = object();
    ObjectNode node = output.putObject("Attributes");
    long confirmed = topic.subscriptions().values().stream().filter(s -> !s.isPending()).count();
    node.put("TopicArn", topic.arn())
        .put("Owner", Account.ID)
        .put("Policy", policy(topic))
        .put("DisplayName", "")
        .put("EffectiveDeliveryPolicy", effective(topic).toString())
        .put("SubscriptionsConfirmed", String.valueOf(confirmed))
        .put("SubscriptionsPending", String.valueOf(topic.subscriptions().size() - confirmed))
        .put("SubscriptionsDeleted", "0");
    if (topic.isFifo()) {
      node.put("ContentBasedDeduplication", "false");
    }
    topic.attributes().forEach(node::put);
    if (!topic.isFifo()) {
      node.remove("FifoTopic");
    }
    return output;
  }

  private static ObjectNode effective(Topic topic) {
    ObjectNode http = object();
    http.putObject("defaultHealthyRetryPolicy")
        .put("minDelayTarget", 20)
        .put("maxDelayTarget", 20)
        .put("numRetries", 3)
        .put("numMaxDelayRetries", 0)
        .put("numNoDelayRetries", 0)
        .put("numMinDelayRetries", 0)
        .put("backoffFunction", "linear");
    http.put("disableSubscriptionOverrides", false);
    http.putObject("defaultRequestPolicy").put("headerContentType", "text/plain; charset=UTF-8");
    String own = topic.attributes().getOrDefault("DeliveryPolicy", "");
    if (!own.isEmpty()) {
      JsonNode given = SubscriptionAttributes.tree("DeliveryPolicy", own).path("http");
      for (Map.Entry<String, JsonNode> each : given.properties()) {
        if (each.getValue() instanceof ObjectNode part) {
          http.withObject("/" + each.getKey()).setAll(part);
        } else {
          http.set(each.getKey(), each.getValue());
        }
      }
    }
    ObjectNode policy = object();
    policy.set("http", http);
    return policy;
  }

  private static String policy(Topic topic) {
    ObjectNode policy = object().put("Version", "2008-10-17").put("Id", "__default_policy_ID");
    ObjectNode statement = policy.putArray("Statement").addObject();
    statement.put("Sid", "__default_statement_ID").put("Effect", "Allow");
    statement.putObject("Principal").put("AWS", "*");
    for (String action :
        List.of(
            "GetTopicAttributes",
            "SetTopicAttributes",
            "AddPermission",
            "RemovePermission",
            "DeleteTopic",
            "Subscribe",
            "ListSubscriptionsByTopic",
            "Publish")) {
      statement.withArray("Action").add("SNS:" + action);
    }
    statement.put("Resource", topic.arn());
    statement.putObject("Condition").putObject("StringEquals").put("AWS:SourceOwner", Account.ID);
    return policy.toString();
  }

  static ObjectNode set(Topic topic, JsonNode input) {
    String name = input.path("AttributeName").asText();
    if (!SETTABLE.contains(name) || name.equals("FifoTopic")) {
      throw SnsErrors.invalid("AttributeName");
    }
    topic.attributes().put(name, input.path("AttributeValue").asText());
    return object();
  }

  static ObjectNode listTags(Topic topic) {
    ObjectNode output = object();
    var list = output.putArray("Tags");
    topic.tags().forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    return output;
  }

  static ObjectNode tag(Topic topic, JsonNode tags) {
    topic.tags().putAll(tags(tags));
    return object();
  }

  static ObjectNode untag(Topic topic, JsonNode keys) {
    keys.forEach(key -> topic.tags().remove(key.asText()));
    return object();
  }

  private static Map<String, String> tags(JsonNode list) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (JsonNode tag : list) {
      if (tags.put(tag.path("Key").asText(), tag.path("Value").asText()) != null) {
        throw SnsErrors.invalid("Duplicated keys are not allowed.");
      }
    }
    return tags;
  }

  static Map<String, String> texts(JsonNode map) {
    Map<String, String> texts = new TreeMap<>();
    map.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
