package io.farshore.lab.kinesis;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Where streams outlive the lab, or do not. Implementations are thread-safe. */
interface StreamStore extends AutoCloseable {

  /** The streams that were kept, with their records, of which none arrived before the retention. */
  List<DataStream> load(Instant now);

  /** Keeps a stream's settings, shards and consumers as they are now. */
  void save(DataStream stream);

  /** Where the records of one shard go. */
  RecordSink sink(StreamArn stream, int shardIndex);

  /** Forgets a stream and its records. */
  void remove(StreamArn stream);

  @Override
  void close();

  /** Keeps them in a folder; see {@link FileStreamStore}. */
  static StreamStore in(Path folder) {
    return new FileStreamStore(folder);
  }

  /** Keeps nothing. */
  static StreamStore none() {
    return new StreamStore() {
      @Override
      public List<DataStream> load(Instant now) {
        return List.of();
      }

      @Override
      public void save(DataStream stream) {}

      @Override
      public RecordSink sink(StreamArn stream, int shardIndex) {
        return (stored, horizon) -> {};
      }

      @Override
      public void remove(StreamArn stream) {}

      @Override
      public void close() {}
    };
  }
}
