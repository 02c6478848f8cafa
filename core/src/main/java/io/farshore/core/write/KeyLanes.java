package io.farshore.core.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records of each key, in order. Only the first of a key may be sent, so one call holds a key
 * at most once, and a record is never sent before the one before it was acknowledged (guarantee B).
 */
final class KeyLanes {

  private final Map<String, PendingRecord> lastByKey = new HashMap<>();
  private final Set<String> closed = new HashSet<>();

  boolean isClosed(String key) {
    return closed.contains(key);
  }

  /** Puts a record behind the others of its key. */
  void add(PendingRecord added) {
    PendingRecord before = lastByKey.put(added.record.partitionKey(), added);
    added.firstOfKey = before == null;
    if (before != null) {
      before.nextOfKey = added;
    }
  }

  /**
   * Takes the first record of its key away.
   *
   * @return the one that is first now; null when the key has none left
   */
  PendingRecord removeFirst(PendingRecord first) {
    PendingRecord next = first.nextOfKey;
    if (next == null) {
      lastByKey.remove(first.record.partitionKey());
      return null;
    }
    next.firstOfKey = true;
    return next;
  }

  /** Ends a key for good; returns its records, the first one first. */
  List<PendingRecord> close(PendingRecord first) {
    closed.add(first.record.partitionKey());
    lastByKey.remove(first.record.partitionKey());
    List<PendingRecord> all = new ArrayList<>();
    for (PendingRecord next = first; next != null; next = next.nextOfKey) {
      all.add(next);
    }
    return all;
  }
}
