package io.farshore.lab.stepfunctions.execution;

import io.farshore.core.time.EventLoop;
import io.farshore.lab.faults.RegionState;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Lets a Region's turns pass while it is there, and keeps them in their order while it is lost.
 * Used on the event loop only.
 */
public final class RegionGate {

  private final EventLoop loop;
  private final RegionState regions;
  private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

  /** A gate that asks {@code regions}. */
  public RegionGate(EventLoop loop, RegionState regions) {
    this.loop = loop;
    this.regions = regions;
  }

  /** Runs the task now, or at the Region's return after those that came before it. */
  public void pass(String region, Runnable task) {
    Queue<Runnable> queue = waiting.get(region);
    if (queue != null) {
      queue.add(task);
    } else if (regions.isLost(region)) {
      waiting.put(region, new ArrayDeque<>());
      waiting.get(region).add(task);
      await(region);
    } else {
      task.run();
    }
  }

  private void await(String region) {
    regions.whenBack(region).thenRun(() -> loop.execute(() -> release(region)));
  }

  private void release(String region) {
    if (regions.isLost(region)) {
      await(region);
      return;
    }
    for (Runnable task : waiting.remove(region)) {
      task.run();
    }
  }
}
