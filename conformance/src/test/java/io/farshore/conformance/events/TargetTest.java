package io.farshore.conformance.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.kinesis.Stream;
import io.farshore.conformance.lambda.UploadedFunction;
import io.farshore.conformance.lambda.handlers.Batches;
import io.farshore.conformance.sqs.Queue;
import io.farshore.conformance.states.Machine;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class TargetTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Aws aws = Aws.shared();
  private final EventBridgeClient events = aws.events(aws.region());
  private final String bus = Aws.name("bus");
  private String ruleArn;

  private void target(Target target) {
    String name = Aws.name("rule");
    events.createEventBus(r -> r.name(bus));
    ruleArn =
        events
            .putRule(r -> r.name(name).eventBusName(bus).eventPattern("{\"source\":[\"shop\"]}"))
            .ruleArn();
    events.putTargets(r -> r.rule(name).eventBusName(bus).targets(target));
  }

  /** Puts an event; its id. */
  private String put(String detail) {
    return events
        .putEvents(
            r ->
                r.entries(
                    PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source("shop")
                        .detailType("order")
                        .detail(detail)
                        .build()))
        .entries()
        .get(0)
        .eventId();
  }

  @Test
  @DisplayName("a function is invoked with the event, or with what the target's input says")
  void function() {
    try (UploadedFunction function = UploadedFunction.of(aws, Batches.class)) {
      target(Target.builder().id("f").arn(function.arn()).inputPath("$.detail").build());
      aws.lambda(aws.region())
          .addPermission(
              r ->
                  r.functionName(function.name())
                      .statementId("events")
                      .action("lambda:InvokeFunction")
                      .principal("events.amazonaws.com")
                      .sourceArn(ruleArn));

      put("{\"total\":50}");

      await().atMost(PATIENCE).until(() -> !function.events().isEmpty());
      assertThat(function.events()).containsExactly("{\"total\":50}");
    }
  }

  @Test
  @DisplayName("an execution is started with the event, and named after it")
  void stateMachine() {
    try (Machine machine = Machine.of(aws, "P", "'P':{'Type':'Pass','End':true}")) {
      target(Target.builder().id("m").arn(machine.arn()).roleArn(aws.role()).build());

      String id = put("{\"total\":50}");

      DescribeExecutionResponse execution = machine.firstEnded();
      assertThat(execution.statusAsString()).isEqualTo("SUCCEEDED");
      assertThat(execution.name()).matches(id + "_[0-9a-f-]{36}");
      assertThat(execution.input()).contains("\"id\":\"" + id + "\"", "\"detail\":{\"total\":50}");
    }
  }

  @Test
  @DisplayName("a stream gets the event under the key that the path finds, else under its id")
  void stream() {
    try (Stream stream = new Stream(1)) {
      target(
          Target.builder()
              .id("s")
              .arn(stream.arn())
              .roleArn(aws.role())
              .kinesisParameters(k -> k.partitionKeyPath("$.detail.customer"))
              .build());

      put("{\"customer\":\"c-17\"}");
      await().atMost(PATIENCE).until(() -> stream.all(Stream.FIRST).size() == 1);
      String id = put("{}");
      await().atMost(PATIENCE).until(() -> stream.all(Stream.FIRST).size() == 2);

      assertThat(stream.all(Stream.FIRST))
          .extracting(Record::partitionKey)
          .containsExactly("c-17", id);
      assertThat(stream.all(Stream.FIRST).get(0).data().asUtf8String())
          .contains("\"detail\":{\"customer\":\"c-17\"}");
    }
  }

  @Test
  @DisplayName("a log group gets the event as a line")
  void logGroup() {
    String group = "/aws/events/" + Aws.name("group");
    String arn = "arn:aws:logs:" + aws.region() + ":" + aws.account() + ":log-group:" + group;
    aws.logs(aws.region()).createLogGroup(r -> r.logGroupName(group));
    target(Target.builder().id("l").arn(arn).build());

    String id = put("{}");

    var found =
        await()
            .atMost(PATIENCE)
            .until(
                () -> aws.logs(aws.region()).filterLogEvents(r -> r.logGroupName(group)).events(),
                lines -> !lines.isEmpty());
    assertThat(found)
        .singleElement()
        .extracting(FilteredLogEvent::message)
        .asString()
        .contains("\"id\":\"" + id + "\"");
    aws.logs(aws.region()).deleteLogGroup(r -> r.logGroupName(group));
  }

  @Test
  @DisplayName("a FIFO queue gets the event in the group that the target names")
  void fifoQueue() {
    Queue queue = Queue.fifo(aws);
    target(
        Target.builder()
            .id("q")
            .arn(queue.arn())
            .sqsParameters(s -> s.messageGroupId("orders"))
            .build());

    String id = put("{}");

    Message message = queue.receive().get(0);
    assertThat(message.body()).contains("\"id\":\"" + id + "\"");
    assertThat(message.attributes())
        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "orders");
  }
}
