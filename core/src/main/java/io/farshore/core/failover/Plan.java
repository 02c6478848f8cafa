package io.farshore.core.failover;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import java.util.Optional;

/** What a start leads to. */
public sealed interface Plan {

  /**
   * Make a new epoch, in force at once.
   *
   * @param next its name
   * @param before the epoch in force until then
   */
  record Fence(EpochId next, Epoch before) implements Plan {}

  /**
   * Take an epoch that a switchover prepared into force.
   *
   * @param draining the epoch
   * @param before the epoch in force until then
   */
  record RaiseDraining(EpochId draining, Epoch before) implements Plan {}

  /**
   * An execution died after the fence: go on at the wait.
   *
   * @param fencing the epoch
   * @param before the epoch in force below it, as far as is known
   */
  record Resume(EpochId fencing, Optional<Epoch> before) implements Plan {}

  /**
   * Prepare a new epoch and let the producers drain.
   *
   * @param next its name
   * @param before the epoch that is drained
   */
  record Drain(EpochId next, Epoch before) implements Plan {}

  /**
   * A drain is under way: go on waiting for it.
   *
   * @param draining the epoch that is prepared
   * @param before the epoch that is drained
   */
  record AwaitDrain(EpochId draining, Epoch before) implements Plan {}

  /**
   * Take back an epoch that is prepared.
   *
   * @param draining the epoch
   */
  record Abandon(EpochId draining) implements Plan {}

  /**
   * Nothing to do.
   *
   * @param active the epoch that is in force
   */
  record AlreadyActive(EpochId active) implements Plan {}

  /**
   * Nothing is done.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements Plan {}
}
