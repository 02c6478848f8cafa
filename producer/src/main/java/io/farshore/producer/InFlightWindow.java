package io.farshore.producer;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.producer.changelog.Change;
import java.util.ArrayDeque;

/**
 * The changes that were read and not yet acknowledged, in log order. Answers come in any order; the
 * low watermark is the first change without one.
 */
final class InFlightWindow {

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private Watermark behindLast;
  private int unacknowledged;
  private long unacknowledgedBytes;

  /**
   * An empty window.
   *
   * @param from the resume point: every change below is there
   */
  InFlightWindow(Watermark from) {
    this.behindLast = from;
  }

  /** Adds the next change of the log. */
  Entry add(Change change) {
    Entry entry = new Entry(change.watermark(), change.size());
    entries.add(entry);
    behindLast = change.watermarkAfter();
    unacknowledged++;
    unacknowledgedBytes += entry.bytes;
    return entry;
  }

  /** The change was acknowledged. Each entry once. */
  void acknowledged(Entry entry) {
    entry.acknowledged = true;
    unacknowledged--;
    unacknowledgedBytes -= entry.bytes;
    while (!entries.isEmpty() && entries.peek().acknowledged) {
      entries.remove();
    }
  }

  /**
   * Exact: the first change that is not acknowledged, or the place behind the last one read. A
   * change acknowledged early holds no place below it (guarantee D).
   */
  Watermark lowWatermark() {
    return entries.isEmpty() ? behindLast : entries.peek().watermark;
  }

  int unacknowledged() {
    return unacknowledged;
  }

  /** Changes between the low watermark and the last one read, acknowledged or not. */
  int span() {
    return entries.size();
  }

  long unacknowledgedBytes() {
    return unacknowledgedBytes;
  }

  /** One change. */
  static final class Entry {
    private final Watermark watermark;
    private final int bytes;
    private boolean acknowledged;

    private Entry(Watermark watermark, int bytes) {
      this.watermark = watermark;
      this.bytes = bytes;
    }
  }
}
