package io.farshore.verifier.judge;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One place where a guarantee did not hold. Null means: does not apply.
 *
 * @param what what is wrong there, in plain words, without payloads
 * @param region the Region of the stream or table
 * @param shardId the shard
 * @param sequenceNumber the record
 * @param key the key of the change
 * @param position the change's line in its log, the first is 1, with the producer's id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(
    String what,
    String region,
    String shardId,
    String sequenceNumber,
    String key,
    String position) {

  static Violation of(String what, String region) {
    return new Violation(what, region, null, null, null, null);
  }
}
