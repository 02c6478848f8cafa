package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.execution.HistoryEvent;
import io.farshore.lab.stepfunctions.execution.MapRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Describe, list and update map runs, and list their executions. */
final class MapRunApi {

  private static final int MOST_LISTED = 1_000;

  ObjectNode describe(Request request, RegionalStates states) {
    MapRun run = states.mapRun(request.text("mapRunArn"));
    MapRuns.Limits limits = run.limits();
    ObjectNode answer = times(run).put("status", run.status());
    answer.remove("stateMachineArn");
    answer.put("maxConcurrency", limits.maxConcurrency());
    answer.put("toleratedFailurePercentage", limits.toleratedPercentage().orElse(0d));
    answer.put("toleratedFailureCount", limits.toleratedCount().orElse(0L));
    answer.set("itemCounts", run.items().describe());
    answer.set("executionCounts", run.executions().describe());
    return answer;
  }

  ObjectNode list(Request request, RegionalStates states) {
    Execution execution = states.execution(request.text("executionArn"));
    requireKept(execution, states);
    String parent = execution.identity().executionArn();
    List<MapRun> found = new ArrayList<>();
    for (MapRun run : states.mapRuns().values()) {
      if (run.identity().parent().executionArn().equals(parent)) {
        found.add(run);
      }
    }
    Collections.reverse(found);
    return request.page("mapRuns", found, MOST_LISTED, MapRunApi::times);
  }

  /** No list at all rather than one without the runs of an earlier start of the lab. */
  private static void requireKept(Execution execution, RegionalStates states) {
    for (HistoryEvent event : execution.events()) {
      String arn = event.details().path("mapRunArn").asText("");
      if (event.type().equals("MapRunStarted") && !states.mapRuns().containsKey(arn)) {
        throw StatesErrors.mapRunNotKept(arn);
      }
    }
  }

  private static ObjectNode times(MapRun run) {
    MapRun.Identity identity = run.identity();
    ObjectNode answer =
        Answers.object()
            .put("executionArn", identity.parent().executionArn())
            .put("mapRunArn", identity.arn())
            .put("stateMachineArn", identity.stateMachineArn())
            .put("startDate", Answers.time(identity.startedAt()));
    run.endedAt().ifPresent(when -> answer.put("stopDate", Answers.time(when)));
    return answer;
  }

  ObjectNode update(Request request, RegionalStates states) {
    MapRun run = states.mapRun(request.text("mapRunArn"));
    if (!run.running()) {
      throw AwsError.validation("The map run %s is not running".formatted(run.arn()));
    }
    MapRuns.Limits old = run.limits();
    run.limit(
        new MapRuns.Limits(
            request.member("maxConcurrency").asInt(old.maxConcurrency()),
            request.has("toleratedFailureCount")
                ? Optional.of(request.member("toleratedFailureCount").asLong())
                : old.toleratedCount(),
            request.has("toleratedFailurePercentage")
                ? Optional.of(request.member("toleratedFailurePercentage").asDouble())
                : old.toleratedPercentage()));
    return Answers.object();
  }

  /** {@code ListExecutions} of a map run. */
  static ObjectNode executions(Request request, RegionalStates states) {
    MapRun run = states.mapRun(request.text("mapRunArn"));
    if (request.has("stateMachineArn")) {
      throw AwsError.validation("Only one of stateMachineArn and mapRunArn can be specified");
    } else if (run.plan().express()) {
      throw StatesErrors.typeNotSupported();
    }
    String status = request.optional("statusFilter").orElse("");
    List<Execution> found = new ArrayList<>(run.started());
    found.removeIf(execution -> !status.isEmpty() && !execution.status().equals(status));
    Collections.reverse(found);
    return request.page("executions", found, MOST_LISTED, MapRunApi::listed);
  }

  private static ObjectNode listed(Execution execution) {
    int items = execution.start().mapRun().orElseThrow().items();
    return ExecutionApi.listed(execution).put("itemCount", items);
  }
}
