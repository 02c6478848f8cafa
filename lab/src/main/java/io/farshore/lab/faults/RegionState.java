package io.farshore.lab.faults;

import java.util.concurrent.CompletableFuture;

/**
 * Which Regions are lost. Everything that runs in a Region asks before each step, and stands still
 * while it is lost. Thread-safe.
 */
public interface RegionState {

  /** True from the loss of the Region to its return. */
  boolean isLost(String region);

  /** Completes when the Region is there: at once if it is not lost, else at its return. */
  CompletableFuture<Void> whenBack(String region);
}
