package io.farshore.lab.kinesis;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Names of shards as clients may write them: {@code shardId-000000000007}, {@code a-7}, {@code 7}.
 */
final class ShardId {

  private static final Pattern DIGITS = Pattern.compile("0*\\d{1,10}");

  private ShardId() {}

  /** The shard's index; empty for text that can be no shard's name. */
  static OptionalInt index(String name) {
    String[] parts = name.split("-", -1);
    String digits = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : name;
    if (!DIGITS.matcher(digits).matches()) {
      return OptionalInt.empty();
    }
    long index = Long.parseLong(digits);
    return index <= Integer.MAX_VALUE ? OptionalInt.of((int) index) : OptionalInt.empty();
  }
}
