package io.farshore.functions.handler;

import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What a function does right before Lambda takes the snapshot that later environments start from:
 * it loads classes, opens clients and runs its code once, so that the first invocation after a
 * restore finds that done.
 *
 * <p>Many environments start from one snapshot, maybe days later. So a rehearsal leaves nothing
 * behind that is random, tells the time, or is an answer of the control tables: functions read
 * those anew in each invocation, and take a lease for one batch only. It changes nothing at AWS.
 *
 * <p>Without SnapStart nothing of it runs. The handler must hold it: the runtime does so only
 * weakly.
 */
public final class Snapshot implements Resource {

  private final List<Runnable> rehearsals;

  private Snapshot(List<Runnable> rehearsals) {
    this.rehearsals = List.copyOf(rehearsals);
  }

  /**
   * Registers rehearsals, which run one after the other. One that throws is not done again: the
   * snapshot is taken all the same.
   */
  public static Snapshot of(List<Runnable> rehearsals) {
    Snapshot snapshot = new Snapshot(rehearsals);
    Core.getGlobalContext().register(snapshot);
    return snapshot;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    for (Runnable rehearsal : rehearsals) {
      try {
        rehearsal.run();
      } catch (RuntimeException ignored) {
        // A call without an answer has loaded all but the answer's code. A first invocation that is
        // slower is no reason to refuse a deployment.
      }
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing was kept that would have to be made anew.
  }
}
