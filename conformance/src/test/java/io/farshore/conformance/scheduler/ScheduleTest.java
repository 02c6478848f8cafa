package io.farshore.conformance.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.UploadedFunction;
import io.farshore.conformance.lambda.handlers.Batches;
import io.farshore.conformance.sqs.Queue;
import io.farshore.conformance.states.Machine;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ValidationException;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

class ScheduleTest {

  private final Aws aws = Aws.shared();
  private final SchedulerClient scheduler = aws.scheduler(aws.region());

  private CreateScheduleRequest.Builder schedule(String name, String expression, Queue queue) {
    return CreateScheduleRequest.builder()
        .name(name)
        .scheduleExpression(expression)
        .flexibleTimeWindow(w -> w.mode("OFF"))
        .target(
            t ->
                t.arn(queue.arn())
                    .roleArn(aws.role())
                    .input("{\"by\":\"<aws.scheduler.schedule-arn>\"}"));
  }

  @Test
  @DisplayName("a schedule calls its target when it is due, and says which schedule it was")
  void invokes() {
    Queue queue = Queue.of(aws);
    String name = Aws.name("schedule");
    String arn =
        scheduler.createSchedule(schedule(name, "rate(1 hour)", queue).build()).scheduleArn();

    assertThat(queue.receive().get(0).body()).isEqualTo("{\"by\":\"" + arn + "\"}");
    scheduler.deleteSchedule(r -> r.name(name));
  }

  @Test
  @DisplayName("a schedule invokes a function with its input")
  void function() {
    try (UploadedFunction function = UploadedFunction.of(aws, Batches.class)) {
      String name = Aws.name("schedule");
      scheduler.createSchedule(
          r ->
              r.name(name)
                  .scheduleExpression("rate(1 hour)")
                  .flexibleTimeWindow(w -> w.mode("OFF"))
                  .target(
                      t -> t.arn(function.arn()).roleArn(aws.role()).input("{\"by\":\"hour\"}")));

      await().atMost(Duration.ofSeconds(30)).until(() -> !function.events().isEmpty());
      assertThat(function.events()).containsExactly("{\"by\":\"hour\"}");
      scheduler.deleteSchedule(r -> r.name(name));
    }
  }

  @Test
  @DisplayName("a schedule starts an execution, with the id of its own as the name")
  void stateMachine() {
    try (Machine machine = Machine.of(aws, "P", "'P':{'Type':'Pass','End':true}")) {
      String name = Aws.name("schedule");
      scheduler.createSchedule(
          r ->
              r.name(name)
                  .scheduleExpression("rate(1 hour)")
                  .flexibleTimeWindow(w -> w.mode("OFF"))
                  .target(
                      t ->
                          t.arn(machine.arn())
                              .roleArn(aws.role())
                              .input("{\"id\":\"<aws.scheduler.execution-id>\"}")));

      DescribeExecutionResponse execution = machine.firstEnded();
      assertThat(execution.statusAsString()).isEqualTo("SUCCEEDED");
      assertThat(execution.input()).isEqualTo("{\"id\":\"" + execution.name() + "\"}");
      scheduler.deleteSchedule(r -> r.name(name));
    }
  }

  @Test
  @DisplayName("a schedule is described, changed, listed in its group, and deleted with it")
  void life() {
    Queue queue = Queue.of(aws);
    String group = Aws.name("group");
    String name = Aws.name("schedule");
    scheduler.createScheduleGroup(r -> r.name(group));
    scheduler.createSchedule(
        schedule(name, "cron(0 12 * * ? *)", queue)
            .groupName(group)
            .scheduleExpressionTimezone("Europe/Berlin")
            .build());

    var found = scheduler.getSchedule(r -> r.name(name).groupName(group));
    assertThat(found.scheduleExpressionTimezone()).isEqualTo("Europe/Berlin");
    assertThat(found.state()).isEqualTo(ScheduleState.ENABLED);
    assertThat(found.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);

    scheduler.updateSchedule(
        r ->
            r.name(name)
                .groupName(group)
                .scheduleExpression("rate(2 days)")
                .state("DISABLED")
                .flexibleTimeWindow(w -> w.mode("OFF"))
                .target(found.target()));
    assertThat(scheduler.listSchedules(r -> r.groupName(group)).schedules())
        .singleElement()
        .extracting(each -> each.state())
        .isEqualTo(ScheduleState.DISABLED);

    scheduler.deleteScheduleGroup(r -> r.name(group));
    assertThatThrownBy(() -> scheduler.getSchedule(r -> r.name(name).groupName(group)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  @DisplayName("a name is taken once")
  void conflict() {
    Queue queue = Queue.of(aws);
    String name = Aws.name("schedule");
    CreateScheduleRequest request = schedule(name, "cron(0 12 1 1 ? 2100)", queue).build();
    scheduler.createSchedule(request);

    assertThatThrownBy(() -> scheduler.createSchedule(request))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Schedule " + name + " already exists.");
    scheduler.deleteSchedule(r -> r.name(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cron(0 1 * * * *)", "rate(10 seconds)", "rate( 10 minutes )", "at(2021-12-31)"})
  @DisplayName("a wrong expression is refused")
  void wrong(String expression) {
    Queue queue = Queue.of(aws);
    assertThatThrownBy(
            () ->
                scheduler.createSchedule(schedule(Aws.name("schedule"), expression, queue).build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Invalid Schedule Expression " + expression + ".");
  }
}
