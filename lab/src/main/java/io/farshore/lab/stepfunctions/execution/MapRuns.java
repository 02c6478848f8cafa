package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.farshore.lab.stepfunctions.asl.Block;
import io.farshore.lab.stepfunctions.asl.StateError;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts the map runs of distributed Maps. Used on the event loop only. */
@FunctionalInterface
public interface MapRuns {

  /**
   * Makes a map run that has not started its executions.
   *
   * @param parent the execution of the Map
   * @param onEnd told once, within a turn of the loop, unless the run is aborted
   */
  MapRuns.Run begin(Plan plan, ExecutionIdentity parent, Consumer<End> onEnd);

  /**
   * What a map run does.
   *
   * @param stateName the Map's
   * @param label as the Map gives it; empty for one that is made up
   * @param express whether the executions are express workflows
   */
  record Plan(
      String stateName,
      Optional<String> label,
      boolean express,
      Block processor,
      List<Child> children,
      Limits limits) {}

  /**
   * One execution to be.
   *
   * @param items how many items its input stands for
   */
  record Child(JsonNode input, int items) {}

  /**
   * The limits of a map run.
   *
   * @param maxConcurrency how many executions run at once; 0 for as many as there may be
   * @param toleratedCount how many items may fail; empty where no number is given
   * @param toleratedPercentage how many of a hundred; empty where no percentage is given. Without
   *     either, none may fail
   */
  record Limits(
      int maxConcurrency, Optional<Long> toleratedCount, Optional<Double> toleratedPercentage) {

    /** True when too many of {@code total} items have failed. */
    public boolean exceededBy(long failed, long total) {
      if (toleratedCount.isEmpty() && toleratedPercentage.isEmpty()) {
        return failed > 0;
      }
      return toleratedCount.filter(most -> failed > most).isPresent()
          || toleratedPercentage.filter(most -> failed * 100d > most * total).isPresent();
    }
  }

  /** A map run. */
  interface Run {

    /** Its ARN. */
    String arn();

    /** Starts the first executions; the run may end by it. */
    void start();

    /** Stops all executions that run, and starts no more. */
    void abort();
  }

  /** How a map run ended. */
  sealed interface End {}

  /** With the outputs of what succeeded, in the items' order. */
  record Succeeded(ArrayNode outputs) implements End {}

  /** With more failures than it tolerates. */
  record Failed(StateError error) implements End {}
}
