package io.farshore.lab.lambda.mapping;

import io.farshore.lab.lambda.mapping.GivenUp.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One of the ways of a shard's records to the function: one batch at a time, in the order of the
 * shard. Guarded by its shard's poller.
 */
final class Lane {

  private final Deque<PendingRecord> waiting = new ArrayDeque<>();
  private final Deque<Batch> again = new ArrayDeque<>();
  private Optional<Instant> fillingSince = Optional.empty();
  private long waitingBytes;
  private boolean busy;
  private boolean resting;

  /** What a lane does next. */
  sealed interface Step {
    /** Hand a batch to the function. */
    record Invoke(Batch batch) implements Step {}

    /** Give a batch up. */
    record GiveUp(GivenUp what) implements Step {}

    /** A batch may be filled for that long. */
    record Fill(Duration left) implements Step {}

    /** Nothing to do until something happens. */
    record Nothing() implements Step {}
  }

  void add(PendingRecord record) {
    waiting.add(record);
    waitingBytes += record.size();
  }

  /** True while more records would make the next batch larger. */
  boolean hungry(int batchSize) {
    return !busy
        && !resting
        && again.isEmpty()
        && waiting.size() < batchSize
        && waitingBytes < KinesisEvent.PAYLOAD_LIMIT;
  }

  /** True while a batch is with the function or with its destination. */
  boolean busy() {
    return busy;
  }

  /** True when no record of its is waiting. */
  boolean idle() {
    return !busy && again.isEmpty() && waiting.isEmpty();
  }

  void rest(boolean on) {
    resting = on;
  }

  /** A batch was handled or given up. */
  void finished() {
    busy = false;
  }

  /** These come again, in this order, before all others. */
  void retry(List<Batch> batches) {
    busy = false;
    for (int i = batches.size() - 1; i >= 0; i--) {
      again.push(batches.get(i));
    }
  }

  /**
   * What comes next; after {@link Step.Invoke} and {@link Step.GiveUp} the lane is busy.
   *
   * @param last true when no more records will come
   */
  Step next(MappingConfiguration mapping, Instant now, boolean last) {
    if (busy || resting) {
      return new Step.Nothing();
    }
    Step step =
        aged(mapping, now)
            .map(batch -> giveUp(batch, Condition.AGE))
            .orElseGet(() -> again.isEmpty() ? filled(mapping, now, last) : invoke(again.poll()));
    busy = step instanceof Step.Invoke || step instanceof Step.GiveUp;
    return step;
  }

  private static Step invoke(Batch batch) {
    return batch.size() > KinesisEvent.PAYLOAD_LIMIT
        ? giveUp(batch, Condition.SIZE)
        : new Step.Invoke(batch);
  }

  private static Step giveUp(Batch batch, Condition why) {
    return new Step.GiveUp(new GivenUp(batch, why, batch.attempts() + 1, Optional.empty()));
  }

  private Step filled(MappingConfiguration mapping, Instant now, boolean last) {
    if (waiting.isEmpty()) {
      return new Step.Nothing();
    }
    int count = fitting(mapping.batchSize());
    boolean full = last || count == mapping.batchSize() || count < waiting.size();
    Duration left = full ? Duration.ZERO : left(mapping.window(), now);
    return left.isZero() ? invoke(new Batch(take(count))) : new Step.Fill(left);
  }

  private int fitting(int batchSize) {
    int size = 0;
    int count = 0;
    for (PendingRecord record : waiting) {
      size = KinesisEvent.size(size, record);
      if (count == batchSize || count > 0 && size > KinesisEvent.PAYLOAD_LIMIT) {
        break;
      }
      count++;
    }
    return count;
  }

  private Duration left(Duration window, Instant now) {
    if (fillingSince.isEmpty()) {
      fillingSince = Optional.of(now);
    }
    Duration left = window.minus(Duration.between(fillingSince.get(), now));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private List<PendingRecord> take(int count) {
    fillingSince = Optional.empty();
    List<PendingRecord> taken = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      PendingRecord record = waiting.poll();
      waitingBytes -= record.size();
      taken.add(record);
    }
    return taken;
  }

  /** Takes the records out that come next and are too old. */
  private Optional<Batch> aged(MappingConfiguration mapping, Instant now) {
    if (mapping.maximumAge().isEmpty()) {
      return Optional.empty();
    }
    Instant oldest = now.minus(mapping.maximumAge().get());
    return again.isEmpty() ? agedWaiting(mapping.batchSize(), oldest) : agedAgain(oldest);
  }

  private Optional<Batch> agedAgain(Instant oldest) {
    Batch batch = again.peek();
    List<PendingRecord> old = batch.records().stream().filter(r -> isOld(r, oldest)).toList();
    if (old.isEmpty()) {
      return Optional.empty();
    }
    again.poll();
    if (old.size() < batch.records().size()) {
      List<PendingRecord> young =
          batch.records().stream().filter(record -> !isOld(record, oldest)).toList();
      again.push(new Batch(young, batch.attempts()));
    }
    return Optional.of(new Batch(old, batch.attempts()));
  }

  private Optional<Batch> agedWaiting(int batchSize, Instant oldest) {
    int count = 0;
    for (PendingRecord record : waiting) {
      if (count == batchSize || !isOld(record, oldest)) {
        break;
      }
      count++;
    }
    return count == 0 ? Optional.empty() : Optional.of(new Batch(take(count)));
  }

  private static boolean isOld(PendingRecord record, Instant oldest) {
    return record.record().arrival().isBefore(oldest);
  }
}
