package io.farshore.core.stream;

/** What became of one record of a PutRecords call. */
public sealed interface PutResult {

  /**
   * It is in the stream.
   *
   * @param shardId the shard that it went to, which is another than meant where that one has closed
   * @param sequenceNumber its place there
   */
  record Acknowledged(String shardId, SequenceNumber sequenceNumber) implements PutResult {}

  /**
   * It is not in the stream; the same record may be sent again.
   *
   * @param code Kinesis's error code: {@code ProvisionedThroughputExceededException} or {@code
   *     InternalFailure}
   */
  record Refused(String code) implements PutResult {}
}
