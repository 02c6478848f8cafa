package io.farshore.command.tail;

import io.farshore.command.UnusableInput;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Where reading begins. */
sealed interface From {

  /** Puts the place into a request for an iterator. */
  void into(GetShardIteratorRequest.Builder request);

  /** Where a shard that was born while others were read is begun. */
  default From ofChildren() {
    return this;
  }

  /**
   * The same place, later: where it can be asked for again.
   *
   * @param now when it was asked for first
   */
  default From since(Instant now) {
    return this;
  }

  /** What comes from now on. */
  record Latest() implements From {
    @Override
    public void into(GetShardIteratorRequest.Builder request) {
      request.shardIteratorType(ShardIteratorType.LATEST);
    }

    @Override
    public From ofChildren() {
      return new TrimHorizon();
    }

    @Override
    public From since(Instant now) {
      return new Time(now);
    }
  }

  /** All that the stream still holds. */
  record TrimHorizon() implements From {
    @Override
    public void into(GetShardIteratorRequest.Builder request) {
      request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
    }
  }

  /** What arrived at {@code time} or later. */
  record Time(Instant time) implements From {
    @Override
    public void into(GetShardIteratorRequest.Builder request) {
      request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(time);
    }
  }

  /** What follows a record. */
  record After(String sequenceNumber) implements From {
    @Override
    public void into(GetShardIteratorRequest.Builder request) {
      request
          .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
          .startingSequenceNumber(sequenceNumber);
    }
  }

  /**
   * As users write it.
   *
   * @throws UnusableInput when it is none of the three
   */
  static From parse(String text) {
    switch (text.toUpperCase(java.util.Locale.ROOT)) {
      case "LATEST":
        return new Latest();
      case "TRIM_HORIZON":
        return new TrimHorizon();
      default:
        try {
          return new Time(Instant.parse(text));
        } catch (DateTimeParseException e) {
          throw new UnusableInput(
              "--from "
                  + text
                  + " is no place; use LATEST, TRIM_HORIZON or a time such as 2026-01-31T12:00:00Z",
              e);
        }
    }
  }
}
