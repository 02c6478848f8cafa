package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.TaskResource;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.Tasks;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Tasks of services, those of activities, which wait in their Region for a worker, and executions
 * that a task waits for.
 */
final class LocalTasks implements Tasks {

  private final EventLoop loop;
  private final Tasks services;
  private final Function<String, RegionalStates> regions;

  LocalTasks(EventLoop loop, Tasks services, Function<String, RegionalStates> regions) {
    this.loop = loop;
    this.services = services;
    this.regions = regions;
  }

  @Override
  public CompletableFuture<Answer> call(
      TaskResource resource, JsonNode arguments, ExecutionIdentity execution) {
    CompletableFuture<Answer> answer = services.call(resource, arguments, execution);
    if (resource instanceof TaskResource.Optimized to
        && to.action().startsWith("startExecution.sync")) {
      boolean parsed = to.action().endsWith(":2");
      return answer.thenApply(started -> waited(started, execution.region(), parsed));
    }
    return answer;
  }

  private Answer waited(Answer started, String region, boolean parsed) {
    if (!(started instanceof Succeeded done)) {
      return started;
    }
    CompletableFuture<Answer> end = new CompletableFuture<>();
    String arn = done.result().path("ExecutionArn").asText();
    loop.execute(
        () -> {
          Execution nested = regions.apply(region).executions().get(arn);
          nested.ended().thenAccept(ended -> end.complete(NestedResult.of(ended, parsed)));
        });
    return new Submitted(
        done.result(),
        end,
        () ->
            loop.execute(
                () -> regions.apply(region).executions().get(arn).stop(new StateError("", ""))));
  }

  @Override
  public CompletableFuture<Answer> schedule(
      TaskResource.Activity resource, JsonNode input, String token, ExecutionIdentity execution) {
    Activity activity = regions.apply(execution.region()).activities().get(resource.arn());
    if (activity == null) {
      return CompletableFuture.completedFuture(
          new Failed(
              new StateError(
                  StateError.RUNTIME,
                  "The activity %s does not exist.".formatted(resource.arn()))));
    }
    CompletableFuture<Answer> started = new CompletableFuture<>();
    activity.offer(new Activity.Waiting(token, input.toString(), started));
    return started;
  }
}
