package io.farshore.lab.kinesis;

import io.farshore.lab.endpoint.Account;
import java.util.Set;

/** How many shards and streams the account may have in a Region. Thread-safe. */
final class AccountLimits {

  static final int ON_DEMAND_STREAMS = 50;

  private static final Set<String> LARGE = Set.of("us-east-1", "us-west-2", "eu-west-1");
  private static final int SHARDS_IN_LARGE = 20_000;
  private static final int SHARDS = 6_000;

  private final Streams streams;

  AccountLimits(Streams streams) {
    this.streams = streams;
  }

  static int shardLimit(String region) {
    return LARGE.contains(region) ? SHARDS_IN_LARGE : SHARDS;
  }

  int openShards(String region) {
    return streams.in(region).stream()
        .filter(stream -> !stream.settings().onDemand())
        .mapToInt(stream -> stream.shards().openCount())
        .sum();
  }

  int onDemandStreams(String region) {
    return (int) streams.in(region).stream().filter(s -> s.settings().onDemand()).count();
  }

  /** Throws when a stream, or more shards of one, would be too many. */
  void admit(String region, boolean onDemand, int moreShards) {
    if (onDemand) {
      if (onDemandStreams(region) >= ON_DEMAND_STREAMS) {
        throw Errors.limitExceeded(
            "The account "
                + Account.ID
                + " has the limit of "
                + ON_DEMAND_STREAMS
                + " on-demand streams in "
                + region
                + ".");
      }
      return;
    }
    int open = openShards(region);
    if (open + (long) moreShards > shardLimit(region)) {
      throw Errors.tooManyShards(region, open, shardLimit(region), moreShards);
    }
  }
}
