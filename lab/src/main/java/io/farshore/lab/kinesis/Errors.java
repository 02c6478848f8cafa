package io.farshore.lab.kinesis;

import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.AwsError;

/** Kinesis's errors, in its own words where they are known. */
final class Errors {

  static final String THROTTLED = "ProvisionedThroughputExceededException";
  static final String INTERNAL = "InternalFailure";

  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;

  private Errors() {}

  static AwsError notFound(String message) {
    return new AwsError("ResourceNotFoundException", BAD_REQUEST, message);
  }

  static AwsError inUse(String message) {
    return new AwsError("ResourceInUseException", BAD_REQUEST, message);
  }

  static AwsError invalid(String message) {
    return new AwsError("InvalidArgumentException", BAD_REQUEST, message);
  }

  static AwsError limitExceeded(String message) {
    return new AwsError("LimitExceededException", BAD_REQUEST, message);
  }

  static AwsError expired(String code, String message) {
    return new AwsError(code, BAD_REQUEST, message);
  }

  static AwsError noStream(StreamArn stream) {
    return notFound(where(stream) + " not found.");
  }

  /** A shard that is to be changed is not there. */
  static AwsError couldNotFind(StreamArn stream, String shardId) {
    return notFound("Could not find shard " + shardId + " in " + lower(stream) + ".");
  }

  /** A shard that is to be read is not there. */
  static AwsError noShard(StreamArn stream, String shardId) {
    return notFound("Shard " + shardId + " in " + lower(stream) + " does not exist");
  }

  static AwsError notActive(StreamArn stream, StreamStatus status) {
    return inUse(where(stream) + " not ACTIVE, instead in state " + status);
  }

  static AwsError noConsumer(String consumer) {
    return notFound("Consumer " + consumer + ", account " + Account.ID + " not found.");
  }

  static AwsError onDemand(StreamArn stream) {
    return AwsError.validation("Request is invalid. " + where(stream) + " is in On-Demand mode.");
  }

  static AwsError tooManyShards(String region, int current, int limit, int more) {
    return limitExceeded(
        "This request would exceed the shard limit for the account %s in %s. Current shard count for the account: %d. Limit: %d. Number of additional shards that would have resulted from this request: %d. Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits."
            .formatted(Account.ID, region, current, limit, more));
  }

  /** A constraint of the model that {@code value} does not keep. */
  static AwsError constraint(Object value, String member, String constraint) {
    String shown = value == null ? "null" : "'" + value + "'";
    return AwsError.validation(
        "1 validation error detected: Value "
            + shown
            + " at '"
            + member
            + "' failed to satisfy constraint: Member must "
            + constraint);
  }

  static AwsError throttled(StreamArn stream, String shardId) {
    return refused(THROTTLED, stream, shardId);
  }

  /** A record that was refused, as an error of its own. */
  static AwsError refused(String code, StreamArn stream, String shardId) {
    return new AwsError(
        code, code.equals(INTERNAL) ? SERVER_ERROR : BAD_REQUEST, refusal(code, stream, shardId));
  }

  /** Why a record was refused. */
  static String refusal(String code, StreamArn stream, String shardId) {
    return code.equals(THROTTLED)
        ? "Rate exceeded for shard " + shardId + " in " + lower(stream) + "."
        : "Internal service failure.";
  }

  static String lower(StreamArn stream) {
    return "stream " + stream.name() + " under account " + Account.ID;
  }

  static String where(StreamArn stream) {
    return "S" + lower(stream).substring(1);
  }
}
