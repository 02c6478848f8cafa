package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Start, stop, describe and list executions. */
final class ExecutionApi {

  /** AWS bills memory by 64 MB, at least once: what an execution of the lab takes is less. */
  private static final int LEAST_MEMORY_MEGABYTES = 64;

  private static final long BILLED_STEP_MILLIS = 100;

  private static final int MOST_LISTED = 1_000;

  private final EventLoop loop;
  private final ExecutionStarter starter;

  ExecutionApi(EventLoop loop, ExecutionStarter starter) {
    this.loop = loop;
    this.starter = starter;
  }

  ObjectNode start(Request request, RegionalStates states) {
    Execution execution = starter.start(request, states, ended -> {});
    return Answers.object()
        .put("executionArn", execution.identity().executionArn())
        .put("startDate", Answers.time(execution.identity().startedAt()));
  }

  /** Ends with the execution, of an express machine. */
  CompletableFuture<ObjectNode> startSync(Request request, RegionalStates states) {
    Target target = states.target(request.text("stateMachineArn"));
    if (target.machine().type() != MachineType.EXPRESS) {
      throw StatesErrors.typeNotSupported();
    }
    CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
    starter.start(request, states, ended -> answer.complete(synchronous(ended)));
    return answer;
  }

  private static ObjectNode synchronous(Execution execution) {
    ObjectNode answer = described(execution);
    answer.remove(List.of("redriveCount", "redriveStatus", "redriveStatusReason"));
    answer.remove(List.of("stateMachineVersionArn", "stateMachineAliasArn"));
    if (!answer.has("outputDetails")) {
      answer.putObject("outputDetails").put("included", true);
    }
    ObjectNode billing = answer.putObject("billingDetails");
    billing.put("billedMemoryUsedInMB", LEAST_MEMORY_MEGABYTES);
    billing.put("billedDurationInMilliseconds", billedMillis(execution));
    return answer;
  }

  private static long billedMillis(Execution execution) {
    Duration took =
        Duration.between(execution.identity().startedAt(), execution.endedAt().orElseThrow());
    long begun = (took.toMillis() + BILLED_STEP_MILLIS - 1) / BILLED_STEP_MILLIS;
    return Math.max(1, begun) * BILLED_STEP_MILLIS;
  }

  ObjectNode stop(Request request, RegionalStates states) {
    Execution execution = states.execution(request.text("executionArn"));
    execution.stop(
        new StateError(request.optional("error").orElse(""), request.optional("cause").orElse("")));
    return Answers.object()
        .put("stopDate", Answers.time(execution.endedAt().orElseGet(loop::wallTime)));
  }

  ObjectNode describe(Request request, RegionalStates states) {
    ObjectNode answer = described(states.execution(request.text("executionArn")));
    if (request.optional("includedData").orElse("").equals("METADATA_ONLY")) {
      answer.remove(List.of("input", "output", "error", "cause"));
      answer.putObject("inputDetails").put("included", false);
    }
    return answer;
  }

  static ObjectNode described(Execution execution) {
    ObjectNode answer = listed(execution);
    answer.put("input", execution.inputText());
    answer.putObject("inputDetails").put("included", true);
    execution.end().ifPresent(end -> describe(end, answer));
    String status = execution.status();
    if (execution.end().isPresent() && !status.equals("SUCCEEDED")) {
      return answer.put("redriveStatus", "REDRIVABLE");
    }
    return answer
        .put("redriveStatus", "NOT_REDRIVABLE")
        .put("redriveStatusReason", "Execution is %s and cannot be redriven".formatted(status));
  }

  private static void describe(ExecutionEnd end, ObjectNode answer) {
    if (end instanceof ExecutionEnd.Succeeded done) {
      answer.put("output", done.output().toString());
      answer.putObject("outputDetails").put("included", true);
    } else {
      answer.setAll(end.details());
    }
  }

  static ObjectNode listed(Execution execution) {
    Execution.Start start = execution.start();
    ObjectNode answer =
        Answers.object()
            .put("executionArn", start.identity().executionArn())
            .put("stateMachineArn", start.identity().stateMachineArn())
            .put("name", start.identity().name())
            .put("status", execution.status())
            .put("startDate", Answers.time(start.identity().startedAt()))
            .put("redriveCount", 0);
    execution.endedAt().ifPresent(when -> answer.put("stopDate", Answers.time(when)));
    start.versionArn().ifPresent(arn -> answer.put("stateMachineVersionArn", arn));
    start.aliasArn().ifPresent(arn -> answer.put("stateMachineAliasArn", arn));
    start.mapRun().ifPresent(member -> answer.put("mapRunArn", member.mapRunArn()));
    return answer;
  }

  ObjectNode list(Request request, RegionalStates states) {
    if (request.has("mapRunArn")) {
      return MapRunApi.executions(request, states);
    }
    Target target = states.target(request.text("stateMachineArn"));
    if (target.machine().type() == MachineType.EXPRESS) {
      throw StatesErrors.typeNotSupported();
    }
    Predicate<Execution> wanted = of(target);
    String status = request.optional("statusFilter").orElse("");
    List<Execution> found = new ArrayList<>();
    for (Execution execution : states.executions().values()) {
      if (wanted.test(execution) && (status.isEmpty() || execution.status().equals(status))) {
        found.add(execution);
      }
    }
    Collections.reverse(found);
    return request.page("executions", found, MOST_LISTED, ExecutionApi::listed);
  }

  private static Predicate<Execution> of(Target target) {
    Optional<String> version = target.version().map(Version::arn);
    Optional<String> alias = target.alias().map(Alias::arn);
    return execution ->
        execution.identity().stateMachineArn().equals(target.machine().arn())
            && (version.isEmpty() || execution.start().versionArn().equals(version))
            && (alias.isEmpty() || execution.start().aliasArn().equals(alias));
  }

  /** What can be redriven is refused, as the lab has no way to go on with an ended execution. */
  ObjectNode redrive(Request request, RegionalStates states) {
    Execution execution = states.execution(request.text("executionArn"));
    String status = execution.status();
    if (execution.end().isEmpty() || status.equals("SUCCEEDED")) {
      throw StatesErrors.notRedrivable("Execution is %s and cannot be redriven".formatted(status));
    }
    throw AwsError.unknownOperation(request.call());
  }
}
