package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Which shards a listing shows. */
final class ShardFilter {

  private static final int SHARD_ID_LENGTH = 128;
  private static final List<String> TYPES =
      List.of(
          "AFTER_SHARD_ID",
          "AT_TRIM_HORIZON",
          "FROM_TRIM_HORIZON",
          "AT_LATEST",
          "AT_TIMESTAMP",
          "FROM_TIMESTAMP");

  private ShardFilter() {}

  /**
   * Reads a filter.
   *
   * @param horizon the time from which records are kept
   * @param created when the stream was made
   */
  static Predicate<ShardInfo> of(JsonNode filter, Instant horizon, Instant created) {
    if (filter.isMissingNode() || filter.isNull()) {
      return shard -> true;
    }
    Input input = new Input(filter, "shardFilter.");
    String type = input.oneOf("Type", TYPES);
    if (input.has("Timestamp") != type.endsWith("_TIMESTAMP")) {
      throw wrong(type, "Timestamp", input.has("Timestamp"));
    }
    if (input.has("ShardId") != type.equals("AFTER_SHARD_ID")) {
      throw wrong(type, "ShardId", input.has("ShardId"));
    }
    return switch (type) {
      case "AFTER_SHARD_ID" -> after(shardId(input));
      case "AT_LATEST" -> ShardInfo::isOpen;
      case "AT_TRIM_HORIZON" -> openAt(later(horizon, created));
      case "AT_TIMESTAMP" -> openAt(later(input.requiredInstant("Timestamp"), created));
      case "FROM_TIMESTAMP" -> openSince(input.requiredInstant("Timestamp"));
      default -> shard -> true;
    };
  }

  private static AwsError wrong(String type, String member, boolean there) {
    return Errors.invalid(
        member
            + (there ? " must not be specified" : " must be specified")
            + " for a ShardFilter of type "
            + type
            + ".");
  }

  /** Of a stream that is younger than the time, the shards that it began with. */
  private static Instant later(Instant time, Instant created) {
    return time.isBefore(created) ? created : time;
  }

  static Predicate<ShardInfo> after(String shardId) {
    return shard -> shard.shardId().compareTo(shardId) > 0;
  }

  private static String shardId(Input input) {
    return input.requiredText("ShardId", SHARD_ID_LENGTH, Patterns.SHARD_ID);
  }

  private static Predicate<ShardInfo> openAt(Instant time) {
    return openSince(time)
        .and(shard -> !shard.createdAt().isAfter(time) || shard.parentShardIds().isEmpty());
  }

  private static Predicate<ShardInfo> openSince(Instant time) {
    return shard -> shard.closedAt().filter(closed -> closed.isBefore(time)).isEmpty();
  }
}
