package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts executions in CloudWatch, in the namespace {@code AWS/States}, best effort. */
final class ExecutionMetrics implements ExecutionListener {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionMetrics.class);
  private static final Map<String, String> ENDS =
      Map.of(
          "SUCCEEDED", "ExecutionsSucceeded",
          "FAILED", "ExecutionsFailed",
          "TIMED_OUT", "ExecutionsTimedOut",
          "ABORTED", "ExecutionsAborted");

  private final AwsApi api;
  private final Supplier<String> requestIds;

  ExecutionMetrics(AwsApi api, Supplier<String> requestIds) {
    this.api = api;
    this.requestIds = requestIds;
  }

  @Override
  public void started(Execution execution) {
    ObjectNode input = input();
    add(input, execution, "ExecutionsStarted", 1, "Count", execution.identity().startedAt());
    put(execution, input);
  }

  @Override
  public void ended(Execution execution) {
    Instant started = execution.identity().startedAt();
    Instant ended = execution.endedAt().orElse(started);
    ObjectNode input = input();
    add(input, execution, ENDS.get(execution.status()), 1, "Count", ended);
    long millis = Duration.between(started, ended).toMillis();
    add(input, execution, "ExecutionTime", millis, "Milliseconds", ended);
    put(execution, input);
  }

  private static ObjectNode input() {
    ObjectNode input = Answers.object().put("Namespace", "AWS/States");
    input.putArray("MetricData");
    return input;
  }

  private static void add(
      ObjectNode input, Execution execution, String name, long value, String unit, Instant when) {
    ObjectNode datum = ((ArrayNode) input.get("MetricData")).addObject();
    datum.put("MetricName", name).put("Value", (double) value).put("Unit", unit);
    datum.put("Timestamp", when.toString());
    datum
        .putArray("Dimensions")
        .addObject()
        .put("Name", "StateMachineArn")
        .put("Value", execution.identity().stateMachineArn());
  }

  private void put(Execution execution, ObjectNode input) {
    String region = execution.identity().region();
    api.call(
            new ApiCall(
                Caller.in(region, "states.amazonaws.com"),
                region,
                "monitoring",
                "PutMetricData",
                input,
                requestIds.get()))
        .exceptionally(
            failure -> {
              LOG.debug("No metric of {}", execution.identity().executionArn(), failure);
              return input;
            });
  }
}
