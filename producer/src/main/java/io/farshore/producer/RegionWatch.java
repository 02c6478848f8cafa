package io.farshore.producer;

import io.farshore.core.epoch.Epochs;
import io.farshore.core.stream.StreamName;
import java.util.Collection;
import java.util.List;

/**
 * Asks all Regions, each with its own failure, and keeps what was heard of the epochs: from all
 * Regions together and since the start: phases only go forward, so an older answer takes nothing
 * back, and a Region that does not answer is no answer.
 */
final class RegionWatch {

  private final StreamName stream;
  private final Collection<RegionPorts> regions;
  private final Reachability reachability;
  private final Runnable heard;
  private Epochs known = Epochs.of(List.of());

  RegionWatch(
      StreamName stream,
      Collection<RegionPorts> regions,
      Reachability reachability,
      Runnable heard) {
    this.stream = stream;
    this.regions = regions;
    this.reachability = reachability;
    this.heard = heard;
  }

  /** Reads the epochs everywhere, and probes the streams. */
  void askAll() {
    readEpochs();
    for (RegionPorts region : regions) {
      Reachability.Attempt attempt = reachability.stream(region.region());
      Calls.start(region.stream()::summary)
          .whenComplete((summary, failure) -> attempt.ended(failure));
    }
  }

  private void readEpochs() {
    for (RegionPorts region : regions) {
      Reachability.Attempt attempt = reachability.table(region.region());
      Calls.start(() -> region.epochs().epochs(stream))
          .whenComplete(
              (epochs, failure) -> {
                attempt.ended(failure);
                if (failure == null) {
                  known = known.merge(epochs);
                  heard.run();
                }
              });
    }
  }

  Epochs known() {
    return known;
  }
}
