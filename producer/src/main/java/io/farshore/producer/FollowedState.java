package io.farshore.producer;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Epochs;
import java.time.Instant;
import java.util.Optional;

/** The state as it is kept: nothing is true here that was not saved before. */
final class FollowedState {

  private final ProducerStateStore store;
  private Optional<ProducerState> saved = Optional.empty();

  FollowedState(ProducerStateStore store) {
    this.store = store;
  }

  void load() {
    saved = store.load();
  }

  Optional<ProducerState> saved() {
    return saved;
  }

  Optional<EpochId> epoch() {
    return saved.map(ProducerState::epoch);
  }

  /**
   * An epoch once followed is never left for a lower one. Of one number in two Regions, which only
   * a resync during a partition can make, one is the higher for everybody.
   */
  boolean isBelow(Epoch epoch) {
    return epoch().map(followed -> epoch.id().compareTo(followed) > 0).orElse(true);
  }

  /**
   * An epoch that a switchover prepares. Past its deadline by the own clock it is abandoned: who
   * would abandon it may be gone.
   */
  Optional<EpochId> preparedAbove(Epochs known, Instant now) {
    return known
        .draining()
        .filter(this::isBelow)
        .filter(epoch -> epoch.deadline().map(end -> !now.isAfter(end)).orElse(true))
        .map(Epoch::id);
  }

  /** All three in one write. */
  void follow(EpochId epoch, ResumePoint point) {
    save(new ProducerState(epoch, point.from(), point.start()));
  }

  /** The low watermark, where it is another one now. */
  void lowWatermark(Watermark low) {
    if (saved.isPresent() && !saved.get().lowWatermark().equals(low)) {
      save(saved.get().withLowWatermark(low));
    }
  }

  /** Where the log began, once it is known: when a log without changes was followed first. */
  boolean knowsStart() {
    return saved.filter(state -> !state.start().equals(Watermark.START)).isPresent();
  }

  void start(Watermark start) {
    save(saved.orElseThrow().withStart(start));
  }

  private void save(ProducerState next) {
    store.save(next);
    saved = Optional.of(next);
  }
}
