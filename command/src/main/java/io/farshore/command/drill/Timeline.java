package io.farshore.command.drill;

import io.farshore.verifier.evidence.TimelineEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What happened in a drill, shown as it happens and kept for the report. Thread-safe. */
final class Timeline {

  private final Clock clock;
  private final LiveView view;
  private final Instant startedAt;
  private final List<TimelineEntry> entries = new ArrayList<>();

  Timeline(Clock clock, LiveView view) {
    this.clock = clock;
    this.view = view;
    this.startedAt = clock.instant();
  }

  Instant startedAt() {
    return startedAt;
  }

  /** To the millisecond, as services tell the time: what starts now does not start before now. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  Duration elapsed() {
    return Duration.between(startedAt, clock.instant());
  }

  /** Now, in no Region. */
  Instant say(String what) {
    return say(null, what);
  }

  /** Now, in a Region. */
  Instant say(String region, String what) {
    Instant now = now();
    say(now, region, what);
    return now;
  }

  /** At a moment of its own. */
  synchronized void say(Instant at, String region, String what) {
    entries.add(new TimelineEntry(at, region, what));
    view.event(Duration.between(startedAt, at), (region == null ? "" : region + ": ") + what);
  }

  /** All so far, in order of time. */
  synchronized List<TimelineEntry> entries() {
    return entries.stream().sorted(java.util.Comparator.comparing(TimelineEntry::at)).toList();
  }
}
