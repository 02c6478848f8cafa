package io.farshore.lab.kinesis;

import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often the operations that manage streams may be called a second. Thread-safe. */
final class CallRates {

  private static final Map<String, Integer> PER_SECOND =
      Map.ofEntries(
          Map.entry("AddTagsToStream", 5),
          Map.entry("CreateStream", 5),
          Map.entry("DecreaseStreamRetentionPeriod", 5),
          Map.entry("DeleteStream", 5),
          Map.entry("DeregisterStreamConsumer", 5),
          Map.entry("DescribeAccountSettings", 5),
          Map.entry("DescribeLimits", 1),
          Map.entry("DescribeStream", 10),
          Map.entry("DescribeStreamConsumer", 20),
          Map.entry("DescribeStreamSummary", 20),
          Map.entry("DisableEnhancedMonitoring", 5),
          Map.entry("EnableEnhancedMonitoring", 5),
          Map.entry("IncreaseStreamRetentionPeriod", 5),
          Map.entry("ListShards", 1_000),
          Map.entry("ListStreamConsumers", 5),
          Map.entry("ListStreams", 5),
          Map.entry("ListTagsForStream", 5),
          Map.entry("MergeShards", 5),
          Map.entry("RegisterStreamConsumer", 5),
          Map.entry("RemoveTagsFromStream", 5),
          Map.entry("SplitShard", 5),
          Map.entry("UpdateShardCount", 10));

  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
  private final Clock clock;

  CallRates(Clock clock) {
    this.clock = clock;
  }

  /** Counts a call; throws when it is one too many in its Region. */
  void count(ApiCall call) {
    Integer rate = PER_SECOND.get(call.operation());
    if (rate == null) {
      return;
    }
    long now = clock.millis();
    TokenBucket bucket =
        buckets.computeIfAbsent(
            call.region() + " " + call.operation(), key -> new TokenBucket(rate, now));
    synchronized (bucket) {
      if (!bucket.has(1, now)) {
        throw Errors.limitExceeded(
            "Rate exceeded for " + call.operation() + " under account " + Account.ID + ".");
      }
      bucket.take(1);
    }
  }
}
