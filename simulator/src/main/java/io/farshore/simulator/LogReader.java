package io.farshore.simulator;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.producer.changelog.ChangeLog;
import io.farshore.producer.changelog.LogNoLongerReachesBack;
import java.util.Optional;

/** One process's reader of a change log. */
final class LogReader implements ChangeLog {

  private final CommittedLog log;
  private final Sabotage sabotage;
  private int next;

  LogReader(CommittedLog log, Sabotage sabotage) {
    this.log = log;
    this.sabotage = sabotage;
  }

  @Override
  public Optional<Watermark> oldest() {
    int first = sabotage == Sabotage.LOG_FROM_ITS_OLDEST ? 0 : log.oldest();
    return log.size() == 0 ? Optional.empty() : Optional.of(log.change(first).watermark());
  }

  @Override
  public void seek(Watermark point) {
    int found = log.indexOf(point);
    boolean exact = point.position().isPresent();
    if (exact && found < log.oldest() && sabotage != Sabotage.LOG_FROM_ITS_OLDEST) {
      throw new LogNoLongerReachesBack(log.toString(), point, "it was cleaned up");
    }
    int behind = sabotage == Sabotage.RESUME_EXCLUSIVE && !point.equals(Watermark.START) ? 1 : 0;
    next = Math.max(log.oldest(), Math.min(log.size(), found + behind));
  }

  @Override
  public Read next() {
    return next < log.size() ? new Read.Found(log.change(next++)) : new Read.NothingYet();
  }

  @Override
  public void close() {}
}
