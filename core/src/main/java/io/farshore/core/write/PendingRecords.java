package io.farshore.core.write;

import java.util.ArrayList;
import java.util.List;

/** Pending records in order of submission; adding and removing take constant time. */
final class PendingRecords {

  private PendingRecord first;
  private PendingRecord last;
  private int size;

  int size() {
    return size;
  }

  /** The oldest; null when there is none. */
  PendingRecord first() {
    return first;
  }

  void add(PendingRecord added) {
    added.previous = last;
    if (last == null) {
      first = added;
    } else {
      last.next = added;
    }
    last = added;
    size++;
  }

  void remove(PendingRecord removed) {
    if (removed.previous == null) {
      first = removed.next;
    } else {
      removed.previous.next = removed.next;
    }
    if (removed.next == null) {
      last = removed.previous;
    } else {
      removed.next.previous = removed.previous;
    }
    removed.previous = null;
    removed.next = null;
    size--;
  }

  List<PendingRecord> snapshot() {
    List<PendingRecord> all = new ArrayList<>(size);
    for (PendingRecord next = first; next != null; next = next.next) {
      all.add(next);
    }
    return all;
  }
}
