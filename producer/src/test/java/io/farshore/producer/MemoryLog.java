package io.farshore.producer;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.producer.changelog.Change;
import io.farshore.producer.changelog.ChangeLog;
import io.farshore.producer.changelog.LogNoLongerReachesBack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A change log in memory that grows, and can be trimmed at its head. Positions are its indexes. */
final class MemoryLog implements ChangeLog {

  private final List<Change> changes = new ArrayList<>();
  private int trimmed;
  private int next;
  final List<Watermark> seeks = new ArrayList<>();

  /** Commits a change; its data are {@code <number>@<key>}. */
  void commit(String key, Instant at) {
    int number = changes.size();
    changes.add(
        new Change(
            key,
            ByteBuffer.wrap((number + "@" + key).getBytes(StandardCharsets.UTF_8)),
            at,
            Integer.toString(number),
            Integer.toString(number + 1)));
  }

  /** Commits changes a second apart, keys in turn. */
  void commit(int count, int keys) {
    for (int i = 0; i < count; i++) {
      int number = changes.size();
      commit("k" + number % keys, Rig.COMMITS_FROM.plusSeconds(number));
    }
  }

  Change change(int number) {
    return changes.get(number);
  }

  void trim(int count) {
    trimmed += count;
  }

  @Override
  public Optional<Watermark> oldest() {
    return trimmed < changes.size()
        ? Optional.of(changes.get(trimmed).watermark())
        : Optional.empty();
  }

  @Override
  public void seek(Watermark point) {
    seeks.add(point);
    if (point.position().isPresent()) {
      next = Integer.parseInt(point.position().get());
      if (next < trimmed || next > changes.size()) {
        throw new LogNoLongerReachesBack("memory", point, "trimmed to " + trimmed);
      }
      return;
    }
    Instant from = point.commitTimestamp().orElse(Instant.MIN);
    next = trimmed;
    while (next < changes.size() && changes.get(next).commitTimestamp().isBefore(from)) {
      next++;
    }
  }

  @Override
  public Read next() {
    return next < changes.size() ? new Read.Found(changes.get(next++)) : new Read.NothingYet();
  }

  @Override
  public void close() {}
}
