package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
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
   */
  static Predicate<ShardInfo> of(JsonNode filter, Instant horizon) {
    if (filter.isMissingNode() || filter.isNull()) {
      return shard -> true;
    }
    Input input = new Input(filter, "shardFilter.");
    return switch (input.oneOf("Type", TYPES)) {
      case "AFTER_SHARD_ID" -> after(shardId(input));
      case "AT_LATEST" -> ShardInfo::isOpen;
      case "AT_TRIM_HORIZON" -> openAt(horizon);
      case "AT_TIMESTAMP" -> openAt(input.requiredInstant("Timestamp"));
      case "FROM_TIMESTAMP" -> openSince(input.requiredInstant("Timestamp"));
      default -> shard -> true;
    };
  }

  static Predicate<ShardInfo> after(String shardId) {
    return shard -> shard.shardId().compareTo(shardId) > 0;
  }

  private static String shardId(Input input) {
    return input.requiredText("ShardId", SHARD_ID_LENGTH, Patterns.SHARD_ID);
  }

  /** Open at the time; of a stream that is younger, the shards that it began with. */
  private static Predicate<ShardInfo> openAt(Instant time) {
    return openSince(time)
        .and(shard -> !shard.createdAt().isAfter(time) || shard.parentShardIds().isEmpty());
  }

  private static Predicate<ShardInfo> openSince(Instant time) {
    return shard -> shard.closedAt().filter(closed -> closed.isBefore(time)).isEmpty();
  }
}
