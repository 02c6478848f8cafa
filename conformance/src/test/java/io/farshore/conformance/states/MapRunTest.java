package io.farshore.conformance.states;

import static io.farshore.conformance.states.DistributedMap.PASS;
import static io.farshore.conformance.states.DistributedMap.children;
import static io.farshore.conformance.states.DistributedMap.describe;
import static io.farshore.conformance.states.DistributedMap.map;
import static io.farshore.conformance.states.DistributedMap.mapRun;
import static io.farshore.conformance.states.Machine.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.MapRunListItem;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;

class MapRunTest {

  private static final String FAIL_ABOVE =
      """
      'C':{'Type':'Choice','Default':'Ok','Choices':[
        {'Condition':'{% $states.input > 7 %}','Next':'Bad'}]},
      'Ok':{'Type':'Succeed'},'Bad':{'Type':'Fail','Error':'Bad','Cause':'too large'}""";
  private static final String FOREVER = "'W':{'Type':'Wait','Seconds':3600,'End':true}";

  private final Aws aws = Aws.shared();

  @Test
  @DisplayName(
      "a distributed Map runs an execution for each item, and joins their outputs in order")
  void runs() {
    try (Machine machine = map(aws, "'Label':'each','MaxConcurrency':1,", "P", PASS)) {
      DescribeExecutionResponse execution = machine.run("['Hello','World']");

      assertThat(json(execution.output())).isEqualTo(json("['Hello','World']"));
      assertThat(machine.types(execution))
          .containsExactly(
              "ExecutionStarted",
              "MapStateEntered",
              "MapStateStarted",
              "MapRunStarted",
              "MapRunSucceeded",
              "MapStateSucceeded",
              "MapStateExited",
              "ExecutionSucceeded");
      assertThat(machine.events(execution))
          .extracting(HistoryEvent::previousEventId)
          .containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 4L, 7L);
      assertThat(machine.event(execution, "MapStateStarted").mapStateStartedEventDetails().length())
          .isEqualTo(2);
      MapRunListItem run = mapRun(machine, execution.executionArn());
      assertThat(machine.event(execution, "MapRunStarted").mapRunStartedEventDetails().mapRunArn())
          .isEqualTo(run.mapRunArn());
      assertThat(run.mapRunArn()).contains(":mapRun:" + machine.name() + "/each:");
      assertThat(run.stateMachineArn()).isEqualTo(machine.arn() + "/each");
      assertThat(run.executionArn()).isEqualTo(execution.executionArn());
      assertThat(run.stopDate()).isNotNull();
    }
  }

  @Test
  @DisplayName("DescribeMapRun counts items and executions, and shows the limits")
  void counts() {
    try (Machine machine = map(aws, "'MaxConcurrency':1,", "P", PASS)) {
      DescribeExecutionResponse execution = machine.run("[1,2]");

      DescribeMapRunResponse run =
          describe(machine, mapRun(machine, execution.executionArn()).mapRunArn());
      assertThat(run.status()).isEqualTo(MapRunStatus.SUCCEEDED);
      assertThat(run.maxConcurrency()).isEqualTo(1);
      assertThat(run.toleratedFailureCount()).isZero();
      assertThat(run.toleratedFailurePercentage()).isZero();
      assertThat(run.itemCounts().total()).isEqualTo(2);
      assertThat(run.itemCounts().succeeded()).isEqualTo(2);
      assertThat(run.itemCounts().resultsWritten()).isEqualTo(2);
      assertThat(run.itemCounts().pending()).isZero();
      assertThat(run.executionCounts().total()).isEqualTo(2);
      assertThat(run.executionCounts().succeeded()).isEqualTo(2);
      assertThat(run.executionCounts().running()).isZero();
    }
  }

  @Test
  @DisplayName("the executions of a map run have their own ARNs, inputs and histories")
  void ownExecutions() {
    try (Machine machine = map(aws, "'Label':'own',", "P", PASS)) {
      DescribeExecutionResponse execution = machine.run("[{'n':1}]");

      String mapRunArn = mapRun(machine, execution.executionArn()).mapRunArn();
      List<ExecutionListItem> found = children(machine, mapRunArn);
      assertThat(found).hasSize(1);
      assertThat(found.get(0).itemCount()).isEqualTo(1);
      DescribeExecutionResponse child = machine.describe(found.get(0).executionArn());
      assertThat(child.executionArn()).contains(":execution:" + machine.name() + "/own:");
      assertThat(child.mapRunArn()).isEqualTo(mapRunArn);
      assertThat(child.stateMachineArn()).isEqualTo(machine.arn() + "/own");
      assertThat(json(child.input())).isEqualTo(json("{'n':1}"));
      assertThat(machine.types(child))
          .containsExactly(
              "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
      assertThat(
              machine.states().listExecutions(r -> r.stateMachineArn(machine.arn())).executions())
          .extracting(ExecutionListItem::executionArn)
          .containsExactly(execution.executionArn());
      var source =
          machine
              .states()
              .describeStateMachineForExecution(r -> r.executionArn(child.executionArn()));
      assertThat(source.label()).isEqualTo("own");
      assertThat(source.mapRunArn()).isEqualTo(mapRunArn);
    }
  }

  @Test
  @DisplayName("without tolerance one failure ends the map run, by the threshold's error")
  void fails() {
    try (Machine machine = map(aws, "'MaxConcurrency':1,", "C", FAIL_ABOVE)) {
      DescribeExecutionResponse execution = machine.run("[1,8,2]");

      assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
      assertThat(execution.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
      assertThat(execution.cause())
          .isEqualTo("The specified tolerated failure threshold was exceeded");
      assertThat(machine.types(execution))
          .endsWith("MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed");
      assertThat(machine.events(execution))
          .extracting(HistoryEvent::previousEventId)
          .containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 6L);
      assertThat(machine.event(execution, "MapRunFailed").mapRunFailedEventDetails().error())
          .isEqualTo("States.ExceedToleratedFailureThreshold");
      DescribeMapRunResponse run =
          describe(machine, mapRun(machine, execution.executionArn()).mapRunArn());
      assertThat(run.status()).isEqualTo(MapRunStatus.FAILED);
      assertThat(run.itemCounts().failed()).isEqualTo(1);
      assertThat(run.itemCounts().succeeded()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("failures are tolerated by number and by percentage, each also by expression")
  void tolerates() {
    String count =
        "'Items':'{% $states.input.items %}','ToleratedFailureCount':'{% $states.input.most %}',";
    try (Machine machine = map(aws, count, "C", FAIL_ABOVE)) {
      assertThat(machine.output("{'most':1,'items':[1,8,2]}")).isEqualTo(json("[1,2]"));
      assertThat(machine.run("{'most':1,'items':[1,8,9]}").status())
          .isEqualTo(ExecutionStatus.FAILED);
    }
    String percentage =
        "'Items':'{% $states.input.items %}',"
            + "'ToleratedFailurePercentage':'{% $states.input.most %}',";
    try (Machine machine = map(aws, percentage, "C", FAIL_ABOVE)) {
      assertThat(machine.output("{'most':50,'items':[1,8]}")).isEqualTo(json("[1]"));
      assertThat(machine.run("{'most':49,'items':[1,8]}").status())
          .isEqualTo(ExecutionStatus.FAILED);
    }
  }

  @Test
  @DisplayName("the threshold's error can be caught")
  void caught() {
    String caught =
        "'Catch':[{'ErrorEquals':['States.ExceedToleratedFailureThreshold'],'Next':'End'}],";
    try (Machine machine =
        Machine.of(
            aws,
            "M",
            """
            'M':{'Type':'Map','Next':'End',%s'ItemProcessor':{'StartAt':'C','States':{%s},
              'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'}}},
            'End':{'Type':'Succeed','Output':'{%% $states.input.Error %%}'}"""
                .formatted(caught, FAIL_ABOVE))) {
      assertThat(machine.output("[8]").asText())
          .isEqualTo("States.ExceedToleratedFailureThreshold");
    }
  }

  @Test
  @DisplayName("only MaxConcurrency executions run at once; UpdateMapRun lets more run")
  void concurrency() {
    try (Machine machine = map(aws, "'MaxConcurrency':1,", "W", FOREVER)) {
      String execution = machine.start("[1,2,3]");
      String mapRunArn = begun(machine, execution);
      assertThat(describe(machine, mapRunArn).executionCounts().running()).isEqualTo(1);
      assertThat(describe(machine, mapRunArn).executionCounts().pending()).isEqualTo(2);

      machine
          .states()
          .updateMapRun(
              r -> r.mapRunArn(mapRunArn).maxConcurrency(2).toleratedFailurePercentage(12.5f));

      await().until(() -> describe(machine, mapRunArn).executionCounts().running() == 2);
      assertThat(describe(machine, mapRunArn).maxConcurrency()).isEqualTo(2);
      assertThat(describe(machine, mapRunArn).toleratedFailurePercentage()).isEqualTo(12.5f);
      machine.states().stopExecution(r -> r.executionArn(execution));
    }
  }

  private static String begun(Machine machine, String execution) {
    await()
        .until(
            () ->
                !machine.states().listMapRuns(r -> r.executionArn(execution)).mapRuns().isEmpty());
    String mapRunArn = mapRun(machine, execution).mapRunArn();
    await().until(() -> describe(machine, mapRunArn).executionCounts().running() > 0);
    return mapRunArn;
  }

  @Test
  @DisplayName("a stopped execution aborts its map run and what runs in it")
  void aborted() {
    try (Machine machine = map(aws, "", "W", FOREVER)) {
      String execution = machine.start("[1,2]");
      String mapRunArn = begun(machine, execution);

      machine.states().stopExecution(r -> r.executionArn(execution));
      DescribeExecutionResponse stopped = machine.ended(execution);

      assertThat(machine.types(stopped)).endsWith("MapRunAborted", "ExecutionAborted");
      await().until(() -> describe(machine, mapRunArn).status() == MapRunStatus.ABORTED);
      assertThat(describe(machine, mapRunArn).itemCounts().aborted()).isEqualTo(2);
      assertThat(children(machine, mapRunArn))
          .extracting(ExecutionListItem::status)
          .containsOnly(ExecutionStatus.ABORTED);
      assertThatThrownBy(
              () -> machine.states().updateMapRun(r -> r.mapRunArn(mapRunArn).maxConcurrency(1)))
          .isInstanceOfSatisfying(
              SfnException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }
  }

  @Test
  @DisplayName("express executions have results, but can't be listed")
  void express() {
    try (Machine machine = map(aws, "", "EXPRESS", "P", PASS)) {
      DescribeExecutionResponse execution = machine.run("[1,2]");

      assertThat(json(execution.output())).isEqualTo(json("[1,2]"));
      String mapRunArn = mapRun(machine, execution.executionArn()).mapRunArn();
      assertThat(describe(machine, mapRunArn).executionCounts().succeeded()).isEqualTo(2);
      assertThatThrownBy(() -> children(machine, mapRunArn))
          .isInstanceOf(StateMachineTypeNotSupportedException.class);
    }
  }

  @Test
  @DisplayName("a distributed Map within a distributed Map, and one without items")
  void nested() {
    String inner =
        "'I':{'Type':'Map','End':true,'ItemProcessor':{'StartAt':'P','States':{"
            + PASS
            + "},'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'EXPRESS'}}}";
    try (Machine machine = map(aws, "", "I", inner)) {
      assertThat(machine.output("[[1,2],[3]]")).isEqualTo(json("[[1,2],[3]]"));
      assertThat(machine.output("[]")).isEqualTo(json("[]"));
    }
  }

  @Test
  @DisplayName("a map run that is not there, and definitions that can't be")
  void refused() {
    try (Machine machine = map(aws, "", "P", PASS)) {
      String none = machine.arn().replace(":stateMachine:", ":mapRun:") + "/none:1";
      assertThatThrownBy(() -> describe(machine, none))
          .isInstanceOf(ResourceNotFoundException.class);
    }
    assertThatThrownBy(() -> map(aws, "'Label':'two words',", "P", PASS))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("/States/M/Label");
    assertThatThrownBy(() -> map(aws, "'ItemBatcher':{},", "P", PASS))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("/States/M/ItemBatcher");
    assertThatThrownBy(() -> map(aws, "", "SOME", "P", PASS))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("ExecutionType");
  }
}
