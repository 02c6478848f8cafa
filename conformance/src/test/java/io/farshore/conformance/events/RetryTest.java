package io.farshore.conformance.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import io.farshore.conformance.sqs.Queue;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.faults.Fault;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.Message;

/** What needs a Region to be lost. */
class RetryTest {

  @Test
  @DisplayName("a target that does not answer is tried again, then its event is a dead letter")
  void retries() {
    try (Lab lab = Lab.start(LabSettings.usual().onPort(0))) {
      Aws aws = Aws.at(lab.endpoint(), lab.regions());
      EventBridgeClient events = aws.events(aws.region());
      Queue queue = Queue.of(aws, aws.otherRegion(), Map.of());
      Queue dead = Queue.of(aws);
      String rule =
          events.putRule(r -> r.name("r").eventPattern("{\"source\":[\"shop\"]}")).ruleArn();
      events.putTargets(
          r ->
              r.rule("r")
                  .targets(
                      Target.builder()
                          .id("q")
                          .arn(queue.arn())
                          .retryPolicy(p -> p.maximumRetryAttempts(1))
                          .deadLetterConfig(d -> d.arn(dead.arn()))
                          .build()));
      lab.faults().inject(new Fault.RegionLost(aws.otherRegion()));

      events.putEvents(
          r ->
              r.entries(
                  PutEventsRequestEntry.builder()
                      .source("shop")
                      .detailType("order")
                      .detail("{}")
                      .build()));

      Message letter = dead.receive().get(0);
      assertThat(letter.body()).contains("\"source\":\"shop\"");
      assertThat(letter.messageAttributes().entrySet())
          .extracting(each -> each.getKey() + "=" + each.getValue().stringValue())
          .contains(
              "RULE_ARN=" + rule,
              "TARGET_ARN=" + queue.arn(),
              "RETRY_ATTEMPTS=1",
              "EXHAUSTED_RETRY_CONDITION=MaximumRetryAttempts",
              "ERROR_CODE=CONNECTION_FAILURE");
      lab.faults().healAll();
      assertThat(queue.receiveNow()).isEmpty();
    }
  }
}
