package io.farshore.lab.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One stream: its settings, its shards and its consumers, and the change that is under way. Changes
 * take their time by the clock: they are finished by whoever looks at the stream next. Thread-safe.
 */
final class DataStream {

  private final StreamArn arn;
  private final Instant createdAt;
  private final StreamStore store;
  private final Shards shards;
  private final Consumers consumers = new Consumers();
  private final List<Instant> scalings = new ArrayList<>();
  private final List<Instant> modeChanges = new ArrayList<>();
  private volatile StreamSettings settings;
  private volatile StreamStatus status = StreamStatus.CREATING;
  private volatile Instant dueAt = Instant.MAX;
  private Runnable effect = () -> {};

  DataStream(StreamArn arn, Instant createdAt, StreamSettings settings, StreamStore store) {
    this.arn = arn;
    this.createdAt = Instant.ofEpochSecond(createdAt.getEpochSecond());
    this.settings = settings;
    this.store = store;
    this.shards =
        new Shards(() -> this.settings.retention(), index -> store.sink(arn, index), this::save);
  }

  StreamArn arn() {
    return arn;
  }

  /** To the second. */
  Instant createdAt() {
    return createdAt;
  }

  StreamSettings settings() {
    return settings;
  }

  StreamStatus status() {
    return status;
  }

  Shards shards() {
    return shards;
  }

  Consumers consumers() {
    return consumers;
  }

  /** When its shards were scaled, oldest first; guarded by the stream's lock. */
  List<Instant> scalings() {
    return scalings;
  }

  /** When its mode was changed, oldest first; guarded by the stream's lock. */
  List<Instant> modeChanges() {
    return modeChanges;
  }

  /** True when records can be written and read. */
  boolean isReadable() {
    return status == StreamStatus.ACTIVE || status == StreamStatus.UPDATING;
  }

  /** Changes settings at once. */
  synchronized void set(UnaryOperator<StreamSettings> change) {
    settings = change.apply(settings);
    save();
  }

  /** Begins a change that is done, and the stream active, once {@code duration} has passed. */
  synchronized void begin(StreamStatus during, Runnable change, Duration duration, Instant now) {
    status = during;
    effect = change;
    dueAt = now.plus(duration);
    settle(now);
  }

  /** Finishes what is due. */
  void settle(Instant now) {
    if (!now.isBefore(dueAt)) {
      finish(now);
    }
  }

  private synchronized void finish(Instant now) {
    if (now.isBefore(dueAt)) {
      return;
    }
    Runnable change = effect;
    effect = () -> {};
    dueAt = Instant.MAX;
    if (status != StreamStatus.DELETING) {
      status = StreamStatus.ACTIVE;
    }
    change.run();
    if (status == StreamStatus.ACTIVE) {
      save();
    }
  }

  /** Makes it active as it was before the lab was started. */
  synchronized void restored() {
    status = StreamStatus.ACTIVE;
  }

  /** Throws unless the stream can be changed. */
  void requireActive() {
    if (status != StreamStatus.ACTIVE) {
      throw Errors.notActive(arn, status);
    }
  }

  /** Writes down all but the records. */
  synchronized void save() {
    if (isReadable()) {
      store.save(this);
    }
  }

  /** The shards in the order of their ids, closed ones until the retention has passed over them. */
  synchronized List<ShardInfo> listShards(Instant now) {
    shards.expire(now);
    return shards.all().stream().map(Shard::info).toList();
  }
}
