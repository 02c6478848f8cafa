package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells EventBridge of each start and end, best effort, as AWS does. */
final class StatusChanges implements ExecutionListener {

  private static final Logger LOG = LoggerFactory.getLogger(StatusChanges.class);

  /** What the event has, null where there is nothing to say. */
  private static final List<String> MEMBERS =
      List.of(
          "executionArn",
          "stateMachineArn",
          "name",
          "status",
          "startDate",
          "stopDate",
          "input",
          "output",
          "stateMachineVersionArn",
          "stateMachineAliasArn",
          "redriveCount",
          "redriveDate",
          "redriveStatus",
          "redriveStatusReason",
          "inputDetails",
          "outputDetails",
          "error",
          "cause");

  private final AwsApi api;
  private final Supplier<String> requestIds;

  StatusChanges(AwsApi api, Supplier<String> requestIds) {
    this.api = api;
    this.requestIds = requestIds;
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
    if (execution.start().type() == MachineType.EXPRESS) {
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
                Caller.in(identity.region(), "states.amazonaws.com"),
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
    ObjectNode known = ExecutionApi.described(execution);
    known.put("startDate", execution.identity().startedAt().toEpochMilli());
    execution.endedAt().ifPresent(when -> known.put("stopDate", when.toEpochMilli()));
    ObjectNode detail = Answers.object();
    for (String member : MEMBERS) {
      detail.set(member, known.get(member));
    }
    return detail;
  }
}
