package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells EventBridge of each start and end, best effort, as AWS does. */
final class StatusChanges implements ExecutionListener {

  private static final Logger LOG = LoggerFactory.getLogger(StatusChanges.class);

  private final AwsApi api;
  private final Supplier<String> requestIds;
  private final StatusChangeEvents events;

  StatusChanges(AwsApi api, Supplier<String> requestIds, StatusChangeEvents events) {
    this.api = api;
    this.requestIds = requestIds;
    this.events = events;
  }

  @Override
  public void started(Execution execution) {
    changed(execution);
  }

  @Override
  public void ended(Execution execution) {
    changed(execution);
  }

  private void changed(Execution execution) {
    if (events == StatusChangeEvents.OFF || execution.start().type() == MachineType.EXPRESS) {
      return;
    }
    ExecutionIdentity identity = execution.identity();
    ObjectNode input = Answers.object();
    ObjectNode entry = input.putArray("Entries").addObject();
    entry
        .put("Source", "aws.states")
        .put("DetailType", "Step Functions Execution Status Change")
        .put("Detail", detail(execution).toString())
        .putArray("Resources")
        .add(identity.executionArn());
    api.call(
            new ApiCall(
                Caller.in(identity.region(), identity.stateMachineArn()),
                identity.region(),
                "events",
                "PutEvents",
                input,
                requestIds.get()))
        .exceptionally(
            failure -> {
              LOG.warn("No event for {}: {}", identity.executionArn(), failure.toString());
              return input;
            });
  }

  private static ObjectNode detail(Execution execution) {
    ObjectNode detail = ExecutionApi.listed(execution);
    detail.put("startDate", execution.identity().startedAt().toEpochMilli());
    execution
        .endedAt()
        .ifPresentOrElse(
            when -> detail.put("stopDate", when.toEpochMilli()), () -> detail.putNull("stopDate"));
    detail.put("input", execution.inputText());
    detail.putNull("output").putNull("error").putNull("cause");
    execution
        .end()
        .ifPresent(
            end -> {
              if (end instanceof ExecutionEnd.Succeeded done) {
                detail.put("output", done.output().toString());
              } else {
                detail.setAll(end.details());
              }
            });
    return detail;
  }
}
