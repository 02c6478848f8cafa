package io.farshore.lab.lambda.mapping;

import java.util.Optional;

/**
 * Remembers how far mappings have handled their shards, beyond the life of a mapping: a stack that
 * is deployed anew goes on where the old one had stopped. What is remembered may be older than what
 * was handled, never newer. Thread-safe, and quick: nothing here waits for a disk.
 */
public interface SavedPositions {

  /** Remembers nothing beyond the lab's life. */
  SavedPositions NONE =
      new SavedPositions() {
        @Override
        public Optional<String> find(Place place) {
          return Optional.empty();
        }

        @Override
        public void save(Place place, String sequenceNumber) {
          // The mapping itself knows.
        }

        @Override
        public void forget(String functionArn, String eventSourceArn) {
          // Nothing was remembered.
        }
      };

  /** The sequence number up to which a shard was handled. */
  Optional<String> find(Place place);

  /** Everything up to {@code sequenceNumber} is handled, or not wanted. */
  void save(Place place, String sequenceNumber);

  /** The mapping was deleted: the next one starts where it is told to. */
  void forget(String functionArn, String eventSourceArn);

  /**
   * Who reads what. A mapping's UUID is not part of it, since a new deployment has another.
   *
   * @param functionArn as the mapping names it, with its version or alias
   * @param eventSourceArn of the stream or the consumer
   * @param shardId of the shard
   */
  record Place(String functionArn, String eventSourceArn, String shardId) {}
}
