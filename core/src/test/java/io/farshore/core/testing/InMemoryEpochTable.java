package io.farshore.core.testing;

import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.epoch.Transition;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One replica of the active-Region table. Peers hear of it by {@link #copyTo}. */
public final class InMemoryEpochTable implements EpochTable {

  private final Region region;
  private final Faults faults;
  private final Map<StreamName, Map<EpochId, Epoch>> epochs = new HashMap<>();
  private final Map<StreamName, StreamSettings> settings = new HashMap<>();
  private final Map<StreamName, List<HistoryEntry>> history = new HashMap<>();

  /** An empty replica. */
  public InMemoryEpochTable(Region region, EventLoop loop) {
    this.region = region;
    this.faults = new Faults(loop);
  }

  /** Its weather. */
  public Faults faults() {
    return faults;
  }

  /** Puts an item, whatever is there. */
  public void put(StreamName stream, Epoch epoch) {
    of(stream).put(epoch.id(), epoch);
  }

  /** Takes an item away, as if this replica had not heard of it. */
  public void remove(StreamName stream, EpochId epoch) {
    of(stream).remove(epoch);
  }

  /** What the replica holds now. */
  public Epochs now(StreamName stream) {
    return Epochs.of(of(stream).values());
  }

  /** What the replica holds now of the settings. */
  public StreamSettings settingsNow(StreamName stream) {
    return settings.getOrDefault(stream, StreamSettings.NONE);
  }

  /** The history as it is now. */
  public List<HistoryEntry> historyNow(StreamName stream) {
    return List.copyOf(history.getOrDefault(stream, List.of()));
  }

  /** The global table catches up: every epoch goes to the peer; of two the later phase stays. */
  public void copyTo(InMemoryEpochTable peer) {
    epochs.forEach(
        (stream, items) ->
            items.forEach(
                (id, item) ->
                    peer.of(stream)
                        .merge(id, item, (a, b) -> b.phase().compareTo(a.phase()) > 0 ? b : a)));
  }

  @Override
  public Region region() {
    return region;
  }

  @Override
  public CompletableFuture<Epochs> epochs(StreamName stream) {
    return call("epochs", () -> now(stream));
  }

  @Override
  public CompletableFuture<Transition> create(StreamName stream, Epoch epoch) {
    return call(
        "create",
        () -> {
          Epoch found = of(stream).putIfAbsent(epoch.id(), epoch);
          return found == null
              ? new Transition.Made()
              : new Transition.Refused(Optional.of(found.phase()));
        });
  }

  @Override
  public CompletableFuture<Transition> fence(
      StreamName stream, EpochId epoch, boolean drained, Instant at) {
    return step("fence", stream, epoch, Phase.DRAINING, e -> e.fenced(at, drained));
  }

  @Override
  public CompletableFuture<Transition> abandon(StreamName stream, EpochId epoch) {
    return step("abandon", stream, epoch, Phase.DRAINING, Epoch::abandoned);
  }

  @Override
  public CompletableFuture<Transition> activate(
      StreamName stream,
      EpochId epoch,
      Map<String, NamedShard> shards,
      Map<ProducerId, Watermark> resumeFrom,
      Instant at) {
    return step("activate", stream, epoch, Phase.FENCING, e -> e.activated(shards, resumeFrom, at));
  }

  @Override
  public CompletableFuture<StreamSettings> settings(StreamName stream) {
    return call("settings", () -> settingsNow(stream));
  }

  @Override
  public CompletableFuture<Void> set(StreamName stream, StreamSettings wanted) {
    return call(
        "set",
        () -> {
          settings.put(stream, wanted);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> record(StreamName stream, HistoryEntry entry) {
    return call(
        "record",
        () -> {
          List<HistoryEntry> entries = history.computeIfAbsent(stream, s -> new ArrayList<>());
          entries.removeIf(
              old ->
                  old.startedAt().equals(entry.startedAt())
                      && old.execution().equals(entry.execution()));
          entries.add(entry);
          return null;
        });
  }

  @Override
  public CompletableFuture<List<HistoryEntry>> history(StreamName stream) {
    return call("history", () -> historyNow(stream));
  }

  private CompletableFuture<Transition> step(
      String call, StreamName stream, EpochId id, Phase from, UnaryOperator<Epoch> change) {
    return call(
        call,
        () -> {
          Epoch found = of(stream).get(id);
          if (found == null || found.phase() != from) {
            return new Transition.Refused(Optional.ofNullable(found).map(Epoch::phase));
          }
          of(stream).put(id, change.apply(found));
          return new Transition.Made();
        });
  }

  private Map<EpochId, Epoch> of(StreamName stream) {
    return epochs.computeIfAbsent(stream, s -> new TreeMap<>());
  }

  private <T> CompletableFuture<T> call(String method, Supplier<T> apply) {
    return faults.call(
        method,
        apply,
        () -> new ReplicaUnavailable("Epochs", region, new IOException("injected fault")));
  }
}
