package io.farshore.simulator;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.stream.ProducerId;
import io.farshore.producer.changelog.Change;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All changes of one producer so far, as its database keeps them. A position is the number of a
 * change, from 1.
 */
final class CommittedLog {

  private final ProducerId producer;
  private final List<Change> changes = new ArrayList<>();
  private final List<Integer> ordinals = new ArrayList<>();
  private final Map<String, Integer> byKey = new HashMap<>();
  private int oldest;

  CommittedLog(ProducerId producer) {
    this.producer = producer;
  }

  ProducerId producer() {
    return producer;
  }

  void commit(String key, Instant at) {
    int index = changes.size();
    String data =
        "{\"key\":\"%s\",\"commitTimestamp\":\"%s\",\"p\":\"%s\",\"n\":%d}"
            .formatted(key, at, producer, index);
    changes.add(
        new Change(
            key,
            ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer(),
            at,
            Integer.toString(index + 1),
            Integer.toString(index + 2)));
    ordinals.add(byKey.merge(key, 1, Integer::sum));
  }

  /** The first change that a reader can still seek; what is below was cleaned up. */
  int oldest() {
    return oldest;
  }

  /** Drops what is below a change; false when there was nothing. The last one stays. */
  boolean trim(int index) {
    int before = oldest;
    oldest = Math.max(oldest, Math.min(index, changes.size() - 1));
    return oldest > before;
  }

  /** All of it is there again, as from a backup. */
  void restore() {
    oldest = 0;
  }

  int size() {
    return changes.size();
  }

  Change change(int index) {
    return changes.get(index);
  }

  /** The how-manieth change of its key it is, from 1. */
  int ordinal(int index) {
    return ordinals.get(index);
  }

  /** The first change that is not below the point. */
  int indexOf(Watermark point) {
    if (point.position().isPresent()) {
      return Integer.parseInt(point.position().get()) - 1;
    }
    Instant from = point.commitTimestamp().orElse(Instant.MIN);
    int index = 0;
    while (index < changes.size() && changes.get(index).commitTimestamp().isBefore(from)) {
      index++;
    }
    return index;
  }
}
