package io.farshore.lab.kinesis;

import io.farshore.lab.endpoint.ApiCall;
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

  void add(DataStream stream) {
    if (streams.putIfAbsent(stream.arn(), stream) != null) {
      throw Errors.streamExists(stream.arn());
    }
  }

  void remove(StreamArn arn) {
    streams.remove(arn);
  }

  DataStream get(StreamArn arn) {
    DataStream stream = streams.get(arn);
    if (stream == null) {
      throw Errors.noStream(arn);
    }
    return stream;
  }

  /** The stream that an input names by {@code StreamARN} or {@code StreamName}. */
  DataStream named(ApiCall call) {
    return get(arn(call));
  }

  static StreamArn arn(ApiCall call) {
    Input input = Input.of(call.input());
    Optional<String> text = input.text("StreamARN", ARN_LENGTH, Patterns.ANY);
    Optional<String> name = input.text("StreamName", NAME_LENGTH, Patterns.STREAM_NAME);
    if (text.isEmpty() && name.isEmpty()) {
      throw Errors.invalid("Either StreamName or StreamARN must be provided.");
    }
    StreamArn byName = name.map(n -> new StreamArn(call.region(), n)).orElse(null);
    if (text.isEmpty()) {
      return byName;
    }
    StreamArn arn =
        StreamArn.parse(text.get())
            .filter(parsed -> parsed.region().equals(call.region()))
            .orElseThrow(
                () -> Errors.invalid("StreamARN " + text.get() + " is not valid in this Region."));
    if (byName != null && !byName.equals(arn)) {
      throw Errors.invalid("StreamName does not match the stream name in StreamARN.");
    }
    return arn;
  }

  /** The streams of one Region in the order of their names. */
  List<DataStream> in(String region) {
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
