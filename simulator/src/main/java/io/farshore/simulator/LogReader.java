package io.farshore.simulator;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.producer.changelog.ChangeLog;
import java.util.Optional;

/** One process's reader of a change log. */
final class LogReader implements ChangeLog {

  private final CommittedLog log;
  private final int behind;
  private int next;

  /** A reader that seeks so many changes too far: none, unless it is sabotaged. */
  LogReader(CommittedLog log, int behind) {
    this.log = log;
    this.behind = behind;
  }

  @Override
  public Optional<Watermark> oldest() {
    return log.size() == 0 ? Optional.empty() : Optional.of(log.change(0).watermark());
  }

  @Override
  public void seek(Watermark point) {
    int found = log.indexOf(point);
    next = point.equals(Watermark.START) ? found : Math.min(log.size(), found + behind);
  }

  @Override
  public Read next() {
    return next < log.size() ? new Read.Found(log.change(next++)) : new Read.NothingYet();
  }

  @Override
  public void close() {}
}
