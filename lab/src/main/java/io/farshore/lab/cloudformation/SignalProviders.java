package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.iam.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Alarms, dashboards, rules, buses, topics and queues. */
final class SignalProviders {

  private final Calls calls;
  private final Keys keys;

  SignalProviders(Calls calls, Keys keys) {
    this.calls = calls;
    this.keys = keys;
  }

  void addTo(Map<String, ResourceProvider> providers) {
    providers.put("AWS::CloudWatch::Alarm", r -> alarm(r, "PutMetricAlarm"));
    providers.put("AWS::CloudWatch::CompositeAlarm", r -> alarm(r, "PutCompositeAlarm"));
    providers.put("AWS::CloudWatch::Dashboard", this::dashboard);
    providers.put("AWS::Events::EventBus", this::bus);
    providers.put("AWS::Events::Rule", this::rule);
    providers.put("AWS::SNS::Topic", this::topic);
    providers.put("AWS::SQS::Queue", this::queue);
    providers.put("AWS::SNS::Subscription", this::subscription);
  }

  private CompletableFuture<Created> alarm(Resource resource, String operation) {
    String name = resource.name("AlarmName");
    ObjectNode input = resource.input().put("AlarmName", name);
    return calls
        .call(resource, "monitoring", operation, input)
        .thenApply(made -> Created.withArn(name, resource.arn("cloudwatch", "alarm:" + name)));
  }

  private CompletableFuture<Created> dashboard(Resource resource) {
    String name = resource.name("DashboardName");
    JsonNode body = resource.get("DashboardBody");
    ObjectNode input = Calls.object().put("DashboardName", name);
    input.put("DashboardBody", body.isTextual() ? body.textValue() : body.toString());
    return calls
        .call(resource, "monitoring", "PutDashboard", input)
        .thenApply(made -> Created.of(name));
  }

  private CompletableFuture<Created> bus(Resource resource) {
    String name = resource.text("Name");
    String arn = resource.arn("events", "event-bus/" + name);
    return calls
        .call(resource, "events", "CreateEventBus", resource.input())
        .thenApply(made -> new Created(name, Map.of("Arn", arn, "Name", name)));
  }

  private CompletableFuture<Created> rule(Resource resource) {
    String name = resource.name("Name");
    ObjectNode input = resource.input().put("Name", name);
    JsonNode targets = input.path("Targets");
    input.remove("Targets");
    if (input.path("EventPattern").isObject()) {
      input.put("EventPattern", input.get("EventPattern").toString());
    }
    return calls
        .call(resource, "events", "PutRule", input)
        .thenCompose(made -> targets(resource, name, targets))
        .thenApply(made -> Created.withArn(name, ruleArn(resource, name)));
  }

  private CompletableFuture<?> targets(Resource resource, String rule, JsonNode targets) {
    if (targets.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    ObjectNode input = Calls.object().put("Rule", rule);
    if (resource.properties().has("EventBusName")) {
      input.set("EventBusName", resource.get("EventBusName"));
    }
    input.set("Targets", targets);
    return calls.call(resource, "events", "PutTargets", input);
  }

  private static String ruleArn(Resource resource, String name) {
    String bus = resource.get("EventBusName").asText("default");
    String shortBus = bus.substring(bus.lastIndexOf('/') + 1);
    return resource.arn(
        "events", shortBus.equals("default") ? "rule/" + name : "rule/" + shortBus + "/" + name);
  }

  private CompletableFuture<Created> topic(Resource resource) {
    String name = resource.name("TopicName");
    ObjectNode input = Calls.object().put("Name", name);
    if (resource.properties().has("KmsMasterKeyId")) {
      input.putObject("Attributes").set("KmsMasterKeyId", resource.get("KmsMasterKeyId"));
      keys.encrypt(resource.arn("sns", name), resource.text("KmsMasterKeyId"));
    }
    return calls
        .call(resource, "sns", "CreateTopic", input)
        .thenCompose(
            made -> {
              String arn = made.path("TopicArn").asText();
              Created created = new Created(arn, Map.of("TopicArn", arn, "TopicName", name));
              return subscribeAll(resource, arn).thenApply(done -> created);
            });
  }

  private CompletableFuture<Created> queue(Resource resource) {
    String name = resource.name("QueueName");
    String arn = resource.arn("sqs", name);
    String url =
        "https://sqs.%s.amazonaws.com/%s/%s".formatted(resource.region(), Account.ID, name);
    ObjectNode input = Calls.object().put("QueueName", name);
    ObjectNode attributes = input.putObject("Attributes");
    resource
        .properties()
        .properties()
        .forEach(
            property -> {
              JsonNode value = property.getValue();
              attributes.put(
                  property.getKey(), value.isValueNode() ? value.asText() : value.toString());
            });
    attributes.remove(List.of("QueueName", "Tags"));
    if (resource.properties().has("KmsMasterKeyId")) {
      keys.encrypt(arn, resource.text("KmsMasterKeyId"));
    }
    return calls
        .call(resource, "sqs", "CreateQueue", input)
        .thenApply(
            made -> new Created(url, Map.of("Arn", arn, "QueueName", name, "QueueUrl", url)));
  }

  private CompletableFuture<Void> subscribeAll(Resource resource, String topicArn) {
    List<CompletableFuture<JsonNode>> all = new ArrayList<>();
    for (JsonNode each : resource.get("Subscription")) {
      ObjectNode input = ((ObjectNode) each).deepCopy().put("TopicArn", topicArn);
      all.add(calls.call(resource, "sns", "Subscribe", input));
    }
    return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]));
  }

  private CompletableFuture<Created> subscription(Resource resource) {
    return calls
        .call(resource, "sns", "Subscribe", resource.input())
        .thenApply(made -> Created.of(made.path("SubscriptionArn").asText()));
  }
}
