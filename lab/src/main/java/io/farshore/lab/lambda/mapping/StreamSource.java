package io.farshore.lab.lambda.mapping;

import java.time.Instant;
import java.util.List;

/**
 * Streams as a mapping reads them. Thread-safe; nothing here blocks.
 *
 * <p>Every method throws {@link io.farshore.lab.endpoint.AwsError} where the service would answer
 * an error (no such stream), and {@link io.farshore.lab.endpoint.AwsApi.Unreachable} while the
 * service does not answer.
 */
public interface StreamSource {

  /**
   * Asks whether a mapping may read its source at all.
   *
   * @throws io.farshore.lab.endpoint.AwsError {@code InvalidParameterValueException} when the role
   *     of its function does not allow what Lambda needs
   */
  void admit(MappingConfiguration mapping);

  /**
   * The same streams, as Lambda reads them for a mapping: by the role of its function, and by
   * subscription where its source is a consumer.
   */
  StreamSource readFor(MappingConfiguration mapping);

  /** All shards that are not yet trimmed, closed ones included. */
  List<Shard> shards(String streamArn);

  /**
   * Reads on from a place in a shard.
   *
   * @param limit at most this many records
   */
  Slice read(String streamArn, String shardId, Position from, int limit);

  /** The place behind the newest record of a shard. */
  Position end(String streamArn, String shardId);

  /**
   * Calls {@code listener} soon after each arrival of records, and after each split or merge.
   *
   * @return ends the calls
   */
  AutoCloseable onChange(String streamArn, Runnable listener);

  /**
   * A shard.
   *
   * @param id such as {@code shardId-000000000000}
   * @param parents the shards that it was split or merged from, those already trimmed included
   */
  record Shard(String id, List<String> parents) {}

  /**
   * What was read.
   *
   * @param records in the order of the shard
   * @param ended the shard is closed, and nothing comes after these
   */
  record Slice(List<Record> records, boolean ended) {}

  /** A record of a stream. */
  record Record(String sequenceNumber, String partitionKey, byte[] data, Instant arrival) {}

  /** A place in a shard. */
  sealed interface Position {
    /** The oldest record that is kept. */
    record TrimHorizon() implements Position {}

    /** The first record that arrived at that time or later. */
    record AtTimestamp(Instant time) implements Position {}

    /** Behind the record with that sequence number. */
    record After(String sequenceNumber) implements Position {}
  }
}
