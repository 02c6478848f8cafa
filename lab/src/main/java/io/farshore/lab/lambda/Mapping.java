package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.lambda.mapping.EventSourceMapping;
import io.farshore.lab.lambda.mapping.MappingConfiguration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A mapping as the API knows it: on its way from one state to another. Thread-safe. */
final class Mapping {

  /** As Lambda names them. */
  enum State {
    Creating,
    Enabling,
    Enabled,
    Disabling,
    Disabled,
    Updating,
    Deleting;

    /** True while nothing but time passes. */
    boolean settled() {
      return this == Enabled || this == Disabled;
    }
  }

  private final EventSourceMapping engine;
  private final Map<String, String> tags = new TreeMap<>();
  private State state = State.Creating;
  private Instant modified;

  Mapping(EventSourceMapping engine, Instant created) {
    this.engine = engine;
    this.modified = created;
  }

  EventSourceMapping engine() {
    return engine;
  }

  MappingConfiguration configuration() {
    return engine.configuration();
  }

  String arn() {
    return arn(configuration().region(), configuration().uuid());
  }

  static String arn(String region, String uuid) {
    return "arn:aws:lambda:%s:%s:event-source-mapping:%s".formatted(region, Account.ID, uuid);
  }

  synchronized State state() {
    return state;
  }

  /**
   * Goes on its way.
   *
   * @throws io.farshore.lab.endpoint.AwsError {@code ResourceInUseException} while it is on another
   */
  synchronized void begin(State next, String verb, Instant now) {
    if (!state.settled()) {
      throw LambdaErrors.inUse(
          "Cannot " + verb + " the event source mapping because it is in use.");
    }
    state = next;
    modified = now;
  }

  /** Arrives. */
  synchronized void settle(State now) {
    if (state != State.Deleting) {
      state = now;
    }
  }

  synchronized Map<String, String> tags() {
    return tags;
  }

  synchronized ObjectNode describe() {
    MappingConfiguration is = configuration();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("UUID", is.uuid());
    answer.put("StartingPosition", is.start().name());
    is.startTimestamp()
        .ifPresent(time -> answer.put("StartingPositionTimestamp", time.toEpochMilli() / 1000.0));
    answer.put("BatchSize", is.batchSize());
    answer.put("MaximumBatchingWindowInSeconds", (int) is.window().toSeconds());
    answer.put("ParallelizationFactor", is.parallelization());
    answer.put("EventSourceArn", is.eventSourceArn());
    if (!is.filters().isEmpty()) {
      var filters = answer.putObject("FilterCriteria").putArray("Filters");
      is.filters().forEach(pattern -> filters.addObject().put("Pattern", pattern));
    }
    answer.put("FunctionArn", is.functionArn());
    answer.put("LastModified", modified.toEpochMilli() / 1000.0);
    answer.put(
        "LastProcessingResult",
        engine
            .lastSucceeded()
            .map(well -> well ? "OK" : "PROBLEM: Function call failed")
            .orElse("No records processed"));
    answer.put("State", state.name());
    answer.put("StateTransitionReason", "User action");
    ObjectNode failure = answer.putObject("DestinationConfig").putObject("OnFailure");
    is.onFailure().ifPresent(arn -> failure.put("Destination", arn));
    answer.put(
        "MaximumRecordAgeInSeconds", is.maximumAge().map(a -> (int) a.toSeconds()).orElse(-1));
    answer.put("BisectBatchOnFunctionError", is.bisect());
    answer.put("MaximumRetryAttempts", is.maximumRetries().orElse(-1));
    answer.put("TumblingWindowInSeconds", 0);
    var types = answer.putArray("FunctionResponseTypes");
    if (is.partialResponse()) {
      types.add("ReportBatchItemFailures");
    }
    if (is.counted()) {
      answer.putObject("MetricsConfig").putArray("Metrics").add("EventCount");
    }
    answer.put("EventSourceMappingArn", arn());
    return answer;
  }
}
