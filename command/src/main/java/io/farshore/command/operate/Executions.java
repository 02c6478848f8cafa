package io.farshore.command.operate;

import io.farshore.core.stream.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;

/** The executions of one Region's state machine. Blocks. */
final class Executions {

  private static final int PAGE = 100;

  private final Region region;
  private final SfnClient states;

  Executions(Region region, Clients clients) {
    this.region = region;
    this.states = clients.states(region);
  }

  Run describe(String arn) {
    return Run.of(
        region,
        states.describeExecution(DescribeExecutionRequest.builder().executionArn(arn).build()));
  }

  /** Starts one; of that name and input it may run already. */
  String start(String stateMachineArn, String name, String input) {
    return states
        .startExecution(start -> start.stateMachineArn(stateMachineArn).name(name).input(input))
        .executionArn();
  }

  void stop(String arn, String error, String cause) {
    states.stopExecution(stop -> stop.executionArn(arn).error(error).cause(cause));
  }

  /** The newest ones, newest first. */
  List<ExecutionListItem> newest(String stateMachineArn, int atMost) {
    return states
        .listExecutions(
            ListExecutionsRequest.builder()
                .stateMachineArn(stateMachineArn)
                .maxResults(Math.min(1000, atMost))
                .build())
        .executions();
  }

  /** An execution that has not ended, as it is now. */
  Machine.Running running(String arn) {
    Optional<Visit> at = current(arn);
    boolean asks = at.map(Visit::state).filter(Approval.STATE::equals).isPresent();
    return new Machine.Running(describe(arn), at, asks ? approval(arn) : Optional.empty());
  }

  /** What it asked last; the data of its events are asked for, as the token is among them. */
  private Optional<Approval> approval(String arn) {
    return states
        .getExecutionHistory(
            history ->
                history
                    .executionArn(arn)
                    .reverseOrder(true)
                    .includeExecutionData(true)
                    .maxResults(PAGE))
        .events()
        .stream()
        .flatMap(event -> Approval.of(event).stream())
        .findFirst();
  }

  void approve(String token, String output) {
    states.sendTaskSuccess(send -> send.taskToken(token).output(output));
  }

  void reject(String token, String error, String cause) {
    states.sendTaskFailure(send -> send.taskToken(token).error(error).cause(cause));
  }

  /** The state that it is in; of one that only leads on to others, the one before. */
  Optional<Visit> current(String arn) {
    return events(arn, 0, 40).stream()
        .filter(event -> event.stateEnteredEventDetails() != null)
        .filter(event -> !QuietStates.contains(event.stateEnteredEventDetails().name()))
        .reduce((before, after) -> after)
        .map(
            event ->
                new Visit(
                    event.stateEnteredEventDetails().name(), event.timestamp(), Optional.empty()));
  }

  /** What has happened in an execution after an event, oldest first. */
  List<HistoryEvent> after(String arn, long eventId) {
    return events(arn, eventId, Integer.MAX_VALUE);
  }

  private List<HistoryEvent> events(String arn, long afterId, int atMost) {
    List<HistoryEvent> newestFirst = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      GetExecutionHistoryResponse page =
          states.getExecutionHistory(
              history ->
                  history
                      .executionArn(arn)
                      .reverseOrder(true)
                      .includeExecutionData(false)
                      .maxResults(PAGE)
                      .nextToken(from));
      for (HistoryEvent event : page.events()) {
        if (event.id() <= afterId || newestFirst.size() >= atMost) {
          return turned(newestFirst);
        }
        newestFirst.add(event);
      }
      token = page.nextToken();
    } while (token != null);
    return turned(newestFirst);
  }

  private static List<HistoryEvent> turned(List<HistoryEvent> newestFirst) {
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /** The states of a whole history, in their order. */
  List<Visit> visits(String arn) {
    Visits visits = new Visits();
    after(arn, 0).forEach(visits::add);
    return visits.all();
  }

  Region region() {
    return region;
  }

  /** When an execution of a list ended, or started where it has not. */
  static Instant lastMoved(ExecutionListItem item) {
    return item.stopDate() == null ? item.startDate() : item.stopDate();
  }
}
