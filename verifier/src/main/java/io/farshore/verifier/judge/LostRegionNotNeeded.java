package io.farshore.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.evidence.Fault;
import io.farshore.verifier.evidence.StateVisit;
import io.farshore.verifier.evidence.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges F: while a Region was lost, the other was activated by an execution that succeeded, and no
 * state called the lost one but those that may fail.
 */
final class LostRegionNotNeeded {
  private final Case given;
  private final Findings findings = new Findings();
  private final List<String> activations = new ArrayList<>();

  LostRegionNotNeeded(Case given) {
    this.given = given;
  }

  Judgement judge() {
    List<Fault> losses =
        given.run().faults().stream()
            .filter(fault -> fault.kind().equals(Fault.REGION_LOSS))
            .toList();
    if (losses.isEmpty()) {
      return Judgement.notTested(Letter.F, "no Region was lost");
    }
    losses.forEach(this::loss);
    if (activations.isEmpty() && findings.count() == 0) {
      return Judgement.notTested(Letter.F, "nothing was to be activated while a Region was lost");
    }
    return findings.judge(
        Letter.F,
        String.join("; ", activations)
            + ". No state called the lost Region but those that may fail: "
            + (given.run().bestEffortStates().isEmpty()
                ? "there are none"
                : String.join(", ", given.run().bestEffortStates()))
            + ".");
  }

  private void loss(Fault loss) {
    for (EpochItem epoch : given.epochs().activated()) {
      if (loss.lost(loss.region(), Case.activation(epoch))
          && !epoch.activeRegion().equals(loss.region())) {
        activated(loss, epoch);
      }
    }
    List<Execution> meanwhile =
        given.evidence().executions().stream()
            .filter(run -> loss.lost(loss.region(), run.startDate()))
            .filter(run -> !run.region().equals(Optional.of(loss.region())))
            .toList();
    meanwhile.forEach(run -> calls(loss, run));
    boolean left = !given.finallyActive().equals(Optional.of(loss.region()));
    if (activations.isEmpty() && !left) {
      meanwhile.forEach(run -> failed(loss, run));
    }
  }

  private void activated(Fault loss, EpochItem epoch) {
    if (given.evidence().executions().stream().anyMatch(run -> activatedBy(run, epoch))) {
      activations.add(
          "Epoch "
              + epoch.number()
              + " of "
              + epoch.activeRegion()
              + " was activated by an execution that succeeded while "
              + loss.region()
              + " was lost");
    } else {
      findings.add(
          "the execution that activated epoch " + epoch.number() + " did not succeed",
          epoch.activeRegion());
    }
  }

  /**
   * An epoch may be begun by one execution and taken up by another. One may be stopped: its
   * function goes on, and may activate after it.
   */
  private static boolean activatedBy(Execution run, EpochItem epoch) {
    Instant activated = Case.activation(epoch);
    boolean wasStopped = run.status().equals("ABORTED");
    return (wasStopped || run.status().equals("SUCCEEDED"))
        && run.stopDate() != null
        && !run.startDate().isAfter(activated)
        && (wasStopped || !run.stopDate().isBefore(activated));
  }

  private void failed(Fault loss, Execution run) {
    if (run.status().equals("FAILED") || run.status().equals("TIMED_OUT")) {
      findings.add(
          "execution "
              + run.name()
              + " ended "
              + run.status()
              + " and nothing was activated while "
              + loss.region()
              + " was lost",
          run.region().orElse(null));
    }
  }

  private void calls(Fault loss, Execution run) {
    String state = null;
    for (JsonNode event : run.history()) {
      state = StateVisit.entered(event).orElse(state);
      Instant at = Timestamps.read(event.path("timestamp")).orElse(Instant.EPOCH);
      String region = event.path("taskScheduledEventDetails").path("region").asText();
      if (loss.lost(region, at) && !given.run().bestEffortStates().contains(state)) {
        findings.add("state " + state + " of execution " + run.name() + " called it", region);
      }
    }
  }
}
