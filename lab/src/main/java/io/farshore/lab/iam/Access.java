package io.farshore.lab.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call needs: an action on resources, as IAM names them. Immutable.
 *
 * @param action such as {@code dynamodb:PutItem}
 * @param resources ARNs, all of which must be allowed; {@code *} where IAM knows no resource of the
 *     action; empty where the lab can't tell which, so that any that the policy names will do
 */
record Access(String action, List<String> resources) {

  private static final Map<String, String> PREFIXES =
      Map.of("monitoring", "cloudwatch", "streams.dynamodb", "dynamodb");

  /** IAM's names of actions, where they are not the operation's. */
  private static final Map<String, String> ACTIONS = Map.of("lambda:Invoke", "InvokeFunction");

  static Access of(ApiCall call) {
    String prefix = PREFIXES.getOrDefault(call.service(), call.service());
    String operation =
        ACTIONS.getOrDefault(call.service() + ":" + call.operation(), call.operation());
    return new Access(prefix + ":" + operation, resources(call));
  }

  private static List<String> resources(ApiCall call) {
    JsonNode input = call.input();
    return switch (call.service()) {
      case "kinesis" ->
          text(input, "ConsumerARN")
              .map(consumer -> List.of(consumer, consumer.split("/consumer/", 2)[0]))
              .or(() -> named(call, input, "StreamARN", "StreamName", "stream/").map(List::of))
              .orElse(List.of());
      case "logs" -> logs(call);
      case "dynamodb" -> tables(call);
      case "iam" -> text(input, "PolicySourceArn").stream().toList();
      case "lambda" ->
          named(call, input, "", "FunctionName", "function:")
              .or(() -> named(call, input, "", "UUID", "event-source-mapping:"))
              .stream()
              .toList();
      case "sns" -> text(input, "TopicArn").or(() -> text(input, "TargetArn")).stream().toList();
      case "sqs" -> text(input, "QueueUrl").map(url -> queue(call, url)).stream().toList();
      case "events" -> buses(call);
      case "states" ->
          text(input, "stateMachineArn").or(() -> text(input, "executionArn")).stream().toList();
      case "route53" -> global(input);
      default -> List.of("*");
    };
  }

  private static List<String> tables(ApiCall call) {
    List<String> tables = new ArrayList<>();
    named(call, call.input(), "", "TableName", "table/").ifPresent(tables::add);
    call.input()
        .path("TransactItems")
        .forEach(
            item ->
                item.forEach(
                    part -> named(call, part, "", "TableName", "table/").ifPresent(tables::add)));
    call.input()
        .path("RequestItems")
        .fieldNames()
        .forEachRemaining(name -> tables.add(arn(call, "table/", name)));
    return tables;
  }

  private static List<String> logs(ApiCall call) {
    String group =
        text(call.input(), "logGroupName").map(name -> arn(call, "log-group:", name)).orElse("*");
    return List.of(
        text(call.input(), "logStreamName")
            .map(stream -> group + ":log-stream:" + stream)
            .orElse(group));
  }

  private static List<String> buses(ApiCall call) {
    List<String> buses = new ArrayList<>();
    for (JsonNode entry : call.input().path("Entries")) {
      buses.add(arn(call, "event-bus/", entry.path("EventBusName").asText("default")));
    }
    return buses;
  }

  private static List<String> global(JsonNode input) {
    return text(input, "HostedZoneId")
        .map(id -> "arn:aws:route53:::hostedzone/" + id.replace("/hostedzone/", ""))
        .or(() -> text(input, "HealthCheckId").map(id -> "arn:aws:route53:::healthcheck/" + id))
        .stream()
        .toList();
  }

  private static String queue(ApiCall call, String url) {
    return arn(call, "", url.substring(url.lastIndexOf('/') + 1));
  }

  private static Optional<String> named(
      ApiCall call, JsonNode input, String arnMember, String nameMember, String type) {
    return text(input, arnMember)
        .or(() -> text(input, nameMember).map(name -> arn(call, type, name)));
  }

  private static String arn(ApiCall call, String type, String name) {
    return name.startsWith("arn:")
        ? name
        : "arn:aws:%s:%s:%s:%s%s".formatted(call.service(), call.region(), Account.ID, type, name);
  }

  private static Optional<String> text(JsonNode input, String member) {
    return Optional.of(input.path(member)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
