package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.handlers.Batches;
import io.farshore.conformance.lambda.handlers.Probe;
import io.farshore.conformance.sqs.Queue;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.model.Message;

class AsynchronousTest {

  private final Aws aws = Aws.shared();
  private final Queue queue = Queue.of(aws);

  private UploadedFunction function(DestinationConfig destinations) {
    UploadedFunction function = UploadedFunction.of(aws, Probe.class);
    aws.lambda(aws.region())
        .putFunctionEventInvokeConfig(
            r ->
                r.functionName(function.name())
                    .maximumRetryAttempts(0)
                    .destinationConfig(destinations));
    return function;
  }

  private static DestinationConfig onSuccess(String arn) {
    return DestinationConfig.builder().onSuccess(s -> s.destination(arn)).build();
  }

  private String send(UploadedFunction function, String event) {
    return aws.lambda(aws.region())
        .invoke(
            r ->
                r.functionName(function.name())
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(event)))
        .responseMetadata()
        .requestId();
  }

  @Test
  @DisplayName("the event of a function that fails goes to its dead-letter queue, with the reason")
  void deadLetter() {
    DestinationConfig none = DestinationConfig.builder().build();
    try (UploadedFunction function = function(none)) {
      aws.lambda(aws.region())
          .updateFunctionConfiguration(
              r -> r.functionName(function.name()).deadLetterConfig(d -> d.targetArn(queue.arn())));
      function.awaitActive();

      String request = send(function, "{\"do\":\"fail\"}");

      Message letter = queue.receive().get(0);
      assertThat(letter.body()).isEqualTo("{\"do\":\"fail\"}");
      assertThat(letter.messageAttributes().entrySet())
          .extracting(
              each ->
                  each.getKey()
                      + " "
                      + each.getValue().dataType()
                      + " "
                      + each.getValue().stringValue())
          .containsExactlyInAnyOrder(
              "RequestID String " + request,
              "ErrorCode Number 200",
              "ErrorMessage String it failed");
    }
  }

  @Test
  @DisplayName("a queue hears of a success: request, answer, and both their contexts")
  void queueHears() {
    try (UploadedFunction function = function(onSuccess(queue.arn()))) {
      String request = send(function, "{\"mark\":\"a\"}");

      assertThat(queue.receive().get(0).body())
          .contains("\"requestId\":\"" + request + "\"")
          .contains("\"condition\":\"Success\"", "\"approximateInvokeCount\":1")
          .contains("\"requestPayload\":{\"mark\":\"a\"}")
          .contains("\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\"}")
          .contains("\"responsePayload\":{");
    }
  }

  @Test
  @DisplayName("a bus hears of a success as an event of lambda")
  void busHears() {
    String bus = Aws.name("bus");
    String rule = Aws.name("rule");
    var events = aws.events(aws.region());
    String arn = events.createEventBus(r -> r.name(bus)).eventBusArn();
    events.putRule(
        r ->
            r.name(rule)
                .eventBusName(bus)
                .eventPattern(
                    "{\"source\":[\"lambda\"],"
                        + "\"detail-type\":[\"Lambda Function Invocation Result - Success\"]}"));
    Target target = Target.builder().id("queue").arn(queue.arn()).build();
    events.putTargets(r -> r.rule(rule).eventBusName(bus).targets(target));
    try (UploadedFunction function = function(onSuccess(arn))) {
      String request = send(function, "{}");

      assertThat(queue.receive().get(0).body())
          .contains("\"requestId\":\"" + request + "\"")
          .contains("\"resources\":[\"" + arn + "\",\"" + function.arn() + ":$LATEST\"]");
    }
  }

  @Test
  @DisplayName("another function hears of a success as its event")
  void functionHears() {
    try (UploadedFunction other = UploadedFunction.of(aws, Batches.class);
        UploadedFunction function = function(onSuccess(other.arn()))) {
      String request = send(function, "{}");

      await()
          .atMost(Duration.ofMinutes(aws.isReal() ? 5 : 1))
          .until(() -> !other.events().isEmpty());
      assertThat(other.events().get(0)).contains("\"requestId\":\"" + request + "\"");
    }
  }

  @Test
  @DisplayName("a topic hears of a failure")
  void topicHears() {
    String topic = aws.sns(aws.region()).createTopic(r -> r.name(Aws.name("topic"))).topicArn();
    aws.sns(aws.region()).subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(queue.arn()));
    DestinationConfig onFailure =
        DestinationConfig.builder().onFailure(f -> f.destination(topic)).build();
    try (UploadedFunction function = function(onFailure)) {
      String request = send(function, "{\"do\":\"fail\"}");

      assertThat(queue.receive().get(0).body())
          .contains("\\\"requestId\\\":\\\"" + request + "\\\"")
          .contains("\\\"condition\\\":\\\"RetriesExhausted\\\"");
    }
    aws.sns(aws.region()).deleteTopic(r -> r.topicArn(topic));
  }
}
