package io.farshore.functions.plan;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.failover.Plan;
import io.farshore.core.failover.Refusal;
import java.util.Optional;

/** A plan, flat. */
record Decided(
    String name, Optional<EpochId> epoch, Optional<Epoch> before, Optional<Refusal> refusal) {

  static Decided of(Plan plan, Epochs epochs) {
    if (plan instanceof Plan.Fence fence) {
      return acting("Fence", fence.next(), Optional.of(fence.before()));
    } else if (plan instanceof Plan.RaiseDraining raise) {
      return acting("RaiseDraining", raise.draining(), Optional.of(raise.before()));
    } else if (plan instanceof Plan.Resume resume) {
      return acting("Resume", resume.fencing(), resume.before());
    } else if (plan instanceof Plan.Drain drain) {
      return acting("Drain", drain.next(), Optional.of(drain.before()));
    } else if (plan instanceof Plan.AwaitDrain await) {
      return acting("AwaitDrain", await.draining(), Optional.of(await.before()));
    } else if (plan instanceof Plan.Abandon abandon) {
      return acting("Abandon", abandon.draining(), epochs.inForce());
    } else if (plan instanceof Plan.AlreadyActive active) {
      return acting("AlreadyActive", active.active(), epochs.inForce());
    }
    Refusal refusal = ((Plan.Refused) plan).refusal();
    return new Decided("Refuse", Optional.empty(), epochs.inForce(), Optional.of(refusal));
  }

  private static Decided acting(String name, EpochId epoch, Optional<Epoch> before) {
    return new Decided(name, Optional.of(epoch), before, Optional.empty());
  }
}
