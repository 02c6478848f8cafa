package io.farshore.lab.kinesis;

import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** All streams of all Regions, and who wants to know of their records. Thread-safe. */
final class Streams {

  private static final int NAME_LENGTH = 128;
  private static final int ARN_LENGTH = 2_048;

  private final Map<StreamArn, DataStream> streams = new ConcurrentHashMap<>();
  private final Map<StreamArn, List<Runnable>> listeners = new ConcurrentHashMap<>();
  private final StreamStore store;
  private final Clock clock;
  private final EventLoop timer;
  private final Duration changes;

  Streams(StreamStore store, Clock clock, EventLoop timer, Duration changes) {
    this.store = store;
    this.clock = clock;
    this.timer = timer;
    this.changes = changes;
    store.load(clock.instant()).forEach(stream -> streams.put(stream.arn(), stream));
  }

  StreamStore store() {
    return store;
  }

  /** How long a change takes. */
  Duration changes() {
    return changes;
  }

  Instant now() {
    return clock.instant();
  }

  void add(DataStream stream) {
    find(stream.arn());
    if (streams.putIfAbsent(stream.arn(), stream) != null) {
      throw Errors.inUse(Errors.where(stream.arn()) + " already exists.");
    }
  }

  Optional<DataStream> find(StreamArn arn) {
    DataStream stream = streams.get(arn);
    if (stream != null) {
      stream.settle(clock.instant());
    }
    return Optional.ofNullable(streams.get(arn));
  }

  DataStream get(StreamArn arn) {
    return find(arn).orElseThrow(() -> Errors.noStream(arn));
  }

  /** The stream, if records can be written and read. */
  DataStream readable(StreamArn arn) {
    return find(arn).filter(DataStream::isReadable).orElseThrow(() -> Errors.noStream(arn));
  }

  /** Changes a stream's shards or settings, which takes its time. */
  void change(DataStream stream, StreamStatus during, Runnable change) {
    stream.begin(during, change, changes, clock.instant());
    finishLater(stream);
  }

  /** Deletes a stream, which takes its time; its records are gone at once. */
  void delete(DataStream stream) {
    change(stream, StreamStatus.DELETING, () -> streams.remove(stream.arn(), stream));
    store.remove(stream.arn());
  }

  private void finishLater(DataStream stream) {
    Runnable finish =
        () -> {
          stream.settle(clock.instant());
          announce(stream.arn());
        };
    if (changes.isZero()) {
      finish.run();
    } else {
      timer.after(changes, finish);
    }
  }

  /** The stream that an input names by {@code StreamARN} or {@code StreamName}. */
  DataStream named(ApiCall call) {
    return get(arn(call));
  }

  static StreamArn arn(ApiCall call) {
    return namedArn(call)
        .orElseThrow(() -> Errors.invalid("Either StreamName or StreamARN must be provided."));
  }

  static Optional<StreamArn> namedArn(ApiCall call) {
    Input input = Input.of(call.input());
    Optional<StreamArn> byArn =
        input
            .text("StreamARN", ARN_LENGTH, Patterns.ANY)
            .map(text -> StreamArn.parse(text, call.region()));
    Optional<StreamArn> byName =
        input
            .text("StreamName", NAME_LENGTH, Patterns.STREAM_NAME)
            .map(name -> new StreamArn(call.region(), name));
    if (byArn.isPresent() && byName.isPresent() && !byArn.equals(byName)) {
      throw Errors.invalid(
          "StreamName " + byName.get().name() + " does not match StreamARN " + byArn.get() + ".");
    }
    return byArn.or(() -> byName);
  }

  /** The streams of one Region in the order of their names. */
  List<DataStream> in(String region) {
    streams.keySet().forEach(this::find);
    return streams.values().stream()
        .filter(stream -> stream.arn().region().equals(region))
        .sorted(Comparator.comparing((DataStream stream) -> stream.arn().name()))
        .toList();
  }

  StreamReader.Subscription onArrival(StreamArn arn, Runnable listener) {
    List<Runnable> all = listeners.computeIfAbsent(arn, a -> new CopyOnWriteArrayList<>());
    all.add(listener);
    return () -> all.remove(listener);
  }

  /** Tells the listeners that there is something new. */
  void announce(StreamArn arn) {
    listeners.getOrDefault(arn, List.of()).forEach(Runnable::run);
  }
}
