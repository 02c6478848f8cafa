package io.farshore.command.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step of an execution as people follow it: a state, with its repetitions and the quiet states
 * after it.
 *
 * @param state its name
 * @param enteredAt when it began
 * @param leftAt when the next one began, or the execution ended; empty while it lasts
 * @param visits how often the state was entered
 */
record Step(String state, Instant enteredAt, Optional<Instant> leftAt, int visits) {

  /** The steps of an execution. */
  static List<Step> of(List<Visit> visits, Optional<Instant> endedAt) {
    List<Step> steps = new ArrayList<>();
    for (Visit visit : visits) {
      if (QuietStates.contains(visit.state())) {
        continue;
      }
      Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
      if (last != null && last.state().equals(visit.state())) {
        steps.set(steps.size() - 1, last.again());
        continue;
      }
      if (last != null) {
        steps.set(steps.size() - 1, last.until(visit.enteredAt()));
      }
      steps.add(new Step(visit.state(), visit.enteredAt(), Optional.empty(), 1));
    }
    if (endedAt.isPresent() && !steps.isEmpty()) {
      steps.set(steps.size() - 1, steps.get(steps.size() - 1).until(endedAt.get()));
    }
    return List.copyOf(steps);
  }

  private Step again() {
    return new Step(state, enteredAt, leftAt, visits + 1);
  }

  private Step until(Instant end) {
    return new Step(state, enteredAt, Optional.of(end), visits);
  }

  Duration length(Instant now) {
    return Duration.between(enteredAt, leftAt.orElse(now));
  }

  /** What it is for, in a few words. */
  String meaning() {
    return switch (state) {
      case "Plan" -> "decide, by this Region's tables";
      case "Confirm", "DryRunProbe" -> "ask all who see the other Region";
      case "Approve" -> "wait for a person's approval";
      case "WaitOutLateRequests" -> "let late requests pass; all write";
      case "PrepareSwitchover" -> "both Regions well? then drain";
      case "DryRunPrepare" -> "both Regions well? lag small?";
      case "CheckDrain" -> "producers flush, all is copied";
      case "Fence", "RaiseDraining", "FenceDrained" -> "the new epoch: only forward now";
      case "Abandon" -> "take the new epoch back: producers go on";
      case "WaitOutLeases" -> "let every earlier right to write end";
      case "ReadCheckpoint", "DryRunReadCheckpoint" -> "how much of the data is here";
      case "OpenEpoch" -> "mark every shard, then activate";
      case "Redirect" -> "DNS, best effort";
      case "Verify" -> "until producers write here";
      case "Report" -> "write it down";
      default -> "";
    };
  }

  /** A line of it, such as {@code 14:20:32Z WaitOutLeases 5.0 s ...}. */
  String line(Instant now) {
    return line(Say.length(length(now)), visits > 1 ? ", " + visits + " looks" : "");
  }

  /** The same while it lasts, and nobody knows how long. */
  String lasting() {
    return line("...", "");
  }

  private String line(String length, String more) {
    return " %s %-20s %7s  %s"
        .formatted(Say.time(enteredAt), state, length, meaning() + more)
        .stripTrailing();
  }
}
