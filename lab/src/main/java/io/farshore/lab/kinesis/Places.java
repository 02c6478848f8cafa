package io.farshore.lab.kinesis;

import java.time.Instant;
import java.util.List;

/** Where in a shard a reader wants to begin, as GetShardIterator and SubscribeToShard take it. */
final class Places {

  static final List<String> TYPES =
      List.of(
          "AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON");

  private static final int SEQUENCE_NUMBER_LENGTH = 129;

  private final DataStream stream;
  private final Shard shard;
  private final Instant now;

  Places(DataStream stream, Shard shard, Instant now) {
    this.stream = stream;
    this.shard = shard;
    this.now = now;
  }

  /**
   * The place that an input names.
   *
   * @param type the member that holds one of {@link #TYPES}
   * @param number the member that holds a sequence number, where the type takes one
   */
  ReadFrom named(Input input, String type, String number) {
    String name = input.oneOf(type, TYPES);
    boolean takesNumber = name.endsWith("_SEQUENCE_NUMBER");
    if (input.has(number) != takesNumber && !name.equals("AT_TIMESTAMP")) {
      throw Errors.invalid(
          "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
              + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no"
              + " StartingSequenceNumber. Request specified "
              + name
              + (takesNumber
                  ? " and no StartingSequenceNumber."
                  : " and also a StartingSequenceNumber."));
    }
    return switch (name) {
      case "TRIM_HORIZON" -> ReadFrom.trimHorizon();
      case "LATEST" -> shard.latest();
      case "AT_TIMESTAMP" -> since(input);
      case "AT_SEQUENCE_NUMBER" -> ReadFrom.at(checked(input, number));
      default -> ReadFrom.after(checked(input, number));
    };
  }

  private ReadFrom since(Input input) {
    if (!input.has("Timestamp")) {
      throw Errors.invalid(
          "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current"
              + " request has no timestamp parameter.");
    }
    Instant time = input.requiredInstant("Timestamp");
    if (time.isAfter(now)) {
      throw Errors.invalid(
          "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis."
              + " timestampInMillis: "
              + time.toEpochMilli()
              + ", currentTimestampInMillis: "
              + now.toEpochMilli());
    }
    return shard.since(time);
  }

  private String checked(Input input, String member) {
    String number = input.requiredText(member, SEQUENCE_NUMBER_LENGTH, Patterns.SEQUENCE_NUMBER);
    String used =
        "StartingSequenceNumber "
            + number
            + " used in GetShardIterator on shard "
            + shard.id()
            + " in "
            + Errors.lower(stream.arn())
            + " is invalid";
    SequenceNumber decoded =
        SequenceNumber.parse(number).orElseThrow(() -> Errors.invalid(used + "."));
    if (decoded.shardIndex() != shard.index()) {
      throw Errors.invalid(
          "Invalid StartingSequenceNumber. It encodes "
              + ShardOrigin.shardId(decoded.shardIndex())
              + ", while it was used in a call to a shard with "
              + shard.id());
    }
    if (decoded.version() != 2 || decoded.bornAt() != shard.bornAt()) {
      throw Errors.invalid(used + " because it did not come from this stream.");
    }
    return number;
  }
}
