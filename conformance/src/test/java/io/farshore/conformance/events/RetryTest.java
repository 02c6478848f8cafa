package io.farshore.conformance.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import io.farshore.conformance.sqs.Queue;
import io.farshore.conformance.states.Machine;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.faults.CallScope;
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
  @DisplayName("an execution whose start is not answered is started again, and is there once")
  void startedOnce() {
    try (Lab lab = Lab.start(LabSettings.usual().onPort(0))) {
      Aws aws = Aws.at(lab.endpoint(), lab.regions());
      Queue dead = Queue.of(aws);
      try (Machine machine = Machine.of(aws, "P", "'P':{'Type':'Pass','End':true}")) {
        aws.events(aws.region()).putRule(r -> r.name("r").eventPattern("{\"source\":[\"shop\"]}"));
        Target target =
            Target.builder()
                .id("m")
                .arn(machine.arn())
                .roleArn(aws.role())
                .retryPolicy(p -> p.maximumRetryAttempts(1))
                .deadLetterConfig(d -> d.arn(dead.arn()))
                .build();
        aws.events(aws.region()).putTargets(r -> r.rule("r").targets(target));
        lab.faults()
            .inject(
                new Fault.AnswerLost(
                    CallScope.of(aws.region(), "states").operations("StartExecution")));

        put(aws);

        assertThat(dead.receive().get(0).messageAttributes().get("RETRY_ATTEMPTS").stringValue())
            .isEqualTo("1");
        assertThat(
                aws.states(aws.region())
                    .listExecutions(r -> r.stateMachineArn(machine.arn()))
                    .executions())
            .hasSize(1);
      }
    }
  }

  private static void put(Aws aws) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder().source("shop").detailType("order").detail("{}").build();
    aws.events(aws.region()).putEvents(r -> r.entries(entry));
  }

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

      put(aws);

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
