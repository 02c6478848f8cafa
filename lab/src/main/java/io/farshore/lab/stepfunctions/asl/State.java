package io.farshore.lab.stepfunctions.asl;

import io.farshore.lab.stepfunctions.jsonata.Field;
import java.util.List;
import java.util.Optional;

/** One state of a machine, compiled. */
public sealed interface State {

  /** What all types have. */
  Common common();

  /** The state's name. */
  default String name() {
    return common().name();
  }

  /**
   * What all types have.
   *
   * @param type as the language names it, such as {@code Task}
   * @param next empty where the state ends its block (and for Choice, Succeed, Fail)
   * @param outcome the state's own {@code Output} and {@code Assign}
   */
  record Common(
      String name,
      String type,
      Optional<String> next,
      Outcome outcome,
      List<Retrier> retriers,
      List<Catcher> catchers) {}

  /**
   * What a state leaves behind.
   *
   * @param output empty for the default: the result, or the input where there is none
   * @param assign an object of variables; empty for none
   */
  record Outcome(Optional<Field> output, Optional<Field> assign) {}

  /** Calls a service. */
  record Task(
      Common common,
      TaskResource resource,
      Optional<Field> arguments,
      Optional<Field> credentials,
      Optional<Field> timeoutSeconds,
      Optional<Field> heartbeatSeconds)
      implements State {}

  /**
   * Goes on by the first rule whose condition holds.
   *
   * @param otherwise the {@code Default}
   */
  record Choice(Common common, List<Rule> rules, Optional<String> otherwise) implements State {}

  /** One rule of a Choice. */
  record Rule(Field condition, String next, Outcome outcome) {}

  /** Waits; exactly one of the two is there. */
  record Wait(Common common, Optional<Field> seconds, Optional<Field> timestamp) implements State {}

  /** Passes its input on. */
  record Pass(Common common) implements State {}

  /** Ends its block well. */
  record Succeed(Common common) implements State {}

  /** Ends its block with an error. */
  record Fail(Common common, Optional<Field> error, Optional<Field> cause) implements State {}

  /**
   * Runs all branches on the same input.
   *
   * @param arguments the branches' input; empty for the state's input
   */
  record Parallel(Common common, Optional<Field> arguments, List<Block> branches)
      implements State {}

  /**
   * Runs one block for each item.
   *
   * @param items empty for the state's input
   * @param itemSelector an iteration's input; empty for the item
   * @param maxConcurrency 0 for no limit
   * @param distribution empty for the mode {@code INLINE}
   */
  record Map(
      Common common,
      Optional<Field> items,
      Optional<Field> itemSelector,
      Optional<Field> maxConcurrency,
      Optional<Field> toleratedFailureCount,
      Optional<Field> toleratedFailurePercentage,
      Optional<Distribution> distribution,
      Block processor)
      implements State {}

  /**
   * That a Map runs its block as executions of their own.
   *
   * @param express true for express workflows, false for standard ones
   * @param label empty for one that Step Functions makes up
   */
  record Distribution(boolean express, Optional<String> label, Optional<Batcher> batcher) {}

  /**
   * How items are put together, many for one execution.
   *
   * @param maxItemsPerBatch empty for as many as there is room for
   * @param maxInputBytesPerBatch empty for 256 KiB
   * @param batchInput what each batch has besides its items
   */
  record Batcher(
      Optional<Field> maxItemsPerBatch,
      Optional<Field> maxInputBytesPerBatch,
      Optional<Field> batchInput) {}
}
