package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** The events of one execution. Used on the event loop only. */
public final class History {

  /** As many as AWS keeps; the last one is the end of the execution. */
  static final int MOST_EVENTS = 25_000;

  private final EventLoop loop;
  private final List<HistoryEvent> events = new ArrayList<>();
  private Consumer<HistoryEvent> listener = event -> {};

  History(EventLoop loop) {
    this.loop = loop;
  }

  /** Calls {@code told} with every event from now on. */
  public void onEvent(Consumer<HistoryEvent> told) {
    listener = told;
  }

  /** A view of all events so far, oldest first. */
  public List<HistoryEvent> events() {
    return Collections.unmodifiableList(events);
  }

  /** True when there is room for another event and the end of the execution. */
  boolean hasRoom() {
    return events.size() < MOST_EVENTS - 1;
  }

  /**
   * Adds an event.
   *
   * @return its id
   * @throws Full when only the end of the execution has room
   */
  long add(String type, long previous, String detailsName, ObjectNode details) {
    if (!hasRoom()) {
      throw new Full();
    }
    return append(type, previous, detailsName, details);
  }

  /** Adds the last event, for which there is always room. */
  void addEnd(String type, long previous, String detailsName, ObjectNode details) {
    append(type, previous, detailsName, details);
  }

  private long append(String type, long previous, String detailsName, ObjectNode details) {
    long id = events.size() + 1L;
    HistoryEvent event =
        new HistoryEvent(id, previous, loop.wallTime(), type, detailsName, details);
    events.add(event);
    listener.accept(event);
    return id;
  }

  /** The history has no room for another event. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
