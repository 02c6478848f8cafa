package io.farshore.lab.sns;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A subscription to a topic. Guarded by its service's lock, but for what never changes. */
final class Subscription {

  private final String arn;
  private final String topicArn;
  private final String protocol;
  private final String endpoint;
  private final String principal;
  private final Map<String, String> attributes = new TreeMap<>();
  private Optional<FilterPolicy> filter = Optional.empty();

  Subscription(String arn, String topicArn, String protocol, String endpoint, String principal) {
    this.arn = arn;
    this.topicArn = topicArn;
    this.protocol = protocol;
    this.endpoint = endpoint;
    this.principal = principal;
  }

  String arn() {
    return arn;
  }

  String topicArn() {
    return topicArn;
  }

  String protocol() {
    return protocol;
  }

  String endpoint() {
    return endpoint;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  /** People confirm by mail, which the lab does not send: such a subscription stays pending. */
  boolean isPending() {
    return protocol.startsWith("email");
  }

  boolean isRaw() {
    return Boolean.parseBoolean(attributes.get("RawMessageDelivery"));
  }

  boolean wants(Publication publication) {
    return filter.map(policy -> policy.matches(publication)).orElse(true);
  }

  /** Sets attributes, all or nothing. */
  void set(Map<String, String> changes, boolean fifoTopic) {
    Map<String, String> after = new TreeMap<>(attributes);
    for (Map.Entry<String, String> change : changes.entrySet()) {
      SubscriptionAttributes.check(change.getKey(), change.getValue(), fifoTopic);
      if (change.getValue().isEmpty() || change.getValue().equals("{}")) {
        after.remove(change.getKey());
      } else {
        boolean truth = change.getKey().equals("RawMessageDelivery");
        String value = change.getValue();
        after.put(change.getKey(), truth ? value.toLowerCase(Locale.ROOT) : value);
      }
    }
    if (after.containsKey("FilterPolicy")) {
      after.putIfAbsent("FilterPolicyScope", FilterPolicy.ATTRIBUTES);
    } else {
      after.remove("FilterPolicyScope");
    }
    filter =
        Optional.ofNullable(after.get("FilterPolicy"))
            .map(text -> FilterPolicy.of(text, after.get("FilterPolicyScope")));
    attributes.clear();
    attributes.putAll(after);
  }

  /** As it is listed. */
  ObjectNode listed() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("SubscriptionArn", isPending() ? "PendingConfirmation" : arn)
        .put("Owner", arn.split(":")[4])
        .put("Protocol", protocol)
        .put("Endpoint", endpoint)
        .put("TopicArn", topicArn);
  }

  private String principalArn(String account) {
    return principal.startsWith("arn:")
        ? principal
        : "arn:aws:iam::" + account + ":user/" + principal;
  }

  /** Its attributes, those that can't be set included. */
  ObjectNode described() {
    String account = arn.split(":")[4];
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("SubscriptionArn", arn)
        .put("TopicArn", topicArn)
        .put("Protocol", protocol)
        .put("Endpoint", endpoint)
        .put("Owner", account)
        .put("PendingConfirmation", String.valueOf(isPending()))
        .put("ConfirmationWasAuthenticated", String.valueOf(!isPending()))
        .put("SubscriptionPrincipal", principalArn(account))
        .put("RawMessageDelivery", "false");
    attributes.forEach(node::put);
    return node;
  }
}
