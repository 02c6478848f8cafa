package io.farshore.lab.kinesis;

import io.farshore.lab.endpoint.AwsError;

/** Kinesis's errors, in its own words. */
final class Errors {

  static final String THROTTLED = "ProvisionedThroughputExceededException";
  static final String INTERNAL = "InternalFailure";

  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;

  private Errors() {}

  static AwsError noStream(StreamArn stream) {
    return new AwsError("ResourceNotFoundException", BAD_REQUEST, where(stream) + " not found.");
  }

  static AwsError noShard(StreamArn stream, String shardId) {
    return new AwsError(
        "ResourceNotFoundException",
        BAD_REQUEST,
        "Could not find shard " + shardId + " in " + lower(stream) + ".");
  }

  static AwsError streamExists(StreamArn stream) {
    return new AwsError("ResourceInUseException", BAD_REQUEST, where(stream) + " already exists.");
  }

  static AwsError invalid(String message) {
    return new AwsError("InvalidArgumentException", BAD_REQUEST, message);
  }

  static AwsError expired(String code, String message) {
    return new AwsError(code, BAD_REQUEST, message);
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
    return "stream " + stream.name() + " under account " + StreamArn.ACCOUNT;
  }

  private static String where(StreamArn stream) {
    return "S" + lower(stream).substring(1);
  }
}
