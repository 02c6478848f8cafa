package io.farshore.functions.trigger;

import io.farshore.core.failover.FailoverRequest;

/** What a start's input turned out to be. */
public sealed interface Start {

  /**
   * A request.
   *
   * @param request what is asked for
   */
  record Requested(FailoverRequest request) implements Start {}

  /**
   * An event that speaks of nothing that this stack would act on.
   *
   * @param message what it speaks of
   */
  record NotConcerned(String message) implements Start {}
}
