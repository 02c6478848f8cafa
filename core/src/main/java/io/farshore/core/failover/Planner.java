package io.farshore.core.failover;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.failover.Refusal.Reason;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Step 1 of a failover: what a start leads to, from what the target's replica shows. Pure,
 * immutable.
 *
 * <p>Whatever happens between the plan and the write that it leads to, the write's condition finds
 * out; then the plan is made anew.
 */
public final class Planner {

  private final Region own;
  private final Region peer;
  private final Duration cooldown;

  /**
   * Of one Region.
   *
   * @param own the Region in which the execution runs, the only possible target
   * @param peer the other Region
   * @param cooldown how long after a move automatic starts are refused
   */
  public Planner(Region own, Region peer, Duration cooldown) {
    this.own = own;
    this.peer = peer;
    this.cooldown = cooldown;
  }

  /**
   * What the plan is made from, all read from the target's replica.
   *
   * @param epochs of the stream
   * @param reports of its producers
   * @param settings of this Region
   * @param watermarks W by producer as it is now; it can only rise until it is read for good
   * @param now the wall clock
   */
  public record View(
      Epochs epochs,
      LatestReports reports,
      StreamSettings settings,
      Map<ProducerId, Watermark> watermarks,
      Instant now) {}

  /** The rules, in their order. */
  public Plan plan(FailoverRequest request, View view) {
    Optional<Refusal> refusal = wrongRegion(request).or(() -> unknown(request, view));
    if (refusal.isPresent()) {
      return new Plan.Refused(refusal.get());
    }
    Epoch inForce = view.epochs().inForce().orElseThrow();
    if (request.mode() == Mode.ABANDON) {
      return abandon(view);
    }
    boolean heardAll = unheardEpoch(view).isEmpty();
    if (heardAll && inForce.activeRegion().equals(own)) {
      if (inForce.phase() == Phase.FENCING) {
        return new Plan.Resume(inForce.id(), below(view.epochs(), inForce));
      }
      if (request.mode() != Mode.RESYNC) {
        return new Plan.AlreadyActive(inForce.id());
      }
    }
    return automaticRefusal(request, inForce, view)
        .or(() -> notActive(request, inForce))
        .or(() -> resumePointTooHigh(request, view))
        .<Plan>map(Plan.Refused::new)
        .orElseGet(() -> move(request, inForce, view));
  }

  private Plan move(FailoverRequest request, Epoch inForce, View view) {
    EpochId next = next(view);
    Optional<Epoch> draining = ownDraining(view).filter(e -> e.number() == next.number() - 1);
    if (request.mode() == Mode.FAILOVER) {
      return draining
          .<Plan>map(epoch -> new Plan.RaiseDraining(epoch.id(), inForce))
          .orElseGet(() -> new Plan.Fence(next, inForce));
    }
    return draining
        .filter(epoch -> epoch.deadline().map(view.now()::isBefore).orElse(false))
        .<Plan>map(epoch -> new Plan.AwaitDrain(epoch.id(), inForce))
        .orElseGet(() -> new Plan.Drain(next, inForce));
  }

  private Optional<Refusal> wrongRegion(FailoverRequest request) {
    if (request.target().equals(own)) {
      return Optional.empty();
    }
    if (request.target().equals(peer)) {
      return refuse(
          Reason.WRONG_REGION,
          "The target is " + peer + ", and this runs in " + own + "; start it in " + peer);
    }
    return refuse(
        Reason.THIRD_REGION,
        request.target() + " is neither " + own + " nor " + peer + "; use one of the two");
  }

  private Optional<Refusal> unknown(FailoverRequest request, View view) {
    Optional<Epoch> inForce = view.epochs().inForce();
    if (inForce.isEmpty()) {
      return refuse(
          Reason.NOT_REGISTERED,
          "The stream "
              + request.stream()
              + " has no epoch in "
              + own
              + "; check the name, or register it first");
    }
    Region active = inForce.get().activeRegion();
    if (!active.equals(own) && !active.equals(peer)) {
      return refuse(
          Reason.THIRD_REGION,
          "The active Region is " + active + ", and this stack knows " + own + " and " + peer);
    }
    return unheardEpoch(view)
        .filter(epoch -> request.isAutomatic())
        .flatMap(
            epoch ->
                refuse(
                    Reason.EPOCH_UNKNOWN_HERE,
                    "Producers know of epoch "
                        + epoch
                        + ", of which "
                        + own
                        + " has not heard; wait for it, or start by hand to go above it"));
  }

  /**
   * An epoch that producers report and that is later than all that the view knows to be in force.
   * It may have come into force between the two readings: what has not been heard is known only by
   * reading again. An earlier one that was never heard is an old report's, and means nothing.
   */
  public static Optional<EpochId> unheardEpoch(View view) {
    return view.reports().highestEpoch().filter(epoch -> !view.epochs().hasHeardOf(epoch));
  }

  private Optional<Refusal> automaticRefusal(FailoverRequest request, Epoch inForce, View view) {
    if (!request.isAutomatic()) {
      return Optional.empty();
    }
    if (view.settings().isPausedAt(view.now())) {
      return refuse(
          Reason.PAUSED,
          "Automatic starts are paused in "
              + own
              + view.settings().pausedBy().map(who -> " by " + who).orElse("")
              + "; resume them, or start by hand");
    }
    Instant moved = inForce.activatedAt().or(inForce::fencedAt).orElse(inForce.createdAt());
    if (inForce.number() > 1 && view.now().isBefore(moved.plus(cooldown))) {
      return refuse(
          Reason.COOLDOWN,
          "Epoch "
              + inForce.id()
              + " began at "
              + moved
              + ", less than "
              + cooldown.toSeconds()
              + " s ago; start by hand if it must move again");
    }
    return Optional.empty();
  }

  private Optional<Refusal> notActive(FailoverRequest request, Epoch inForce) {
    if (request.mode() == Mode.FAILOVER) {
      return Optional.empty();
    }
    Region needed = request.mode() == Mode.RESYNC ? own : peer;
    if (inForce.phase() == Phase.ACTIVE && inForce.activeRegion().equals(needed)) {
      return Optional.empty();
    }
    return refuse(
        Reason.NOT_ACTIVE,
        "A "
            + request.mode().label()
            + " needs "
            + needed
            + " to be active; in force is epoch "
            + inForce.id()
            + ", "
            + inForce.phase());
  }

  private static Optional<Refusal> resumePointTooHigh(FailoverRequest request, View view) {
    return request.resumeFrom().entrySet().stream()
        .filter(
            byHand ->
                view.watermarks()
                    .getOrDefault(byHand.getKey(), Watermark.START)
                    .isBelow(byHand.getValue()))
        .findFirst()
        .flatMap(
            byHand ->
                refuse(
                    Reason.RESUME_POINT_ABOVE_WATERMARK,
                    "resumeFrom of "
                        + byHand.getKey()
                        + " is above its low watermark, "
                        + view.watermarks().getOrDefault(byHand.getKey(), Watermark.START)
                        + ": what lies between would be lost; lower it, or leave it out"));
  }

  private Plan abandon(View view) {
    return ownDraining(view)
        .<Plan>map(epoch -> new Plan.Abandon(epoch.id()))
        .orElseGet(
            () ->
                new Plan.Refused(
                    new Refusal(
                        Reason.NOTHING_TO_ABANDON, "No switchover to " + own + " is draining")));
  }

  private Optional<Epoch> ownDraining(View view) {
    return view.epochs().draining().filter(epoch -> epoch.activeRegion().equals(own));
  }

  /** One above the highest of any phase here, and above any that a producer reports. */
  private EpochId next(View view) {
    long known = view.epochs().highest().map(Epoch::number).orElse(0L);
    long reported = view.reports().highestEpoch().map(EpochId::number).orElse(0L);
    return new EpochId(Math.max(known, reported) + 1, own);
  }

  private static Optional<Epoch> below(Epochs epochs, Epoch epoch) {
    return epochs.all().stream()
        .filter(other -> other.phase().isInForce() && other.number() < epoch.number())
        .reduce((lower, higher) -> higher);
  }

  private static Optional<Refusal> refuse(Reason reason, String message) {
    return Optional.of(new Refusal(reason, message));
  }
}
