package io.farshore.lab.kinesis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The records of one shard in order. Not thread-safe; the shard's lock guards it. */
final class RecordLog {

  private static final int COMPACT_AT = 4_096;

  private final ArrayList<StoredRecord> records = new ArrayList<>();
  private int trimmed;

  void append(StoredRecord entry) {
    records.add(entry);
  }

  boolean isEmpty() {
    return trimmed == records.size();
  }

  StoredRecord last() {
    return records.get(records.size() - 1);
  }

  /** Drops what arrived before {@code horizon}. */
  void trim(Instant horizon) {
    while (trimmed < records.size()
        && records.get(trimmed).approximateArrivalTimestamp().isBefore(horizon)) {
      records.set(trimmed, null);
      trimmed++;
    }
    if (trimmed >= COMPACT_AT && trimmed > records.size() / 2) {
      records.subList(0, trimmed).clear();
      trimmed = 0;
    }
  }

  /** The index of the first record at or behind a place; the size when there is none. */
  int indexOf(ReadFrom from) {
    int low = trimmed;
    int high = records.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order =
          SequenceNumber.ORDER.compare(records.get(middle).sequenceNumber(), from.sequenceNumber());
      if (order < 0 || (order == 0 && !from.inclusive())) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first record that arrived at {@code time} or later; the place behind all, if none. */
  ReadFrom firstSince(Instant time) {
    for (int i = trimmed; i < records.size(); i++) {
      if (!records.get(i).approximateArrivalTimestamp().isBefore(time)) {
        return ReadFrom.at(records.get(i).sequenceNumber());
      }
    }
    return end();
  }

  /** The place behind all records. */
  ReadFrom end() {
    return isEmpty() ? ReadFrom.trimHorizon() : ReadFrom.after(last().sequenceNumber());
  }

  /** The records from {@code index} on, at most {@code limit} and {@code maxBytes}, but one. */
  List<StoredRecord> from(int index, int limit, long maxBytes) {
    int end = index;
    long bytes = 0;
    while (end < records.size() && end - index < limit) {
      bytes += records.get(end).data().length;
      if (bytes > maxBytes && end > index) {
        break;
      }
      end++;
    }
    return List.copyOf(records.subList(index, end));
  }

  int size() {
    return records.size();
  }

  StoredRecord get(int index) {
    return records.get(index);
  }
}
