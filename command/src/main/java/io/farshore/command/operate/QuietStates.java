package io.farshore.command.operate;

import java.util.Set;

/** The states of {@code statemachines/failover.asl.json} that only lead on to others. */
public final class QuietStates {

  private static final Set<String> NAMES =
      Set.of(
          "Initialise",
          "Decide",
          "Act",
          "IsImpaired",
          "IsApprovalNeeded",
          "AskOnce",
          "IsVerified",
          "IsDrained",
          "IsPrepared",
          "IsActivated",
          "IsToBePublished",
          "DryRunIsReady",
          "WaitBeforeProbe",
          "WaitBeforeVerify",
          "WaitForDrain",
          "Replan",
          "Done",
          "Notify",
          "Publish");

  private QuietStates() {}

  /** Whether a reader can do without the state; its time counts with the one before. */
  public static boolean contains(String state) {
    return NAMES.contains(state);
  }
}
